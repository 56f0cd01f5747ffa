"""Whose light changed since the month before: how many, and the few that lie furthest behind."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from projects.models import ProjectMonth
from projects.reporting.board import Line

NAMED = 5  # so many are named


@dataclass(frozen=True, slots=True)
class Changed:
    """`code`: worse or better; `first`: months (with `project` and its officer), the lowest completion first."""

    code: str
    count: int
    first: list[ProjectMonth]


def changed(projects: QuerySet, line: Line, *, period: str) -> list[Changed]:
    """Worse, then better, of the projects that make up `line`, for a month that has been ensured. Two statements at most."""
    months = ProjectMonth.objects.filter(period=period, project__in=projects.order_by().values("pk"))
    found = {"worse": (line.worse, months.worse()), "better": (line.better, months.better())}
    return [Changed(code, count, _few(rows) if count else []) for code, (count, rows) in found.items()]


def _few(months: QuerySet) -> list[ProjectMonth]:
    return list(months.select_related("project__officer").order_by(F("completion").asc(nulls_last=True), "project")[:NAMED])
