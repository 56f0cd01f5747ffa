"""The words by which the columns of a kind of sheet are known, declared as data.

A name is a header as an office prints it. A header of several rows is a path: `总投资/其中:设备`. Width, spaces,
brackets, units (`（万元）`, `±%`) and ★☆* do not count. Places that vary are written in braces:

    {year}    2015年, 2016年度, 2016, 上年, 本年        {span}    1-6月, 6月份, 上半年, 一季度, 本月, 累计
    {period}  either of the two                         {any}     any words within one row of the header
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from zone.lib.header_words import PLACEHOLDERS, header_key, joined, path_key, time_in
from zone.lib.mapped_header import MappedHeader
from zone.lib.textkey import match_key
from zone.lib.units import CURRENCIES

_PLACE = re.compile(r"\{(year|span|period|any)\}")
_SPEAKING_BRACKET = re.compile(r"[0-9年月季]|累计|同期|其中|上年|计划|实际|合计")
_BRACKET_TAIL = re.compile(r"\([^()]*\)$")
# What may stand around the words of a header and says nothing: 目前主要存在的问题 is 存在问题.
_FILLERS = re.compile(r"截至目前|截止目前|现阶段|目前|当前|主要|的|及建议|和建议|及原因")
# A group of columns that tells of another time, of a plan or of a part: what stands below it is not what its own words say.
_SPEAKING_GROUP = re.compile(r"[0-9]|上年|去年|同期|计划|目标|预计|预期|其中|年|月|季|增|达产|[:：]")
_NAMES = frozenset(("姓名", "名称", "名单"))
# Columns that are known and read past: last year's figures beside this year's, shares that are computed anyway.
BESIDE = "beside"
# Columns that name a time alone; the figure stands in the title (zone.lib.by_month).
BY_MONTH = "by_month"
NEUTRAL_GROUPS = (
    "基本情况", "企业基本情况", "企业基本信息", "企业情况", "企业概况", "项目基本情况", "项目基本信息", "项目情况",
    "项目概况", "基本信息", "主要指标", "主要经济指标", "经济指标", "生产经营情况", "经营情况",
    "包扶情况", "其他", "其它",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """What one column may be called. Several Columns may share a `key`.

    `family` is the unit family of zone.lib.units that the column is measured in ("yuan", "count" …; "" for none).
    `follows` restricts the names to a column whose nearest known neighbour on the left has that key: a bare 同比±%
    means the growth of what stands before it. A column that is not `required` may be absent, and a required one where
    a column of one of the keys `instead` is there. One that `repeats` may stand several times under the same words,
    each time meaning the figure before it.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    family: str = ""
    follows: str = ""
    instead: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def label(self) -> str:
        """One of its names, without braces: by it the column is called where it is missed."""
        plain = next((name for name in self.names if not _PLACE.search(name)), None)
        return plain or _PLACE.sub("", self.names[0]).strip("/")


_BASES = (
    "上年同期",
    "去年同期",
    "同期",
    "上年同期数",
    "去年同期数",
    "同期数",
    "同期数据",
    "上年同期完成",
    "去年同期完成",
    "上年同期累计",
    "去年同期累计",
)
_RATES = (
    "同比",
    "同比增长",
    "同比增幅",
    "同比增减",
    "同比增速",
    "增速",
    "增幅",
    "增长",
    "增长率",
    "增减",
    "增减幅",
    "增减率",
    "较上年同期增长",
    "比上年同期增长",
)


def read_past(*measures: str, others: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns that stand beside figures and are not kept: last year's figure, and the growth of `measures`, whose growth is computed."""
    bases = (*_BASES, *(f"{{any}}/{base}" for base in _BASES), *others)
    return (Column(BESIDE, bases), *(Column(BESIDE, _RATES, follows=measure) for measure in measures))


@dataclass(frozen=True)
class Vocabulary:
    """All columns of one kind of sheet. `title_words` speak for the kind when they stand in the title; `neutral_groups`
    are group headings that say nothing about the columns below them; where `within_is_data`, rows that begin with 其中:
    are records of their own. `measure_groups` are group headings that say what the columns below measure, and nothing of time or plan
    (投资（亿元）): the columns below of which that is true are known by their own words. `usual_figure` is the key of what a column tells
    that names a time alone (1-6月), `tie_words` are words of a title by which of several kinds that fit alike this one is meant. `mapped`:
    headers of which a person has said what their columns hold."""

    kind: str
    columns: tuple[Column, ...]
    title_words: tuple[str, ...] = ()
    neutral_groups: tuple[str, ...] = NEUTRAL_GROUPS
    within_is_data: bool = False
    measure_groups: tuple[str, ...] = ()
    usual_figure: str = ""
    tie_words: tuple[str, ...] = ()
    mapped: tuple[MappedHeader, ...] = ()
    _memo: dict = field(default_factory=dict, compare=False, repr=False)
    _near_memo: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """One Column for each required key, in order."""
        return tuple({column.key: column for column in self.columns if column.required}.values())

    def missing(self, keys: Collection[str]) -> list[Column]:
        """The required columns that are not among these keys, nor anything that may stand in their place."""
        return [column for column in self.required if not {column.key, *column.instead}.intersection(keys)]

    def taught(self, words: Sequence[tuple[str, str]], mapped: Sequence[MappedHeader]) -> Self:
        """The same with further words, (key, name as an office prints it), and with headers that were mapped. A word for what has a time in
        its other names may have one too."""
        further = [
            replace(self.named(key), names=_timed(word, self.names_of(key)), follows="", required=False)
            for key, word in words
            if self.named(key)
        ]
        return replace(self, columns=(*self.columns, *further), mapped=tuple(mapped), _memo={}, _near_memo={})

    def named(self, key: str) -> Column | None:
        """A column of this key."""
        return next((column for column in self.columns if column.key == key), None)

    def names_of(self, key: str) -> list[str]:
        return [name for column in self.columns if column.key == key for name in column.names]

    def meaning(self, word: str) -> Column | None:
        """What the word means already, be it only beside a certain neighbour."""
        segments = word.split("/")
        match = self.match(segments)
        return match[0] if match else next(iter(self._literal.get(path_key(segments), ())), None)

    def places_of(self, segments: Sequence[str]) -> dict[str, str]:
        """What the header of a mapped column tells besides, by the places of patterns."""
        return time_in(segments)

    @cached_property
    def _literal(self) -> dict[str, list[Column]]:
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            for name in column.names:
                if not _PLACE.search(name):
                    found.setdefault(path_key(name.split("/")), []).append(column)
        return found

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern, Column]]:
        """Patterns with their columns, those with {any} last."""
        found = [(name, column) for column in self.columns for name in column.names if _PLACE.search(name)]
        found.sort(key=lambda pair: ("{any}" in pair[0], -len(_PLACE.sub("", pair[0]))))
        return [(_compile(name), column) for name, column in found]

    @cached_property
    def timed_names(self) -> list[tuple[str, Column]]:
        """The names of figures that are told by month, each with its column, the longest first."""
        figures = [column for column in self.columns if column.family and column.family != "percent" and not column.follows]
        timed = {column.key for column in figures if any("{period}" in name for name in column.names)}
        names = [(match_key(name), column) for column in figures if column.key in timed for name in column.names]
        return sorted(((name, column) for name, column in names if not _PLACE.search(name)), key=lambda pair: -len(pair[0]))

    @cached_property
    def _neutral(self) -> frozenset[str]:
        return frozenset(header_key(group) for group in self.neutral_groups)

    @cached_property
    def _measures(self) -> frozenset[str]:
        return frozenset(header_key(group) for group in self.measure_groups)

    def match(self, segments: Sequence[str], left_key: str = "") -> tuple[Column, dict[str, str]] | None:
        """The column that a header path names, with what stood in the places of its pattern; None if no name fits.

        `left_key` is the key of the nearest known column on the left.
        """
        memo_key = (tuple(segments), left_key)
        if memo_key not in self._memo:
            self._memo[memo_key] = self._match([header_key(segment) for segment in segments], left_key)
        return self._memo[memo_key]

    def near(self, segments: Sequence[str]) -> Column | None:
        """The column that a header path means though no name is the same: fillers left away (目前存在的主要问题), 姓名 below a
        group that is a name itself (包联领导/姓名), or a name below a group that says nothing of its own (企业情况表/职务)."""
        memo_key = tuple(segments)
        if memo_key not in self._near_memo:
            self._near_memo[memo_key] = self._near([header_key(segment) for segment in segments])
        return self._near_memo[memo_key]

    def _near(self, keys: list[str]) -> Column | None:
        whole = joined("/".join(keys))
        ways = [self._stems.get(_FILLERS.sub("", whole))]
        if len(keys) > 1 and keys[-1] in _NAMES:
            ways.append(self._only("/".join(keys[:-1])))
        for first in range(1, len(keys)):
            if not any(_SPEAKING_GROUP.search(group) for group in keys[:first]):
                ways.append(self._only("/".join(keys[first:])))
        return next((column for column in ways if column), None)

    def _only(self, path: str) -> Column | None:
        found = [column for column in self._literal.get(path, ()) if not column.follows]
        return found[0] if found else None

    @cached_property
    def _stems(self) -> dict[str, Column]:
        """Names without their fillers, where they still mean one column only."""
        found: dict[str, set[str]] = {}
        for path, columns in self._literal.items():
            found.setdefault(_FILLERS.sub("", path), set()).update(column.key for column in columns if not column.follows)
        return {
            stem: next(column for column in self.columns if column.key == min(keys))
            for stem, keys in found.items()
            if stem and len(keys) == 1
        }

    def _match(self, keys: list[str], left_key: str) -> tuple[Column, dict[str, str]] | None:
        while len(keys) > 1 and keys[0] in self._neutral:
            keys = keys[1:]
        for attempt in (keys, _without_remarks(keys)):
            path = joined("/".join(attempt))
            if not path:
                continue
            found = [(column, {}) for column in self._literal.get(path, ())]
            if not found:
                found = [
                    (column, {name: text for name, text in match.groupdict().items() if text})
                    for pattern, column in self._patterns
                    if (match := pattern.fullmatch(path))
                ]
            fitting = [pair for pair in found if not pair[0].follows or pair[0].follows == left_key]
            if fitting:
                return max(fitting, key=lambda pair: bool(pair[0].follows))
        return self._below_measure(keys, left_key) if len(keys) > 1 and keys[0] in self._measures else None

    def _below_measure(self, keys: list[str], left_key: str) -> tuple[Column, dict[str, str]] | None:
        """What the words below a group of money mean, where they speak of money themselves; a bare 1-6月 may be its plan."""
        below = self._match(keys[1:], left_key)
        is_meant = below and (below[0].family in CURRENCIES or below[0].key == BESIDE)
        return below if is_meant and joined("/".join(keys[1:])) not in below[1].values() else None


def _timed(word: str, names: Sequence[str]) -> tuple[str, ...]:
    """The word with a time before or below it, where the other names have one."""
    places = {place[1] for name in names for place in _PLACE.finditer(name)} - {"any"}
    forms = (f"{{{place}}}{form}" for place in sorted(places) for form in (word, f"/{word}"))
    return word, *forms, *(f"{word}/{{{place}}}" for place in sorted(places))


def _without_remarks(keys: list[str]) -> list[str]:
    """The same path without bracketed remarks at the end of a row, unless the remark says which figure is meant."""
    return [key[: tail.start()] if (tail := _BRACKET_TAIL.search(key)) and not _SPEAKING_BRACKET.search(tail[0]) else key for key in keys]


def _compile(name: str) -> re.Pattern:
    parts, at, seen = [], 0, set()
    for place in _PLACE.finditer(name):
        parts.append(re.escape(joined(match_key(name[at : place.start()]))))
        kind = place[1]
        parts.append(rf"(?:{PLACEHOLDERS[kind]})" if kind in seen else rf"(?P<{kind}>{PLACEHOLDERS[kind]})")
        seen.add(kind)
        at = place.end()
    parts.append(re.escape(header_key(name[at:]) if name[at:].strip("%±") else ""))
    return re.compile("".join(parts))
