"""The text by which a record is found: names as matched, their pinyin and initials, numbers as typed. Searched with `contains`."""

from collections.abc import Iterable

from zone.lib.pinyin import pinyin_keys
from zone.lib.textkey import match_key


def search_text(names: Iterable[str], codes: Iterable[str] = ()) -> str:
    """`search_text(["营口甲辰机械制造有限公司"], ["91210800000001011R"])`; compare with `match_key` of what was typed."""
    parts: list[str] = []
    for name in names:
        if name:
            keys = pinyin_keys(name)
            parts += [match_key(name), keys.initials, keys.full]
    parts += [match_key(code) for code in codes if code]
    return " ".join(dict.fromkeys(parts))
