"""The words of a header brought to a key: width, spaces, brackets and the unit that they name do not count; and the time that they name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from zone.lib.unit_words import read_head

_YEAR = r"(?:(?:19|20)[0-9]{2}(?:年度|年)?|上年度?|去年度?|本年度?|今年|当年)"
_SPAN = (
    r"(?:(?:19|20)[0-9]{2}年|上年|去年|本年|今年)?"
    r"(?:[0-9]{1,2}月?份?[-至到][0-9]{1,2}月份?|"
    r"(?:截至|截止|至)?[0-9]{1,2}月(?:份|底|末)?|"
    r"1月?-本月|上半年|前?[一二三四1-4]季度|全年|本月|当月|本期|年初以来|年初至今|年累计|累计)(?:累计|止累计|止)?"
)
PLACEHOLDERS = {"year": _YEAR, "span": _SPAN, "period": rf"(?:{_SPAN}|{_YEAR})", "any": r"[^/]+"}
_TIMES = {name: re.compile(PLACEHOLDERS[name]) for name in ("span", "year")}
_TIME = re.compile(PLACEHOLDERS["period"])


def header_key(text: str) -> str:
    """The key of one row of a header: match_key without the unit that the header names and without the colon of
    其中:."""
    return joined(read_head(text).key)


def path_key(segments: Sequence[str]) -> str:
    """The key of a whole header path."""
    return joined("/".join(header_key(segment) for segment in segments))


def joined(key: str) -> str:
    return key.replace("其中:", "其中").replace("其中/", "其中")


def time_in(segments: Sequence[str]) -> dict[str, str]:
    """The time that a header path names, under the name of its place in a pattern: {"span": "1-6月"}, {"year": "2015年"} or nothing."""
    key = path_key(segments)
    return next(({name: found[0]} for name, pattern in _TIMES.items() if (found := pattern.search(key))), {})


def timeless_keys(paths: Iterable[Sequence[str]]) -> list[str]:
    """The key of each path with its months and years left out, so that next month's header has the same keys; a second path of the same
    key is numbered."""
    return timeless(map(path_key, paths))


def timeless(path_keys: Iterable[str]) -> list[str]:
    """The same for keys of paths."""
    keys, seen = [], Counter()
    for path in path_keys:
        key = _TIME.sub("~", path)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return keys
