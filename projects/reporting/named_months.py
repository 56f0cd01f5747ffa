"""Projects by name for those who look at a month: those whose light turned."""

from django.db.models import Exists, OuterRef, QuerySet

from projects.models import ProjectMonth
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
    *WORST_FIRST[:2],
    "project__name",
    "project__planned_start_on",
    "project__planned_start_precision",
    "project__planned_start_by",
    "project__planned_finish_by",
    "project__moved_on",
    "project__officer_name",
    "project__officer__name",
    "project__department__name",
    "project__department__short_name",
)


def worse(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many of these projects whose light is worse than the month before, those furthest behind first. One statement."""
    return list(_told(projects, period).worse()[:most])


def better(projects: QuerySet, *, period: str, most: int) -> list[ProjectMonth]:
    """At most so many whose light is better than the month before, as above."""
    return list(_told(projects, period).better()[:most])


def with_project(months: QuerySet) -> QuerySet:
    """With what a line of the page is told from."""
    return months.select_related("project__officer", "project__department", "rule", "override__approved_by").only(*TOLD)


def _told(projects: QuerySet, period: str) -> QuerySet:
    own = projects.order_by().filter(pk=OuterRef("project"))
    return with_project(ProjectMonth.objects.filter(Exists(own), period=period).order_by(*WORST_FIRST))
