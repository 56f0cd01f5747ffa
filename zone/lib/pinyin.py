"""Search keys in pinyin. Apart from textkey, because the dictionary behind it takes 55 MB once it is loaded."""

import functools
from dataclasses import dataclass

from zone.lib.textkey import match_key


@dataclass(frozen=True, slots=True)
class PinyinKeys:
    """`initials` "ykgxq" and `full` "yingkougaoxinqu" of 营口高新区; letters and digits stay, the rest is dropped."""

    initials: str
    full: str


@functools.cache
def _syllable(character: str) -> str:
    """The usual reading of one character; a whole name costs 115 µs, its characters repeat."""
    if character.isascii():
        return character if character.isalnum() else ""
    from pypinyin import lazy_pinyin  # only a process that writes names needs the dictionary

    syllable = lazy_pinyin(character)[0]
    return syllable if syllable.isascii() else ""


def pinyin_keys(name: str) -> PinyinKeys:
    """Initials and full pinyin of a name, lower case, for search only: of several readings it takes the usual one."""
    characters = match_key(name)
    syllables = [_syllable(character) for character in characters]
    return PinyinKeys(
        initials="".join(syllable[:1] for syllable in syllables),
        full="".join(syllables),
    )
