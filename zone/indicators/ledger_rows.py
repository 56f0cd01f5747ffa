"""What each row of a table of main indicators says of itself: indicator, district, time, unit, whether it tells growth."""

import re
from dataclasses import dataclass

from zone.indicators.ledger_columns import VALUE_KINDS, value_kind_in
from zone.indicators.ledger_names import Named, Names
from zone.indicators.ledger_slots import When, when_in
from zone.indicators.models import IndicatorValue, PriceBasis
from zone.ledgers.table import Table
from zone.lib.periods import parse_period
from zone.lib.rows import Row
from zone.lib.textkey import match_key
from zone.lib.units import Unit, parse_unit

Kind, Span = IndicatorValue.ValueKind, IndicatorValue.Span
_YEAR = re.compile(r"((?:19|20)[0-9]{2})")
_SEVERAL = re.compile(r"[、，,/／;；]")
_ABOVE_SCALE = re.compile("规模以上|规上")


@dataclass(slots=True)
class RowTold:
    """None where the row leaves it to a heading, a column or the sheet. `unit_text` is what its own cell says of the unit."""

    indicator: int | None = None
    district: int | None = None
    unit: Unit | None = None
    when: When | None = None
    kind: str = ""
    price_basis: str = ""
    note: object = None
    is_growth: bool = False
    unknown_unit: str = ""


def rows_told(table: Table, names: Names, filled: list[bool]) -> list[RowTold | None]:
    """One a data row; None for a row that is only a heading, or that has an error. `filled`: whether it has any figure."""
    told: list[RowTold | None] = []
    above = _Above()
    for index, row in enumerate(table.rows):
        above.enter(row, names)
        text = table.values("indicator")[index]
        named = names.read(text) if text else Named()
        if named is None:
            table.findings.error(row.number, "unknown_choice", reason="indicator", choices=names.said(), **table.cell("indicator", index))
            above.indicator = None
            told.append(None)
            continue
        if named.indicator is None and named.district is not None and not filled[index]:
            above.begin(named.district)
            told.append(None)
            continue
        above.indicator = named.indicator or above.indicator
        found = _told(table, index, named, names)
        found.indicator = named.indicator or above.indicator
        found.district = named.district or found.district or above.district
        told.append(found if filled[index] else None)
    return told


class _Above:
    """What the headings and rows above say."""

    def __init__(self) -> None:
        self.sections: tuple[str, ...] = ()
        self.indicator: int | None = None
        self.district: int | None = None

    def enter(self, row: Row, names: Names) -> None:
        if row.sections == self.sections:
            return
        self.sections, self.indicator, self.district = row.sections, None, None
        for text in row.sections:
            if named := names.read(text):
                self.indicator, self.district = named.indicator or self.indicator, named.district or self.district

    def begin(self, district: int) -> None:
        self.indicator, self.district = None, district


def _told(table: Table, index: int, named: Named, names: Names) -> RowTold:
    unit, district = named.unit, table.values("district")[index]
    if text := table.values("unit")[index]:
        said = next((found for part in (text, *_SEVERAL.split(text)) if (found := parse_unit(part))), None)
        if said is None and (body := names.districts.find(text)) is not None:
            district = district or body
        elif said is None:
            table.findings.error(table.rows[index].number, "unknown_choice", reason="unit", choices="", **table.cell("unit", index))
        unit = said or unit
    note = table.values("note")[index]
    words = note if isinstance(note, str) else ""
    kind, prices = table.values("value_kind")[index], table.values("price_basis")[index]
    return RowTold(
        district=district,
        unit=unit,
        when=_when(table, index),
        kind=kind or value_kind_in(words),
        price_basis=price_basis_in(words) if prices is None else prices,
        note=note,
        is_growth=named.is_growth,
        unknown_unit="" if unit else named.unknown_unit,
    )


def _when(table: Table, index: int) -> When | None:
    """The time of a row that names one itself: 2016-06, 2016年1-6月, 2016年."""
    text, span = table.values("period")[index], table.values("span")[index]
    year = table.values("year")[index] or table.values("target_year")[index]
    if text:
        found = when_in(parse_period(text, year=table.context.year, month=table.context.month), text)
        if found is None:
            table.findings.error(table.rows[index].number, "not_a_date", **table.cell("period", index))
            return None
        return found[0], span or (Span.YTD.value if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) else found[1])
    if year:
        named = _YEAR.search(year)
        if named is None:
            table.findings.error(table.rows[index].number, "not_a_date", **table.cell("year", index))
            return None
        return f"{named[1]}-12", Span.YEAR.value
    return (table.context.period, span) if span and table.context.period else None


def price_basis_in(text: str) -> str:
    """可比价, 不变价 or 现价 in a remark."""
    if re.search("可比价|不变价|可比口径价", text):
        return PriceBasis.CONSTANT.value
    return PriceBasis.CURRENT.value if re.search("现价|当年价", text) else ""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the notes below the table say of some or all of the indicators."""

    lines: tuple[str, ...]

    def value_kind(self, name: str) -> str:
        """规上企业数据为快报数: of indicators of firms above designated size; a note that names nothing speaks of all."""
        return next((value_kind_in(part) for part in self._of(name) if value_kind_in(part)), "")

    def price_basis(self, name: str) -> str:
        return next((basis for part in self._of(name) if (basis := price_basis_in(part)) and _names_one(part)), "")

    def _of(self, name: str) -> list[str]:
        parts = [part for line in self.lines for part in re.split(r"[。；;\n]", line)]
        return [part for part in parts if _speaks_of(part, name)]


def _names_one(part: str) -> bool:
    return any(word in part for word in _SUBJECTS)


_SUBJECTS = ("增加值", "总产值", "产值", "净利润", "税费", "投资", "出口")


def _speaks_of(part: str, name: str) -> bool:
    named = [word for word in _SUBJECTS if word in part]
    if named:
        return any(word in name for word in named)
    return bool(_ABOVE_SCALE.search(match_key(name))) if _ABOVE_SCALE.search(part) else any(word in part for word, _kind in VALUE_KINDS)
