"""The main indicators that the zone published on 2016-01-14: what 2015 reached, and what 2016 is to reach."""

from datetime import date
from decimal import Decimal

from config.demo.chance import moment
from config.demo.organisation import Office
from zone.bulk_history import create_all
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue

PUBLISHED = moment(date(2016, 1, 14), 9)
WHOLE_ZONE = "ALL"

# indicator: figure of 2015 and its growth (%), target of 2016 and its growth (%)
FIGURES = {
    "gross_output": ("567", "5", "584", "3"),
    "value_added": ("158", "5", "160", "4"),
    "net_profit": ("21.5", "2.8", "22.5", "5"),
    "taxes_paid": ("14.7", "-2", "15.1", "3"),
    "fai": ("46", "-8", "40", "-13"),
    "exports": ("12", "5.2", "12.6", "5"),
}


def load(office: Office) -> None:
    stats, whole = office.accounts["stats"], office.districts[WHOLE_ZONE]
    reached, aimed_at = [], []
    for indicator in Indicator.objects.filter(code__in=FIGURES).order_by("position"):
        value, growth, target, target_growth = map(Decimal, FIGURES[indicator.code])
        of = {"indicator": indicator, "district": whole, "unit": indicator.unit}
        year = {"period": "2015-12", "span": IndicatorValue.Span.YEAR, "value_kind": IndicatorValue.ValueKind.PRELIMINARY}
        reached.append(IndicatorValue(**of, **year, value=value, stated_growth=growth))
        aimed_at.append(IndicatorTarget(**of, year=2016, value=target, stated_growth=target_growth))
    create_all(IndicatorValue, reached, at=PUBLISHED, by=stats)
    create_all(IndicatorTarget, aimed_at, at=PUBLISHED, by=stats)
