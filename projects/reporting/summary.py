"""The line above a list of projects: how many, planned, done. From the rows of a month that has been ensured."""

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from projects.models import ProjectMonth
from projects.reporting.figures import ZERO, Figures
from projects.reporting.latest import NOTHING
from projects.reporting.spread import Spread, spread_for


def summary(projects, *, period: str) -> Figures:
    """The sums of these projects up to the period, without those of the month before. Two statements."""
    months = ProjectMonth.objects.filter(period=period).order_by()
    if projects.query.where:
        months = months.filter(project__in=projects.order_by().values("pk"))
    names = ("year_plan", "even_plan", "curve_due", "done")
    found = months.aggregate(count=Count("pk"), **{f"sum_{name}": Coalesce(Sum(name), NOTHING) for name in names})
    return Figures(spread_for(period), found["count"], *(found[f"sum_{name}"] for name in names))


def figures_of(project, spread: Spread) -> Figures:
    """One project with its own `year_plan`, `is_curved`, `curve_due` and `done` (null: not said)."""
    plan = project.year_plan or ZERO
    curve = project.curve_due or ZERO if project.year_plan is not None else ZERO
    return Figures(spread, 1, plan, ZERO if project.is_curved else plan, curve, project.done or ZERO)
