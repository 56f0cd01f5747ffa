"""Projects by name for those who look at a month: the few that lie furthest behind under a light, and those whose light turned."""

from django.db.models import Exists, OuterRef, QuerySet

from projects.models import Light, ProjectMonth
from projects.models.project_month import WORST_FIRST

# What a line of the page is told from.
TOLD = (
    "period",
    "light",
    "light_before",
    "progress_light",
    "start_light",
    "months_overdue",
    "owes",
    "is_reported",
    "year_plan",
    "even_plan",
    "curve_due",
    "done",
    "rule",
    "override",
    "project__name",
    "project__planned_start_on",
    "project__planned_start_precision",
    "project__planned_start_by",
    "project__officer_name",
    "project__officer__name",
    "project__department__name",
    "project__department__short_name",
)


def red(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many of these projects under a red light in the period: longest overdue and furthest behind first, with what the reason
    of the light is told from. One statement, that walks along an index and stops when it has enough."""
    return list(_told(projects, period).filter(light=Light.RED)[:most])


def turned_yellow(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many whose light is worse than the month before and not red, as above."""
    return list(_told(projects, period).filter(light=Light.YELLOW, light_before=Light.GREEN)[:most])


def worse(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many whose light is worse than the month before, as above."""
    return list(_told(projects, period).worse()[:most])


def better(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many whose light is better than the month before, as above."""
    return list(_told(projects, period).better()[:most])


def _told(projects: QuerySet, period: str) -> QuerySet:
    own = projects.order_by().filter(pk=OuterRef("project"))
    months = ProjectMonth.objects.filter(Exists(own), period=period).order_by(*WORST_FIRST)
    return months.select_related("project__officer", "project__department", "rule", "override__approved_by").only(*TOLD)
