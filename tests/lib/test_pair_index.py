"""The index in memory finds what looking through all texts finds."""

import random

import pytest

from zone.lib import pair_index
from zone.lib.pair_index import PairIndex

ROWS = {
    7: "营口宏远机械有限公司 ykhyjxyxgs yingkouhongyuanjixieyouxiangongsi 91210800ma0001",
    3: "甲a3公司 ja3gs jiaa3gongsi",
    9: "龘 d da",
    5: "",
    1: "宏远a.b(c)改造项目10003 hyabcgzxm10003 hongyuanabcgaizaoxiangmu10003 zs-2016-004",
}
KEYS = [
    "宏远",
    "宏",
    "远机械",
    "口宏远有",
    "ykhy",
    "gongsi",
    "g",
    "a3公",
    "a3",
    "ja3g",
    "a3公司j",
    "10003",
    "a.b(",
    "x.b",
    "04",
    "龘",
    "d",
    "zt",
    "-2",
]


def looked_through(rows, key):
    return [pk for pk, text in rows.items() if any(key in word for word in text.split())]


@pytest.mark.parametrize("sparse", [2_000, 0])
@pytest.mark.parametrize("key", KEYS)
def test_found_in_the_order_in_which_rows_came(monkeypatch, key, sparse):
    monkeypatch.setattr(pair_index, "SPARSE", sparse)
    index = PairIndex((pk, text.split()) for pk, text in ROWS.items())
    assert list(index.find(key)) == looked_through(ROWS, key)
    assert list(index.find(key)) == looked_through(ROWS, key)  # what it has learned changes nothing


@pytest.mark.parametrize("sparse", [2_000, 3])
def test_texts_by_chance(monkeypatch, sparse):
    monkeypatch.setattr(pair_index, "SPARSE", sparse)
    dice = random.Random(7)

    def text(longest):
        return "".join(dice.choice("甲乙丙aiuzx1") for _ in range(dice.randint(1, longest)))

    rows = {pk: " ".join(text(8) for _ in range(dice.randint(0, 4))) for pk in dice.sample(range(1000), 60)}
    index = PairIndex((pk, words.split()) for pk, words in rows.items())
    for _ in range(500):
        key = text(4)
        assert list(index.find(key)) == looked_through(rows, key), key
