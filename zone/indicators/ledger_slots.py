"""Which columns of a table of main indicators fill which figure: each figure of a row is a slot, told by district, indicator and time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zone.indicators.ledger_columns import BASE, GROWTH, INDICATOR_VALUE, RANK, TARGET, TARGET_GROWTH, VALUE, value_kind_in
from zone.indicators.ledger_names import Names
from zone.indicators.models import IndicatorValue
from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.table import Context, Table
from zone.lib.layout import ColumnMatch
from zone.lib.months import shift
from zone.lib.periods import Period, parse_period

Span = IndicatorValue.Span
When = tuple[str, str]  # month and span: ("2016-06", "ytd")
NOW = "本期"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
LEANING = {GROWTH: "stated_growth", RANK: "rank", TARGET_GROWTH: "stated_growth"}


@dataclass(slots=True)
class Slot:
    """`district`, `indicator` None: those of the row. `when` None: that of the row, else of the sheet. `is_aside`: a figure of an earlier
    year than the sheet's, there for comparison."""

    is_target: bool
    district: int | None = None
    indicator: int | None = None
    when: When | None = None
    kind: str = ""
    is_aside: bool = False
    columns: dict[str, CleanColumn] = field(default_factory=dict)

    @property
    def is_of_the_row(self) -> bool:
        """Whether the row alone says whose figure it is."""
        return self.district is None and self.indicator is None

    @property
    def is_base(self) -> bool:
        """Whether its head calls it the figure of last year (去年同期): a growth beside it is this year's."""
        return "value" in self.columns and self.columns["value"].match.key == BASE

    @property
    def last_column(self) -> int:
        return max(column.match.column for column in self.columns.values())


@dataclass(slots=True)
class Slots:
    """`left_out` are columns of a quarter or another time for which no figures are kept."""

    found: list[Slot] = field(default_factory=list)
    left_out: list[CleanColumn] = field(default_factory=list)

    def __iter__(self) -> Iterator[Slot]:
        return iter(self.found)

    @property
    def main(self) -> Slot | None:
        """The figure that rank and remarks at the end of a row speak of: the row's own from January on, else its last one."""
        own = [slot for slot in self.found if slot.is_of_the_row and not slot.is_target and not slot.is_aside]
        return next((slot for slot in reversed(own) if slot.when is None or slot.when[1] != Span.MONTH), own[-1] if own else None)


def default_when(context: Context) -> When | None:
    """The sheet's own time: January to its month, or its year."""
    if context.period:
        return context.period, Span.YTD.value
    return (f"{context.year}-12", Span.YEAR.value) if context.year else None


def with_year(table: Table) -> Context:
    """A sheet that says no year in its title says it in its heads: the latest of them is its own."""
    if table.context.year:
        return table.context
    named = (_YEAR.search(text) for column in table.columns for text in column.match.places.values())
    years = [int(found[0]) for found in named if found]
    return replace(table.context, year=max(years, default=None))


def slots_of(table: Table, names: Names, *, is_of_targets: bool) -> Slots:
    """`is_of_targets`: the sheet tells targets only, so that figures without a time are targets."""
    slots, leaning = Slots(), []
    spans = {column.match.places.get("span") for column in table.columns}
    for column in table.columns:
        key = column.match.key
        if key in (VALUE, INDICATOR_VALUE, BASE, TARGET):
            _place(slots, column, table.context, names, is_of_targets=is_of_targets, is_alone=spans <= {None, NOW})
        elif key in LEANING:
            leaning.append(column)
    _call_aside_back(slots)
    _give_times(slots, table.context)
    repeated = {key for key in LEANING if sum(1 for each in leaning if each.match.key == key and _is_bare(each.match)) > 1}
    for column in leaning:
        _lean(slots, column, table.context, names, is_repeated=column.match.key in repeated)
    return slots


def _place(slots: Slots, column: CleanColumn, context: Context, names: Names, *, is_of_targets: bool, is_alone: bool) -> None:
    """`is_alone`: no head but 本期 names a time, so that it is the sheet's own."""
    match = column.match
    when, is_known = (default_when(context), True) if is_alone and match.places.get("span") == NOW else when_of(match, context)
    is_of_this_year = when is None or int(when[0][:4]) == context.year
    is_plain = match.key != BASE and is_of_this_year and not match.places.keys() & {"span", "kind"}
    is_target = match.key == TARGET or (is_of_targets and is_plain)
    slot = Slot(is_target, *_whose(match, names), when, value_kind_in(match.header))
    if match.key == BASE:
        slot.is_aside = True
    elif is_target:
        year = int(when[0][:4]) if when else context.year
        slot.when = (f"{year}-12", Span.YEAR.value) if year else None
    elif not is_known:
        slots.left_out.append(column)
        return
    elif when and context.year and int(when[0][:4]) < context.year:
        slot.is_aside = True
    slot.columns["value"] = column
    slots.found.append(slot)


def _call_aside_back(slots: Slots) -> None:
    """Where a sheet tells nothing of its own year but targets, the figures of earlier years are what it is about."""
    if all(slot.is_target or slot.is_aside for slot in slots):
        for slot in slots:
            slot.is_aside = slot.is_base


def _give_times(slots: Slots, context: Context) -> None:
    """Columns that name a district or last year alone (其中:高新区, 上年同期) are of the time of the row's own figure."""
    main = slots.main
    usual = (main.when if main else None) or default_when(context)
    for slot in slots:
        if slot.is_target:
            continue
        if slot.when is None or (slot.is_base and int(slot.when[0][:4]) == context.year):
            slot.when = slot.when or usual
            if slot.is_base and slot.when:
                slot.when = shift(slot.when[0], -12), slot.when[1]


def _lean(slots: Slots, column: CleanColumn, context: Context, names: Names, *, is_repeated: bool) -> None:
    """Give a column of growth or rank to the figure that it speaks of."""
    match = column.match
    key, is_target = LEANING[match.key], match.key == TARGET_GROWTH
    district, indicator = _whose(match, names)
    when, _is_known = when_of(match, context)
    before = [slot for slot in slots if slot.last_column < match.column and key not in slot.columns]
    before = [slot for slot in before if not slot.is_aside] or [slot for slot in before if not slot.is_base]
    if is_target:
        before = [slot for slot in before if slot.is_target and (slot.district, slot.indicator) == (district, indicator)]
    elif not _is_bare(match):
        alike = [slot for slot in slots if not slot.is_target and (slot.district, slot.indicator) == (district, indicator)]
        before = [slot for slot in alike if key not in slot.columns and (when is None or slot.when in (None, when))]
        before = [slot for slot in before if slot.last_column < match.column] or before[:1]
    elif not is_repeated:
        before = [slot for slot in before if slot.is_of_the_row] or before
        before = _of_a_figure(before, key)
    if before:
        before[-1].columns[key] = column
        return
    if is_target:
        when = (f"{context.year}-12", Span.YEAR.value) if context.year else None
    slots.found.append(Slot(is_target, district, indicator, when or (None if is_target else default_when(context)), columns={key: column}))


def _of_a_figure(before: list[Slot], key: str) -> list[Slot]:
    """1-6月累计, 全年目标, 同比±%: the growth is that of the figure, but for a target of a later year (2015年, 2016年目标, 增长%)."""
    if not before or not before[-1].is_target:
        return before
    figures = [slot for slot in before if not slot.is_target]
    of_its_year = [slot for slot in figures if not slot.when or not before[-1].when or slot.when[0][:4] == before[-1].when[0][:4]]
    return of_its_year or (figures if key == "rank" else before)


def _whose(match: ColumnMatch, names: Names) -> tuple[int | None, int | None]:
    district, indicator = match.places.get("district"), match.places.get("indicator")
    return names.districts.find(district) if district else None, names.by_key.get(indicator) if indicator else None


def _is_bare(match: ColumnMatch) -> bool:
    return not match.places


def when_of(match: ColumnMatch, context: Context) -> tuple[When | None, bool]:
    """The time that a head names, and whether it is one for which figures are kept (not the second quarter alone)."""
    text = match.places.get("span") or match.places.get("year")
    if not text:
        return None, True
    named = match.period if match.period and match.period.key else parse_period(text, year=context.year, month=context.month)
    if named is None and text in ("累计", "年累计"):
        return default_when(context), True
    return when_in(named, text), named is not None and named.key is not None


def when_in(named: Period | None, text: str) -> When | None:
    """截至6月 is January to June."""
    if named is None or named.key is None:
        return None
    return named.key, Span.YTD.value if named.span == Span.MONTH and text.startswith(("截", "至")) else named.span
