"""Search keys in pinyin. Apart from textkey, because the dictionary behind it takes 10 MB once it is loaded."""

import os
from dataclasses import dataclass

from zone.lib.textkey import match_key


@dataclass(frozen=True, slots=True)
class PinyinKeys:
    """`initials` "ykgxq" and `full` "yingkougaoxinqu" of 营口高新区; letters and digits stay, the rest is dropped."""

    initials: str
    full: str


class _Syllables(dict):
    """The usual reading of each character, looked up once: a whole name costs 115 µs otherwise, and its characters repeat."""

    def __missing__(self, character: str) -> str:
        syllable = self[character] = _syllable(character)
        return syllable


class _Initials(dict):
    def __missing__(self, character: str) -> str:
        initial = self[character] = _SYLLABLES[character][:1]
        return initial


_SYLLABLES, _INITIALS = _Syllables(), _Initials()


def _syllable(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    # Only a process that writes names needs the dictionary; that of phrases (45 MB) says nothing of single characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import lazy_pinyin

    syllable = lazy_pinyin(character)[0]
    return syllable if syllable.isascii() else ""


def pinyin_keys(name: str) -> PinyinKeys:
    """Initials and full pinyin of a name, lower case, for search only: of several readings it takes the usual one."""
    return pinyin_of_key(match_key(name))


def pinyin_of_key(key: str) -> PinyinKeys:
    """The same from the key of a name, where that is known already."""
    return PinyinKeys("".join(map(_INITIALS.__getitem__, key)), "".join(map(_SYLLABLES.__getitem__, key)))
