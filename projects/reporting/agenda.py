"""What is to be done about projects: what is late, what was not reported, what falls due soon; what presses most comes first."""

from datetime import date, timedelta

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from projects.models import conditions
from projects.models.stage import BEFORE_START

SOON_DAYS = 14


def late(projects: QuerySet, *, on: date) -> QuerySet:
    """Those that wait longest; each once, with `due_on` and `due` ("start" or "finish"): what it failed first."""
    return _by_day(projects.late(on=on), conditions.late_to_start(on=on))


def due_soon(projects: QuerySet, *, on: date) -> QuerySet:
    """Not late yet, but to start or to finish within `SOON_DAYS`, the nearest first; with `due_on` and `due`."""
    span = (on, on + timedelta(days=SOON_DAYS))
    starting = Q(stage__in=BEFORE_START, planned_start_by__range=span)
    return _by_day(projects.due_between(*span), starting)


def silent(projects: QuerySet, period: str) -> QuerySet:
    """Those without the month's report of which nothing has been heard for longest."""
    return _named(projects.not_reported(period).order_by("moved_on", "pk"))


def _by_day(projects: QuerySet, starting: Q) -> QuerySet:
    due = projects.annotate(
        due_on=Case(When(starting, then=F("planned_start_by")), default=F("planned_finish_by")),
        due=Case(When(starting, then=Value("start")), default=Value("finish"), output_field=CharField()),
    )
    return _named(due.order_by("due_on", "pk"))


def _named(projects: QuerySet) -> QuerySet:
    return projects.select_related("officer").only("name", "moved_on", "officer_name", "officer__name")
