"""Annotations that give each project its plan and its latest report, as SQL: nothing here loops over projects."""

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from projects.models import MonthlyPlan, ProjectProgress
from zone.lib.months import shift, split

MONEY = DecimalField(max_digits=20, decimal_places=4)
NOTHING = Value(0, output_field=MONEY)


def done_by(period: str) -> Subquery:
    """Invested since January (万元) by the end of the period: the project's newest report of that year that says a figure, else null."""
    reports = ProjectProgress.objects.filter(
        project=OuterRef("pk"), period__gte=f"{period[:4]}-01", period__lte=period, invest_ytd__isnull=False
    )
    return Subquery(reports.order_by("-period").values("invest_ytd")[:1], output_field=MONEY)


def curve_until(period: str) -> Subquery:
    """The sum of the project's monthly plans from January to the period (万元); null where no month up to then has one."""
    plans = MonthlyPlan.objects.filter(project=OuterRef("pk"), period__gte=f"{period[:4]}-01", period__lte=period)
    return Subquery(plans.order_by().values("project").annotate(total=Sum("amount")).values("total"), output_field=MONEY)


def reported_in(period: str) -> Exists:
    """Whether the project has a report for the month."""
    return Exists(ProjectProgress.objects.filter(project=OuterRef("pk"), period=period))


def with_figures(projects, period: str, *, compares: bool = True):
    """Annotates, for the year of `period`: `year_plan`, `is_curved`, `curve_due`, `done`, `done_before` (万元, null: not said).

    Without `compares` nobody asks for the month before, and `done_before` is null.
    """
    year, month = split(period)
    curved = Exists(MonthlyPlan.objects.filter(project=OuterRef("pk"), period__startswith=f"{year}-"))
    # In January nothing was done "a month earlier" in the same year.
    before = done_by(shift(period, -1)) if compares and month > 1 else Cast(Value(None), MONEY)
    return projects.annotate(
        year_plan=Case(When(plan_year=year, then=F("annual_plan")), default=None, output_field=MONEY),
        is_curved=curved,
        curve_due=Case(When(curved, then=Coalesce(curve_until(period), NOTHING)), default=None, output_field=MONEY),
        done=done_by(period),
        done_before=before,
    )


def sums() -> dict:
    """Aggregates over what `with_figures` annotates, by the names of `Figures`."""
    return {
        "plan": Coalesce(Sum("year_plan"), NOTHING),
        "even_plan": Coalesce(Sum("year_plan", filter=Q(is_curved=False)), NOTHING),
        "curve": Coalesce(Sum("curve_due", filter=Q(year_plan__isnull=False)), NOTHING),
        "total_done": Coalesce(Sum("done"), NOTHING),
        "total_before": Coalesce(Sum("done_before"), NOTHING),
    }
