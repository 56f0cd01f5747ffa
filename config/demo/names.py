"""Invented names: stems and branches, as Chinese names parties whom it does not name."""

from collections.abc import Iterator

from config.demo.chance import chance

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
SURNAMES = (
    "姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
)
GIVEN = "明清辉松林宁远川涛兰航铭启正和安维诚平波春东峰刚光国海红华建军杰凯亮玲敏鹏强庆荣瑞山生世伟文武晓新兴雪洋勇宇玉云泽志忠"

# Brands and people of the sample ledgers: an import of them must find new firms.
SAMPLE_BRANDS = frozenset(["甲辰", "乙未", "丙申", "丁酉", "戊戌", "己亥", "庚子", "壬寅", "癸卯", "甲戌", "乙亥"])


def brands(subject: str) -> list[str]:
    """Every pair of two different characters that no sample uses, shuffled."""
    characters = STEMS + BRANCHES
    pairs = [a + b for a in characters for b in characters if a != b and a + b not in SAMPLE_BRANDS]
    chance(subject).shuffle(pairs)
    return pairs


def people(subject: str) -> Iterator[str]:
    """People's names without end and, within a subject, without repetition."""
    random = chance(subject)
    seen = set()
    while True:
        name = random.choice(SURNAMES) + random.choice(STEMS + BRANCHES) + random.choice(GIVEN)
        if name not in seen:
            seen.add(name)
            yield name
