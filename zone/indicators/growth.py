"""Growth as computed from the figure of the year before, beside the growth that a sheet states: neither ever replaces the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from zone.indicators.models import IndicatorValue
from zone.lib.months import shift

Kind, Span = IndicatorValue.ValueKind, IndicatorValue.Span
# Of several figures of one span the one that is most settled is the base.
SETTLED = (Kind.REVISED, Kind.FINAL, Kind.PRELIMINARY, Kind.FLASH, Kind.ESTIMATE)
Series = tuple[int, int, str, str]  # indicator, district, period, span


@dataclass(frozen=True, slots=True)
class Computed:
    """`growth` in percent, of figures at current prices; `least` and `most` are what the rounding of both figures leaves open."""

    growth: Decimal
    least: Decimal
    most: Decimal

    def agrees(self, stated: Decimal) -> bool:
        """Whether the stated growth, as far as it is written out, lies in what rounding leaves open."""
        half = half_a_digit(stated)
        return self.least <= stated + half and stated - half <= self.most


def series(indicator: int, district: int, period: str, span: str) -> Series:
    """January to December and the whole year are one."""
    return indicator, district, period, Span.YEAR.value if span == Span.YTD and period.endswith("-12") else span


def year_before(of: Series) -> Series:
    indicator, district, period, span = of
    return indicator, district, shift(period, -12), span


def computed(value: Decimal | None, base: Decimal | None) -> Computed | None:
    """None where there is no figure, no base, or a base that is not positive."""
    if value is None or base is None or base <= 0:
        return None
    up, down = half_a_digit(value), half_a_digit(base)
    bounds = sorted(_percent(value + sign * up, base + other * down) for sign in (-1, 1) for other in (-1, 1) if base + other * down > 0)
    return Computed(_percent(value, base), bounds[0], bounds[-1])


def half_a_digit(value: Decimal) -> Decimal:
    """Half of one in the last place that is written."""
    return Decimal(1).scaleb(min(value.normalize().as_tuple().exponent, 0)) / 2


def figures(rows: QuerySet, wanted: Iterable[Series]) -> dict[Series, Decimal]:
    """The most settled stored figure of each series that is asked for; at most one statement."""
    wanted = set(wanted)
    if not wanted:
        return {}
    months = {period for _indicator, _district, period, _span in wanted}
    indicators = {indicator for indicator, *_rest in wanted}
    found = rows.filter(period__in=months, indicator__in=indicators).exclude(value=None).order_by()
    ranked: dict[Series, tuple[int, Decimal]] = {}
    for indicator, district, period, span, kind, value in found.values_list(
        "indicator_id", "district_id", "period", "span", "value_kind", "value"
    ):
        key, place = series(indicator, district, period, span), SETTLED.index(kind)
        if key in wanted and (key not in ranked or place < ranked[key][0]):
            ranked[key] = place, value
    return {key: value for key, (_place, value) in ranked.items()}


def _percent(value: Decimal, base: Decimal) -> Decimal:
    return (value / base - 1) * 100
