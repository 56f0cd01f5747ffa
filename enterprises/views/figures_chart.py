"""The line of a firm's output, month by month, this year beside the year before; `static/zone/js/chart.js` draws it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from enterprises.reporting import MonthOfFigures
from zone.lib.months import split
from zone.lib.showing import month_of_year, show_number


def chart_of(months: Sequence[MonthOfFigures]) -> dict | None:
    """Cumulative gross output by month, one line a year, in 10,000 yuan; None where no year has two months. A year with one month has no
    line: `chart_note` says it."""
    known = known_output(months)
    years = [year for year, periods in by_year(known).items() if len(periods) > 1]  # the present year is drawn strongest
    if not years:
        return None
    numbers = [f"{number:02d}" for number in range(1, 13)]
    lines = []
    for year in years:
        values = [known.get(f"{year}-{number}") for number in numbers]
        lines.append({"name": year, "values": [None if value is None else float(value) for value in values]})
    return {
        "kind": "line",
        "categories": [month_of_year(int(number)) for number in numbers],
        "series": lines,
        "unit": _("10,000 yuan"),
        "places": 0,
    }


def chart_note(months: Sequence[MonthOfFigures]) -> str:
    """The only figure of a year, in words; empty where every year has a line."""
    known = known_output(months)
    said = []
    for periods in by_year(known).values():
        if len(periods) == 1:
            year, month = split(periods[0])
            words = _("Of %(year)d only January to %(month)s is known: %(amount)s (10,000 yuan)")
            said.append(words % {"year": year, "month": month_of_year(month), "amount": show_number(known[periods[0]], 0)})
    return " · ".join(said)


def known_output(months: Sequence[MonthOfFigures]) -> dict[str, Decimal]:
    """Cumulative output by period, newest first."""
    return {month.period: month.gross_output for month in months if month.gross_output is not None}


def by_year(periods: Iterable[str]) -> dict[str, list[str]]:
    """The periods of each year, in the order given."""
    years: dict[str, list[str]] = {}
    for period in periods:
        years.setdefault(period[:4], []).append(period)
    return years
