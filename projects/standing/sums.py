"""The sums of many projects by everything that a board is made of: one statement, whatever the number of projects."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from django.db.models import CharField, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from projects.models import Light, MonthlyPlan, ProjectMonth, Stage
from projects.models.project_month import BETTER, WORSE
from projects.reporting.latest import NOTHING
from zone.lib.months import split

KEY = CharField(max_length=20)
PLACE = ("kind", "dimension", "key")
DIMENSIONS = ("all", "stage", "department", "district", "leader")
MONTH = "month"  # the dimension of the year's curve
MONEY = ("plan", "even_plan", "curve_due", "curve_due_before", "done", "done_before", "done_in_month", "unplaced_done", "done_month_before")
COUNTS = ("count", "unplaced", "known_month_before", "late_start", "late_finish", "not_reported", "still")
LIGHTS = tuple(f"{light.value}{when}" for when in ("", "_before") for light in Light)
SUMS = (*COUNTS, *MONEY, *LIGHTS, "worse", "better")
ALIVE = [stage.value for stage in Stage if stage != Stage.TERMINATED]
PLACES = Decimal("0.0001")

Late = ProjectMonth.Late
NONE: Mapping = MappingProxyType({})
OF_MONTHS = {
    "late_start": Q(late__in=[Late.START, Late.BOTH]),
    "late_finish": Q(late__in=[Late.FINISH, Late.BOTH]),
    "not_reported": Q(owes=True, is_reported=False),
    "still": Q(is_still=True),
}


def of_year(months: QuerySet) -> QuerySet:
    """The months of projects that a year's board counts; those that ended are counted apart, in the line of their stage."""
    return months.filter(is_of_year=True)


def line_sums(
    rows: QuerySet,
    *,
    to: str = "",
    exceptions: Mapping[str, Q] = OF_MONTHS,
    constants: Mapping[str, str] = NONE,
    dimensions: Iterable[str] = DIMENSIONS,
    kind: str | None = None,
) -> QuerySet:
    """The sums of SUMS by PLACE. `rows` are months, or projects whose month is reached by `to` ("month__"). `constants` stand in front.
    Each of the `dimensions` goes over the rows once; with `kind`, only the stages are told of the other kinds too."""
    fixed = {f"of_{name}": Value(value, output_field=KEY) for name, value in constants.items()}
    # The months have fields of the same names, so the sums go by others.
    sums = {f"sum_{name}": total for name, total in _sums(to, exceptions).items()}
    alive = rows.order_by().filter(stage__in=ALIVE)
    parts = []
    for dimension in dimensions:
        part = rows.order_by() if dimension == "stage" else alive if kind is None else alive.filter(kind=kind)
        placed = part.values("kind").annotate(**fixed, dimension=Value(dimension, output_field=KEY), key=_key(dimension))
        parts.append(placed.annotate(**sums).values_list(*fixed, *PLACE, *(f"sum_{name}" for name in SUMS)))
    return parts[0].union(*parts[1:], all=True)


def _key(dimension: str):
    if dimension == "all":
        return Value("", output_field=KEY)
    if dimension == "stage":
        return Cast("stage", KEY)
    return Coalesce(Cast(f"{dimension}_id", KEY), Value("", output_field=KEY))


def _sums(to: str, exceptions: dict[str, Q]) -> dict:
    def money(name):
        return Coalesce(Sum(f"{to}{name}"), NOTHING)

    def where(condition: Q) -> Count:
        return Count("pk", filter=_through(to, condition))

    lights = {f"{light.value}{when}": where(Q(**{f"light{when}": light.value})) for when in ("", "_before") for light in Light}
    return {
        "count": Count("pk"),
        "plan": money("year_plan"),
        **{name: money(name) for name in MONEY if name != "plan"},
        "unplaced": Count(f"{to}unplaced_done"),
        "known_month_before": Count(f"{to}done_month_before"),
        "worse": where(WORSE),
        "better": where(BETTER),
        **lights,
        **{name: Count("pk", filter=condition) for name, condition in exceptions.items()},
    }


def _through(to: str, condition: Q) -> Q:
    """A condition on a month, for rows that reach it by `to`."""
    if not to:
        return condition
    parts = [_through(to, part) if isinstance(part, Q) else (f"{to}{part[0]}", part[1]) for part in condition.children]
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def curve_sums(period: str, ids: Collection[int] | None = None) -> QuerySet:
    """(kind, month, done since January) for each month of the year up to `period`, of the projects that the board of `period` counts."""
    months = ProjectMonth.objects.filter(
        period__range=(f"{split(period)[0]}-01", period),
        project__months__period=period,
        project__months__is_of_year=True,
        project__months__stage__in=ALIVE,
    )
    if ids is not None:
        months = months.filter(project__among=ids)
    return months.order_by().values_list("project__months__kind", "period").annotate(total=Sum("done"))


def plan_sums(period: str) -> QuerySet:
    """(kind, month, planned in it) for each month of the year of `period`: the monthly plans of projects with a plan for the year."""
    year = split(period)[0]
    plans = MonthlyPlan.objects.filter(
        period__range=(f"{year}-01", f"{year}-12"), project__plan_year=year, project__annual_plan__isnull=False, project__stage__in=ALIVE
    )
    return plans.order_by().values_list("project__kind", "period").annotate(total=Sum("amount"))


def quantized(value) -> Decimal:
    """As the database keeps money. SQLite adds up in binary fractions."""
    return Decimal(value).quantize(PLACES)
