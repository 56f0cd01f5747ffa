"""The sums of many projects by everything that a board is made of: one statement, whatever the number of projects."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from django.db.models import BigIntegerField, CharField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from projects.models import Light, MonthlyPlan, ProjectMonth, Stage
from projects.models.board_line import NONE as NOT_SAID
from projects.models.project_month import BETTER, WORSE
from projects.reporting.latest import NOTHING
from zone.lib.months import split

KEY = CharField(max_length=20)
PLACE = ("kind", "dimension", "key")
PART = ("department", "district")  # whose projects: those of one department in one district
DIMENSIONS = ("all", "stage", "department", "district", "leader")
MONTH, PLANNED = "month", "planned"  # the dimensions of the year's curve
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
    dimensions: Iterable[str] = DIMENSIONS,
    kind: str | None = None,
    by_part: bool = False,
) -> QuerySet:
    """The sums of SUMS by PLACE, or by PART and PLACE. `rows` are months, or projects whose month is reached by `to` ("month__").
    Each of the `dimensions` goes over the rows once; with `kind`, only the stages are told of the other kinds too."""
    # The months have fields of the same names, so the sums go by others.
    sums = {f"sum_{name}": total for name, total in _sums(to, exceptions).items()}
    alive = rows.order_by().filter(stage__in=ALIVE)
    whose = parts_of() if by_part else {}
    parts = []
    for dimension in dimensions:
        part = rows.order_by() if dimension == "stage" else alive if kind is None else alive.filter(kind=kind)
        placed = part.annotate(**whose).values(*whose, "kind").annotate(dimension=Value(dimension, output_field=KEY), key=_key(dimension))
        parts.append(placed.annotate(**sums).values_list(*whose, *PLACE, *(f"sum_{name}" for name in SUMS)))
    return parts[0].union(*parts[1:], all=True)


def parts_of(to: str = "") -> dict[str, Coalesce]:
    """To which part of the zone a row belongs, as PART; a path leads `to` the project or its month. By other names than the fields'."""
    return {f"part_{name}": Coalesce(F(f"{to}{name}_id"), Value(NOT_SAID), output_field=BigIntegerField()) for name in PART}


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
    """(PART, kind, MONTH, month, done since January) for each month of the year up to `period`, of the projects that the board of `period`
    counts."""
    months = ProjectMonth.objects.filter(
        period__range=(f"{split(period)[0]}-01", period),
        project__months__period=period,
        project__months__is_of_year=True,
        project__months__stage__in=ALIVE,
    )
    if ids is not None:
        months = months.filter(project__among=ids)
    return _by_month(months, MONTH, "project__months__", Sum("done"))


def plan_sums(period: str) -> QuerySet:
    """(PART, kind, PLANNED, month, planned in it) for each month of the year of `period`: the monthly plans of projects with a plan for the
    year."""
    year = split(period)[0]
    plans = MonthlyPlan.objects.filter(
        period__range=(f"{year}-01", f"{year}-12"), project__plan_year=year, project__annual_plan__isnull=False, project__stage__in=ALIVE
    )
    return _by_month(plans, PLANNED, "project__", Sum("amount"))


def _by_month(rows: QuerySet, dimension: str, to: str, total: Sum) -> QuerySet:
    placed = rows.order_by().annotate(**parts_of(to), of_kind=F(f"{to}kind"), dimension=Value(dimension, output_field=KEY))
    by = [*parts_of(), "of_kind", "dimension", "period"]
    return placed.values(*by).annotate(total=Coalesce(total, NOTHING)).values_list(*by, "total")


def quantized(value) -> Decimal:
    """As the database keeps money. SQLite adds up in binary fractions."""
    return Decimal(value).quantize(PLACES)
