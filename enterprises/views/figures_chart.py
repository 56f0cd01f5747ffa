"""The line of a firm's output, month by month, this year beside the year before; `static/zone/js/chart.js` draws it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from enterprises.reporting import MonthOfFigures


def chart_of(months: Sequence[MonthOfFigures]) -> dict | None:
    """Cumulative gross output by month, one line a year, in 10,000 yuan; None where fewer than two months are known."""
    known = {month.period: month.gross_output for month in months if month.gross_output is not None}
    if len(known) < 2:
        return None
    years = sorted({period[:4] for period in known}, reverse=True)  # the present year is drawn strongest
    numbers = [f"{number:02d}" for number in range(1, 13)]
    lines = []
    for year in years:
        values = [known.get(f"{year}-{number}") for number in numbers]
        lines.append({"name": year, "values": [None if value is None else float(value) for value in values]})
    return {
        "kind": "line",
        "categories": [_("month %(number)d") % {"number": int(number)} for number in numbers],
        "series": lines,
        "unit": _("10,000 yuan"),
        "places": 0,
    }
