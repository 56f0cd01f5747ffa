"""What tables of main indicators call their columns.

A column that says one thing (指标名称, 备注) has its names here as a whole. A column of figures is told by its words together, in any order
and over any number of header rows: 1-6月累计/高新区, 高新区/同比±%. Districts and indicators are rows of the database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from zone.indicators.models import IndicatorValue
from zone.lib.header_words import PLACEHOLDERS, path_key
from zone.lib.textkey import match_key
from zone.lib.vocabulary import BESIDE, Column, Vocabulary

Kind = IndicatorValue.ValueKind
VALUE, BASE, TARGET, GROWTH, TARGET_GROWTH, RANK = "value", "base", "target", "growth", "target_growth", "rank"
INDICATOR_VALUE = "indicator_value"

COLUMNS = (
    Column("number", ("序号", "编号", "序", "No.")),
    Column("indicator", ("指标名称", "指标", "主要指标", "主要经济指标", "经济指标", "统计指标", "考核指标", "指标项目", "项目指标", "项目",
                         "指标内容", "indicator"), required=True, instead=(INDICATOR_VALUE,)),
    Column("unit", ("计量单位", "单位", "unit")),
    Column("district", ("区域", "地区", "区", "所属区", "所属区域", "行政区", "园区", "板块", "县区", "区县", "县(市)区", "各区",
                        "district")),
    Column("period", ("期间", "时期", "报告期", "统计期", "所属期", "月份", "period")),
    Column("span", ("时段", "span")),
    Column("year", ("年份", "年度")),
    Column("target_year", ("year",)),
    Column("value_kind", ("数据性质", "数据类型", "value_kind")),
    Column("price_basis", ("价格口径", "price_basis")),
    Column("note", ("备注", "说明", "数据说明", "情况说明", "note", "remarks")),
    Column(VALUE, ("value",), required=True, instead=(INDICATOR_VALUE, TARGET, GROWTH)),
    Column(INDICATOR_VALUE, ()),
    Column(BASE, ()),
    Column(TARGET, ()),
    Column(GROWTH, ("stated_growth",), repeats=True),
    Column(TARGET_GROWTH, (), repeats=True),
    Column(RANK, ("rank",), repeats=True),
    Column(BESIDE, ()),
)  # fmt: skip
TITLE_WORDS = ("主要经济指标", "经济指标", "指标完成情况", "主要指标", "经济运行")

# What the words of a head mean; of several the first in this order says what the column holds.
WORDS = {
    "beside": r"(?:与|和|较|比)?(?:[超低高快慢落]于?)?(?:\([超低高快慢落+-]+\))?(?:[超低高快慢落]于?)?(?:时序|序时|时间)(?:进度)?"
              r"(?:相比|比较|差距?|比)?"
              r"|完成(?:全年|年度|年初|当年|年)?(?:目标|计划|任务)的?(?:比例|比重|百分比|率|进度|情况)?"
              r"|(?:目标|计划|任务)的?完成(?:率|比例|进度|程度|百分比)|(?:完成|达成)(?:率|比例|比重|百分比|程度|进度)"
              r"|占(?:全年|年度|年)?(?:目标|计划|任务)的?(?:比重|比例|百分比)?|环比(?:增长|增减|增速|增幅)?|占比|比重"
              r"|(?:同比)?(?:增减|增加|增长|净增)[额量值数]|(?:位次|排名)(?:变化|升降|变动)",
    "rank": r"(?:在?全[市省国区])?(?:增速|增幅|总量|增长)?(?:位次|排名|名次|排位|排序|位居)",
    "growth": r"(?:同比|[比较与](?:上年|去年)(?:同期|同月)?(?:相比)?)?"
              r"(?:增长速度|增长率|增减率|增长|增减|增速|增幅|升降|增降|涨跌)(?:幅度|情况)?"
              r"|同比(?:±|\+-|\+/-)?|[比较](?:上年|去年)(?:同期|同月)?(?:±|\+-)?",
    "base": r"(?:上年|去年)(?:同期|同月)(?:累计|完成)?[数值额]?|同期(?:累计|完成)?[数值额]?|基期数?|基数",
    "target": r"(?:全年|年度|年初|本年|当年|年)?(?:预期|工作|奋斗|确保|力争|责任|考核|下达|计划)*"
              r"(?:目标|计划|任务)(?:任务)?[数值额量]?",
    "kind": r"预计|预估|快报|初步|初核|年报|决算|最终|核定|修订|调整后",
    "span": PLACEHOLDERS["span"],
    "year": PLACEHOLDERS["year"],
    "filler": r"其中|完成情况|完成|实绩|实际|实现|达到|绝对[数量额值]|总量|数值|数据|数量|金额|数额|规模|情况|指标"
              r"|[数值额量的为及和]|[/()\-,:+%±·]",
}  # fmt: skip
PLAIN_FIGURE = re.compile("完成|实绩|实际|实现|达到|绝对|总量|数值|数量|金额|数额")
# What is said of figures that are not settled yet, in a head, in a cell or in a note (规上企业数据为快报数).
VALUE_KINDS = (
    ("预计", Kind.ESTIMATE), ("预估", Kind.ESTIMATE), ("快报", Kind.FLASH), ("初步", Kind.PRELIMINARY), ("初核", Kind.PRELIMINARY),
    ("修订", Kind.REVISED), ("调整后", Kind.REVISED), ("年报", Kind.FINAL), ("决算", Kind.FINAL), ("最终", Kind.FINAL),
    ("核定", Kind.FINAL),
)  # fmt: skip


def value_kind_in(text: str) -> str:
    """The kind of value that words name; "" for none."""
    return next((kind.value for word, kind in VALUE_KINDS if word in text), "")


@dataclass(frozen=True)
class IndicatorVocabulary(Vocabulary):
    """`districts` and `indicators`: the keys of all their names."""

    districts: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    _tokens: dict = field(default_factory=dict, compare=False, repr=False)

    def _match(self, keys: list[str], left_key: str) -> tuple[Column, dict[str, str]] | None:
        while len(keys) > 1 and keys[0] in self._neutral:
            keys = keys[1:]
        return super()._match(keys, left_key) or self._composed("/".join(keys))

    def _composed(self, path: str) -> tuple[Column, dict[str, str]] | None:
        """A head of which every word is known: what it holds, and of which district, indicator and time."""
        found: dict[str, str] = {}
        at = 0
        while at < len(path):
            token = self._words.match(path, at)
            if token is None or token.end() == at:
                return None
            if token.lastgroup == "span" and "span" in found and not found["span"][:1].isdigit():
                found["span"] = token[0]
            found.setdefault(token.lastgroup, token[0])
            at = token.end()
        key = _holds(found, path)
        return (self._by_key[key], _places(found)) if key else None

    def places_of(self, segments: Sequence[str]) -> dict[str, str]:
        """District, indicator and time that the words name among others that nobody knows."""
        found: dict[str, str] = {}
        for token in self._words.finditer(path_key(segments)):
            found.setdefault(token.lastgroup, token[0])
        return _places(found)

    @cached_property
    def _words(self) -> re.Pattern:
        own = [("district", _any_of(self.districts)), ("indicator", _any_of(self.indicators))]
        return re.compile("|".join(f"(?P<{name}>{words})" for name, words in (*own, *WORDS.items()) if words))

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


def _places(found: dict[str, str]) -> dict[str, str]:
    return {name: found[name] for name in ("district", "indicator", "span", "year", "kind") if name in found}


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _holds(found: dict[str, str], path: str) -> str:
    """The key of the column; "" where its words speak of no figure."""
    if "beside" in found:
        return BESIDE
    if "rank" in found:
        return RANK
    if "growth" in found:
        return TARGET_GROWTH if "target" in found else GROWTH
    if "base" in found:
        return BASE
    if "target" in found:
        return TARGET
    if "indicator" in found:
        return INDICATOR_VALUE
    is_figure = found.keys() & {"district", "span", "year", "kind"} or PLAIN_FIGURE.search(path)
    return VALUE if is_figure else ""


def vocabulary(districts: Iterable[str] = (), indicators: Iterable[str] = ()) -> IndicatorVocabulary:
    """The words of the sheet kind, with these names of districts and indicators."""
    keys = tuple(sorted({match_key(name) for name in districts})), tuple(sorted({match_key(name) for name in indicators}))
    return IndicatorVocabulary("indicators", COLUMNS, TITLE_WORDS, within_is_data=True, districts=keys[0], indicators=keys[1])
