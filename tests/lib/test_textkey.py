import pytest

from tests.lib.test_numbers import problem
from zone.lib.pinyin import PinyinKeys, pinyin_keys
from zone.lib.textkey import (
    bigrams,
    is_ditto,
    is_null_word,
    marks,
    match_key,
    null_reason,
    simplify,
    tidy,
    without_marks,
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (" 营口 ", "营口"),
        ("\u3000营口\xa0", "营口"),
        ("营\u200b口\ufeff", "营口"),
        ("a\xa0b", "a b"),
        ("甲\r\n乙", "甲\n乙"),
        ("甲\r乙\n", "甲\n乙"),
        ("营口丙申重工（集团）有限公司", "营口丙申重工（集团）有限公司"),
        ("𠮷龘👨\u200d🔧", "𠮷龘👨\u200d🔧"),
        ("１２３", "１２３"),
        ("", ""),
    ],
)
def test_stored_text_loses_only_what_nobody_sees(raw, stored):
    assert tidy(raw) == stored


@pytest.mark.parametrize(
    ("raw", "character"),
    [
        ("a\x00", "U+0000"),
        ("\u202eabc", "U+202E"),
        ("a\ufffd", "U+FFFD"),
        ("\ud800", "U+D800"),
        ("a\x1b", "U+001B"),
    ],
)
def test_dangerous_character_is_refused_by_name(raw, character):
    refused = problem(tidy, raw)
    assert (refused.code, refused.params["character"]) == ("bad_characters", character)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营口丙申重工（集团）有限公司", "营口丙申重工(集团)有限公司"),
        ("☆辽宁乙未", "辽宁乙未"),
        ("營口國家高新區", "营口国家高新区"),
        ("ＡＢＣ", "abc"),
        ("营高经备〔2015〕31号", "营高经备[2015]31号"),
        ("甲、乙", "甲，乙"),
        ("2015—2016", "2015-2016"),
        ("营口 甲辰\n机械", "营口甲辰机械"),
        ("甲*", "甲"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert match_key(one) == match_key(other)


def test_legal_forms_keep_apart():
    assert match_key("甲辰有限责任公司") != match_key("甲辰有限公司")


def test_marks_are_seen_and_taken_off():
    assert [marks("☆甲"), marks("★甲"), marks("甲*")] == [True, True, False]
    assert without_marks("☆辽宁乙未 ") == "辽宁乙未"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "missing"),
        ("—", "na"),
        ("－", "na"),
        ("/", "unavailable"),
        ("无", "none"),
        ("无锡", None),
        ("x" * 20, None),
    ],
)
def test_null_word_says_why(text, reason):
    assert (null_reason(text), is_null_word(text)) == (reason, reason is not None)


def test_ditto_words_are_known():
    assert [is_ditto(text) for text in ("同上", "〃", '"', "同上海", "")] == [True, True, True, False, False]


def test_bigrams_are_distinct_and_in_order():
    assert bigrams("高新 区高新") == ("高新", "新区", "区高")
    assert (bigrams("高"), bigrams(" ")) == (("高",), ())


def test_pinyin_has_initials_and_full():
    assert pinyin_keys("營口高新區 A-1") == PinyinKeys("ykgxqa1", "yingkougaoxinqua1")


def test_simplified_text_keeps_its_brackets():
    assert simplify("營口（集團）") == "营口（集团）"
