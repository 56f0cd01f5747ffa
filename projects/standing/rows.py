"""The rows of a month, worked out by the database as one set from projects, plans and reports. Money in 10,000 yuan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Case, CharField, Exists, F, FilteredRelation, FloatField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from projects.models import MonthlyPlan, Project, ProjectMonth, ProjectProgress, conditions
from projects.reporting.latest import MONEY, NOTHING, curve_until, done_by
from zone.lib.months import shift, split
from zone.lib.statements import THESE, Statement, inserting, run, told

STANDING = [state for state in ProjectProgress.State if state != ProjectProgress.State.RETURNED]
KEPT = 64  # statements: those of as many months
NOT_SAID = Cast(Value(None), MONEY)
PLACE = ("kind", "stage", "department_id", "district_id", "leader_id")  # where a project stands on the boards
OF_THE_DAY = ("is_of_year", "late", "is_still", "owes", "judged_on")
FIGURES = (
    "is_reported",
    "year_plan",
    "is_curved",
    "even_plan",
    "curve_due",
    "curve_due_before",
    "done",
    "done_before",
    "done_in_month",
    "done_month_before",
    "unplaced_done",
    "completion",
)
# What `projects.lights` fills afterwards; in a new row nothing yet.
LIGHTS = ("progress_light", "start_light", "computed_light", "light", "reason", "light_before")


@dataclass(frozen=True, slots=True)
class Month:
    """The month that is worked out, as of which day, and after how many days without movement a project is still (None: not said).
    `is_first`: for the first time. A project that comes after a month is over owes no report for it."""

    period: str
    on: date
    still_days: int | None
    is_open: bool
    is_first: bool = False


def write_rows(month: Month, ids: Collection[int] | None) -> None:
    """Write the rows of these projects (None: all) for the month: one statement.

    Of a month gone by, rows that are there keep where the project stood and what it owed; figures follow.
    """
    run(told(_writing(month, ids is not None), ids or ()))


@lru_cache(maxsize=KEPT)
def _writing(month: Month, is_some: bool) -> Statement:
    columns = ("project_id", "period", *PLACE, *OF_THE_DAY, *FIGURES, *LIGHTS)
    changing = (*PLACE, *OF_THE_DAY, *FIGURES) if month.is_open else FIGURES
    projects = Project.objects.order_by().filter(pk__among=THESE) if is_some else Project.objects.order_by()
    blank = dict.fromkeys(LIGHTS, Value("", output_field=CharField()))
    selected = worked_out(projects, month).annotate(of_period=Value(month.period), judged_on=Value(month.on), **blank)
    selected = selected.values_list("pk", "of_period", *columns[2:])
    return inserting(ProjectMonth, columns, selected, unique=("project_id", "period"), changing=changing)


def worked_out(projects: QuerySet, month: Month) -> QuerySet:
    """Annotates what the rows of the month say of these projects. A returned report counts for nothing until it is handed in again."""
    year, number = split(month.period)
    before, earlier = shift(month.period, -1), shift(month.period, -2)
    found = projects.annotate(this=_report_of(month.period), that=_report_of(before), third=_report_of(earlier)).annotate(
        is_of_year=_holds(Q(kind=Project.Kind.TECH_UPGRADE, plan_year=year) | Q(kind=Project.Kind.INVESTMENT)),
        late=_late(month.on),
        is_still=_holds(_still(month)),
        owes=_holds(conditions.owes_report(month.period)) if month.is_open or month.is_first else Value(False),
        is_reported=_holds(Q(this__isnull=False)),
        year_plan=Case(When(plan_year=year, then=F("annual_plan")), default=None, output_field=MONEY),
        is_curved=Exists(MonthlyPlan.objects.filter(project=OuterRef("pk"), period__startswith=f"{year}-")),
        done=Coalesce("this__invest_ytd", done_by(month.period), output_field=MONEY),
        done_in_month=Coalesce("this__invest_month", _growth("this", "that", number), output_field=MONEY),
        # In January nothing was done before: December belongs to another year's plan.
        done_before=Coalesce("that__invest_ytd", done_by(before), output_field=MONEY) if number > 1 else NOT_SAID,
        done_month_before=Coalesce("that__invest_month", _growth("that", "third", number - 1), output_field=MONEY)
        if number > 1
        else NOT_SAID,
    )
    planned = Q(is_curved=True, year_plan__isnull=False)
    return found.annotate(
        even_plan=Case(When(is_curved=False, then=Coalesce(F("year_plan"), NOTHING)), default=NOTHING, output_field=MONEY),
        curve_due=_curve_due(month.period, planned),
        curve_due_before=_curve_due(before, planned) if number > 1 else Cast(NOTHING, MONEY),
        completion=Cast(F("done"), FloatField()) / Cast(NullIf(F("year_plan"), NOTHING), FloatField()),
        unplaced_done=Case(When(done_in_month=None, then=F("this__invest_ytd")), default=None, output_field=MONEY),
    )


def _report_of(period: str) -> FilteredRelation:
    return FilteredRelation("progress", condition=Q(progress__period=period, progress__state__in=STANDING))


def _growth(report: str, before: str, number: int):
    """What was done in month `number` by two reports in a row; in January there is nothing to take away."""
    return F(f"{report}__invest_ytd") - F(f"{before}__invest_ytd") if number > 1 else F(f"{report}__invest_ytd")


def _curve_due(period: str, planned: Q) -> Case:
    return Case(When(planned, then=Coalesce(curve_until(period), NOTHING)), default=NOTHING, output_field=MONEY)


def _holds(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _late(on: date) -> Case:
    start, finish = conditions.late_to_start(on=on), conditions.late_to_finish(on=on)
    Late = ProjectMonth.Late
    return Case(
        When(start & finish, then=Value(Late.BOTH.value)),
        When(start, then=Value(Late.START.value)),
        When(finish, then=Value(Late.FINISH.value)),
        default=Value(""),
        output_field=CharField(),
    )


def _still(month: Month) -> Q:
    if month.still_days is None:
        return Q(pk__in=[])
    return conditions.still_since(month.on - timedelta(days=month.still_days))
