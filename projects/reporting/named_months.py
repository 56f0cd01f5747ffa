"""Projects by name for those who look at a month: the few that lie furthest behind under a light, and those whose light turned."""

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from projects.models import Light, ProjectMonth
from projects.models.project_month import WORSE

BEHIND = F("schedule") - F("completion")  # percentage points
WORST_FIRST = (F("months_overdue").desc(nulls_last=True), BEHIND.desc(nulls_last=True), F("project"))


def red_and_turned(projects: QuerySet, *, period: str, most: int) -> tuple[list[ProjectMonth], list[ProjectMonth]]:
    """At most so many of these projects under a red light in the period, and so many of the others whose light is worse than the month
    before: longest overdue and furthest behind first, with what the reason of the light is told from. One statement."""
    place = Window(RowNumber(), partition_by="light", order_by=WORST_FIRST)
    found = _told(projects, period).filter(Q(light=Light.RED) | WORSE).annotate(place=place).filter(place__lte=most)
    red: list[ProjectMonth] = []
    turned: list[ProjectMonth] = []
    for month in found.order_by("place"):
        (red if month.light == Light.RED else turned).append(month)
    return red, turned


def worse(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many whose light is worse than the month before, as above."""
    return list(_told(projects, period).worse().order_by(*WORST_FIRST)[:most])


def better(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many whose light is better than the month before, as above."""
    return list(_told(projects, period).better().order_by(*WORST_FIRST)[:most])


def _told(projects: QuerySet, period: str) -> QuerySet:
    months = ProjectMonth.objects.filter(period=period, project__in=projects.order_by().values("pk"))
    return months.select_related("project__officer", "project__department", "rule", "override__approved_by")
