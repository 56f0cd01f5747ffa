"""The line above a list of projects: how many, planned, done."""

from django.db.models import Count

from projects.reporting.figures import Figures
from projects.reporting.latest import sums, with_figures
from zone.lib.months import split


def summary(projects, *, period: str) -> Figures:
    """The sums of these projects up to the period, without those of the month before. One statement."""
    found = with_figures(projects.order_by(), period, compares=False).aggregate(count=Count("pk"), **sums())
    return Figures(split(period)[1], found["count"], found["plan"], found["even_plan"], found["curve"], found["total_done"])


def figures_of(project, month: int) -> Figures:
    """One project that `with_figures` has annotated."""
    plan = project.year_plan or 0
    return Figures(
        month,
        1,
        plan,
        0 if project.is_curved else plan,
        project.curve_due or 0 if project.year_plan is not None else 0,
        project.done or 0,
    )
