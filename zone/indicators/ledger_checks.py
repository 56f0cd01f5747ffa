"""What is looked at once all figures of a sheet are known: locked months, growth against the year before, districts against the whole."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from zone.indicators.growth import Series, computed, figures, half_a_digit, year_before
from zone.indicators.ledger_figures import Figure
from zone.indicators.models import IndicatorValue, PriceBasis
from zone.ledgers.importer import Importer
from zone.ledgers.table import Table
from zone.lib.showing import show_number
from zone.models import Period
from zone.reporting_months import is_future


def check_months(table: Table, values: Iterable[Figure], importer: Importer) -> None:
    """`period_locked` and `future_period` at the figures of such a month; at most one statement."""
    by_month: dict[str, list[Figure]] = defaultdict(list)
    for figure in values:
        by_month[figure.key[2]].append(figure)
    locked = locked_months(by_month)
    for month, found in by_month.items():
        code = "period_locked" if month in locked else "future_period" if is_future(month, on=importer.on) else ""
        for figure in found if code else ():
            for index, column in figure.cells.values():
                if column.match.key != "note":
                    table.findings.error(
                        table.rows[index].number, code, match=column.match, value=column.raw[index], period=month
                    )  # fmt: skip


def locked_months(months: Iterable[str]) -> set[str]:
    months = sorted(set(months))
    return set(Period.objects.locked().filter(month__in=months).values_list("month", flat=True)) if months else set()


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
