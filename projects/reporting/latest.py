"""Annotations that give each project its plan and its latest report, as SQL: nothing here loops over projects."""

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from projects.models import MonthlyPlan, ProjectProgress
from zone.lib.months import shift, split

MONEY = DecimalField(max_digits=20, decimal_places=4)
NOTHING = Value(0, output_field=MONEY)


def done_by(period: str) -> Subquery:
    """Invested since January (万元) by the end of the period: the project's newest report of that year that says a figure, else null."""
    reports = ProjectProgress.objects.standing().filter(
        project=OuterRef("pk"), period__gte=f"{period[:4]}-01", period__lte=period, invest_ytd__isnull=False
    )
    return Subquery(reports.order_by("-period").values("invest_ytd")[:1], output_field=MONEY)


def said_in(period: str, field: str) -> Subquery:
    """An amount of the project's report for just this month (万元); null where there is none."""
    return Subquery(ProjectProgress.objects.standing().filter(project=OuterRef("pk"), period=period).values(field)[:1], output_field=MONEY)


def done_in(period: str):
    """Invested in the month alone (万元): as stated, else the growth since the month before, else null: a first report since January may
    hold many months."""
    since_january = said_in(period, "invest_ytd")
    growth = since_january if split(period)[1] == 1 else since_january - said_in(shift(period, -1), "invest_ytd")
    return Coalesce(said_in(period, "invest_month"), growth, output_field=MONEY)


def curve_until(period: str) -> Subquery:
    """The sum of the project's monthly plans from January to the period (万元); null where no month up to then has one."""
    plans = MonthlyPlan.objects.filter(project=OuterRef("pk"), period__gte=f"{period[:4]}-01", period__lte=period)
    return Subquery(plans.order_by().values("project").annotate(total=Sum("amount")).values("total"), output_field=MONEY)


def with_figures(projects, period: str, *, compares: bool = True):
    """Annotates, for the year of `period`: `year_plan`, `is_curved`, `curve_due`, `done` (万元, null: not said).

    Where one month is compared with the next, also `month_done`, `month_before_done` and, for a project whose month is not known although
    it was reported, `unplaced_done`.
    """
    year, month = split(period)
    curved = Exists(MonthlyPlan.objects.filter(project=OuterRef("pk"), period__startswith=f"{year}-"))
    found = projects.annotate(
        year_plan=Case(When(plan_year=year, then=F("annual_plan")), default=None, output_field=MONEY),
        is_curved=curved,
        curve_due=Case(When(curved, then=Coalesce(curve_until(period), NOTHING)), default=None, output_field=MONEY),
        done=done_by(period),
    )
    if not compares:
        return found
    # January is compared with nothing: December belongs to another year's plan.
    before = done_in(shift(period, -1)) if month > 1 else Cast(Value(None), MONEY)
    return found.annotate(month_done=done_in(period), month_before_done=before).annotate(
        unplaced_done=Case(When(month_done=None, then=said_in(period, "invest_ytd")), default=None, output_field=MONEY)
    )


def sums() -> dict:
    """Aggregates over what `with_figures` annotates, by the names of `Figures`."""
    return {
        "plan": Coalesce(Sum("year_plan"), NOTHING),
        "even_plan": Coalesce(Sum("year_plan", filter=Q(is_curved=False)), NOTHING),
        "curve": Coalesce(Sum("curve_due", filter=Q(year_plan__isnull=False)), NOTHING),
        "total_done": Coalesce(Sum("done"), NOTHING),
    }
