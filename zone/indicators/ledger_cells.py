"""Cells of a table of main indicators. What a figure means hangs on its row: the unit, and whether it tells figures or growth."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from zone.ledgers.widgets import CellWidget, GrowthWidget, Reading, text_of
from zone.lib.cellformat import is_date_format
from zone.lib.growth import Growth, parse_growth
from zone.lib.number_format import is_percent, shown_scale, unit_shown
from zone.lib.numbers import parse_number, parse_rank
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import null_reason
from zone.lib.units import Unit, convert

SMALLEST = Decimal("1e-8")
LARGEST = Decimal(10) ** 14
_TARGET_GROWTH = re.compile(
    r"(?:目标|计划)(?:任务)?(?P<growth>(?:同比|比上年|较上年)?(?:增长|下降|增加|减少|降低|提高|持平)[^,，;；。]{0,12})"
)

_OF_ALL = re.compile(r"\s*([0-9]{1,2})\s*/\s*[0-9]{1,3}\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands, to be read once it is known what its row tells."""

    raw: object
    number_format: str = ""


class LaterWidget(CellWidget):
    """Keeps the cell; `read_figure` or `GrowthCellWidget.clean` reads it."""

    def heeds(self, number_format: str) -> bool:
        speaks = is_percent(number_format) or is_date_format(number_format) or unit_shown(number_format)
        return bool(speaks) or shown_scale(number_format) != 1

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        return Reading(Cell(value, number_format))


def read_figure(cell: Cell, unit: Unit, base: Unit) -> Reading:
    """The figure of a cell written in `unit`, told in `base` with eight decimals. Raises CellProblem."""
    if unit.family != base.family:
        raise CellProblem("unit_conflict_header", unit=unit.name, column_unit=base.name)
    number = parse_number(cell.raw, number_format=cell.number_format, unit=unit)
    if number.value is None:
        return Reading(None, number.notes)
    value = convert(number.value, unit, base)
    if abs(value) >= LARGEST:
        raise CellProblem("not_a_number", text=text_of(cell.raw)[:80], reason="too_large")
    return Reading(value.quantize(SMALLEST) if value.as_tuple().exponent < -8 else value, number.notes)


class GrowthCellWidget(GrowthWidget):
    """Growth with its rank and price basis (zone.lib.growth.Growth); a cell that says nothing of the three gives None."""

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        growth = parse_growth(value, number_format=number_format)
        reading = super().clean(value, number_format=number_format)
        says = reading.value is not None or growth.rank is not None or growth.price_basis is not None
        return Reading(replace(growth, value=reading.value) if says else None, reading.notes)


class RankWidget(CellWidget):
    """The place in a ranking: （3）, 第3位, 3, 3/6."""

    def clean(self, value, row=None, **where) -> Reading:
        of_all = _OF_ALL.fullmatch(value) if isinstance(value, str) else None
        rank = parse_rank(of_all[1] if of_all else value)
        reason = null_reason(text_of(value)) if rank is None else None
        return Reading(
            rank, (Note("missing_reason", {"reason": reason, "text": text_of(value)}),) if reason not in (None, "missing") else ()
        )


def target_growth_in(note: str) -> Growth | None:
    """−13 of 目标同比下降13%; None where a remark says no such thing."""
    found = _TARGET_GROWTH.search(note)
    if not found:
        return None
    try:
        growth = parse_growth(found["growth"].strip())
    except CellProblem:
        return None
    return growth if growth.value is not None and abs(growth.value) < 1000 else None
