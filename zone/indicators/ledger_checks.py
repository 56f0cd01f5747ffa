"""What is looked at once all figures of a sheet are known: locked months, growth against the year before, districts against the whole."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from zone.indicators.growth import Series, computed, figures, half_a_digit, year_before
from zone.indicators.ledger_figures import Figure
from zone.indicators.models import IndicatorValue, PriceBasis
from zone.ledgers.importer import Importer
from zone.ledgers.month_rules import locked_months
from zone.ledgers.records import CHANGED, NEW, RecordSet
from zone.ledgers.table import Table
from zone.lib.months import is_future
from zone.lib.showing import show_number


def check_months(table: Table, values: Sequence[Figure], records: RecordSet, importer: Importer) -> None:
    """`period_locked` at the cells that would change a figure of a locked month, `future_period` at the figures of a month that has not
    begun. `records` begin with those of `values`. What stands in a locked month already may be said again."""
    locked = locked_months(figure.key[2] for figure in values)
    if locked:
        records.compare()
    for at, figure in enumerate(values):
        month = figure.key[2]
        if month in locked:
            _tell_month(table, figure, "period_locked", _changing(figure, records, at))
        elif is_future(month, on=importer.on):
            _tell_month(table, figure, "future_period", _of_figures(figure))


def _changing(figure: Figure, records: RecordSet, at: int) -> list[str]:
    """The fields of a figure whose cells would change it. What has no cell of its own (prices in a remark) is said at the first."""
    if records.actions[at] == NEW:
        return _of_figures(figure)
    moved = [name for name in figure.cells if records.writes(at, name)]
    return moved or (list(figure.cells)[:1] if records.actions[at] == CHANGED else [])


def _of_figures(figure: Figure) -> list[str]:
    return [name for name, (_index, column) in figure.cells.items() if column.match.key != "note"]


def _tell_month(table: Table, figure: Figure, code: str, names: Iterable[str]) -> None:
    for index, column in (figure.cells[name] for name in names):
        table.findings.error(table.rows[index].number, code, match=column.match, value=column.raw[index], period=figure.key[2])


def check_growth(table: Table, told: list[Figure], importer: Importer) -> None:
    """`growth_differs` where a stated growth is not the one computed from the sheet's own figure of the year before, else from the stored
    one. Without either it is kept, and shown as one that cannot be checked. At most one statement."""
    own: dict[Series, Decimal] = {}
    for figure in told:
        if not figure.is_target and (value := figure.number("value")) is not None:
            own.setdefault(figure.series, value)
    stating = [each for each in told if each.number("stated_growth") is not None and each.number("value") is not None]
    wanted = {year_before(each.series) for each in stating}
    bases = figures(importer.visible(IndicatorValue), wanted - own.keys()) | {key: own[key] for key in wanted & own.keys()}
    for figure in stating:
        stated = figure.number("stated_growth")
        growth = computed(figure.number("value"), bases.get(year_before(figure.series)))
        if growth is None or growth.agrees(stated):
            continue
        index, column = figure.cells["stated_growth"]
        reason = {"reason": "constant"} if figure.said.get("price_basis") == PriceBasis.CONSTANT else {}
        shown = {"stated": show_number(stated, signed=True), "computed": show_number(growth.growth, 1, signed=True)}
        table.findings.warn(table.rows[index].number, "growth_differs", match=column.match, value=column.raw[index], **shown, **reason)


def check_districts(table: Table, values: Iterable[Figure], importer: Importer, additive: set[int]) -> None:
    """`total_differs` where the figures of all districts do not add up to that of the whole. `additive`: indicators that may be added."""
    whole, apart = importer.districts.whole, set(importer.districts.apart())
    parts: dict[tuple, dict[int, Figure]] = defaultdict(dict)
    for figure in values:
        indicator, district, *when = figure.key
        if indicator in additive and figure.number("value") is not None:
            parts[indicator, *when][district] = figure
    for found in parts.values():
        if whole not in found or not apart or not apart <= found.keys():
            continue
        total, numbers = found[whole].number("value"), [found[district].number("value") for district in apart]
        if abs(total - sum(numbers)) > half_a_digit(total) + sum(map(half_a_digit, numbers)):
            index, column = found[whole].cells["value"]
            said = {"printed": show_number(total), "computed": show_number(sum(numbers)), "reason": "districts"}
            table.findings.warn(table.rows[index].number, "total_differs", match=column.match, value=column.raw[index], **said)
