"""The two charts of the overview and the tables of the same figures."""

from django.utils.translation import gettext as _

from projects.models import Stage
from projects.reporting.board import Line
from projects.showing import in_yi, month_name, plain


def curve_rows(curve) -> list[dict]:
    return [
        {"month": month_name(month.period), "planned": in_yi(month.planned), "done": "" if month.done is None else in_yi(month.done)}
        for month in curve
    ]


def curve_chart(curve) -> dict:
    return {
        "kind": "line",
        "categories": [month_name(month.period) for month in curve],
        "unit": _("hundred million yuan"),
        "places": 2,
        "series": [
            {"name": _("Done since January"), "values": [None if month.done is None else plain(month.done / 10_000) for month in curve]},
            {"name": _("Planned since January"), "dashed": True, "values": [plain(month.planned / 10_000) for month in curve]},
        ],
    }


def stage_chart(lines: list[Line]) -> dict:
    return {
        "kind": "bar",
        "categories": [str(Stage(line.key).label) for line in lines],
        "unit": _("items"),
        "series": [{"name": _("Projects"), "values": [line.figures.count for line in lines]}],
    }
