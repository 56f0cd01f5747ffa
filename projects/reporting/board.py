"""The boards: projects counted and summed by stage, department, district and leader, with their lights and how they stood a month ago.

In the newest month they are read from the lines that are kept (`projects.standing`), of the whole zone or of those parts of it that a
person sees whole; else added up in one statement.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import FilteredRelation, Q, QuerySet

from projects.models import Light, ProjectMonth, Stage, conditions
from projects.reporting.figures import ZERO, Figures
from projects.reporting.months import MonthSums, month_sums
from projects.reporting.spread import Spread, spread_for
from projects.standing.sums import DIMENSIONS, MONTH, PLANNED, SUMS, line_sums, of_year
from zone.lib.database import keys_of
from zone.lib.months import first_day

FIGURES = (
    "count",
    "plan",
    "even_plan",
    "curve_due",
    "done",
    "done_in_month",
    "unplaced",
    "unplaced_done",
    "done_month_before",
    "known_month_before",
)
FIGURES_BEFORE = ("count", "plan", "even_plan", "curve_due_before", "done_before")
EXCEPTIONS = ("late_start", "late_finish", "not_reported", "still")
LIGHTS = tuple(light.value for light in Light)
COUNT = SUMS.index("count")
CURVE = ((PLANNED, "plan"), (MONTH, "done"))
OF_PLACES = [dimension for dimension in DIMENSIONS if dimension != "all"]


@dataclass(frozen=True, slots=True)
class Exceptions:
    """How many projects are late to start, late to finish, without the month's report, without movement for the set days."""

    late_start: int = 0
    late_finish: int = 0
    not_reported: int = 0
    still: int = 0


@dataclass(frozen=True, slots=True)
class Lights:
    """How many projects have which light; the others are not judged."""

    green: int = 0
    yellow: int = 0
    red: int = 0
    grey: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a board. `key`: the code or id by which the list filters, None for projects that say none; money in 10,000 yuan.

    `worse` and `better`: projects whose light is another than the month before, grey ones apart. `before` and `lights_before`: the same
    projects by the end of the month before, against the plan of now; in January nothing was done before.
    """

    key: str | int | None
    figures: Figures
    exceptions: Exceptions
    lights: Lights = field(default_factory=Lights)
    worse: int = 0
    better: int = 0
    before: Figures | None = None
    lights_before: Lights = field(default_factory=Lights)

    @property
    def completion_gained(self):
        """Percentage points of completion more than the month before, as the two printed rates differ; None without a plan."""
        if self.before is None or self.figures.completion is None or self.before.completion is None:
            return None
        return self.figures.completion - self.before.completion


@dataclass(frozen=True, slots=True)
class Board:
    """Lines by (kind, dimension) and, where they are kept, sums of the year's months: what is planned in each, what was done by its end."""

    spread: Spread
    found: dict[tuple[str, str], list[Line]]
    curve: MonthSums | None = None

    def lines(self, kind: str, dimension: str) -> list[Line]:
        """Furthest behind the schedule first; those with nothing due yet after them, and those without a plan last."""
        return sorted(self.found.get((kind, dimension), ()), key=_worst_first)

    def total(self, kind: str) -> Line:
        return next(iter(self.found.get((kind, "all"), ())), Line(None, Figures(self.spread), Exceptions()))

    def stages(self, kind: str) -> list[Line]:
        """One line for each stage in which there are projects, on the way from lead to effect; ended ones apart."""
        order = {stage: number for number, stage in enumerate(Stage.values)}
        found = [line for line in self.found.get((kind, "stage"), ()) if line.key != Stage.TERMINATED]
        return sorted(found, key=lambda line: order[line.key])

    def ended(self, kind: str) -> int:
        return sum(line.figures.count for line in self.found.get((kind, "stage"), ()) if line.key == Stage.TERMINATED)


def kept_board(lines: QuerySet, besides: QuerySet, *, period: str, kind: str) -> Board:
    """The board for the newest month, which has been ensured, of those parts of the zone that the `lines` are of (values of PLACE and SUMS,
    each place once) and of the projects `besides`, which lie in none of these. Of the other kinds only the totals and stages. Three
    statements, two more where there are projects besides."""
    wanted = Q(kind=kind) | Q(dimension__in=["all", "stage"])
    rows = list(lines.filter(wanted, period=period))
    planned, done = (Counter({row[2]: row[3 + SUMS.index(name)] for row in rows if row[1] == of}) for of, name in CURVE)
    if ids := keys_of(besides):
        months = ProjectMonth.objects.filter(period=period, project__among=ids)
        own = list(line_sums(of_year(months), dimensions=OF_PLACES, kind=kind))
        rows = _together([*rows, *own, *_totals(own)])
        more_planned, more_done = month_sums(besides.alive().filter(kind=kind), period)
        planned.update(more_planned)
        done.update(more_done)
    return _board(rows, period, (planned, done))


def live_board(projects: QuerySet, *, period: str, on: date, still_days: int | None, kind: str | None = None) -> Board:
    """The board of these projects for a month that has been ensured; places, stages and days as of now. With `kind`, of the other kinds
    only the totals and stages. Two statements."""
    exceptions = {
        "late_start": conditions.late_to_start(on=on),
        "late_finish": conditions.late_to_finish(on=on),
        "not_reported": conditions.stood_unfinished(first_day(period)) & Q(month__owes=True, month__is_reported=False),
        "still": Q(pk__in=[]) if still_days is None else conditions.still_since(on - timedelta(days=still_days)),
    }
    rows = list(line_sums(in_month(projects, period), to="month__", exceptions=exceptions, dimensions=OF_PLACES, kind=kind))
    return _board([*rows, *_totals(rows)], period)


def _totals(rows: Iterable[tuple]) -> list[tuple]:
    """What the lines of the stages come to by kind, ended projects apart: added up here, that the rows need not be gone over for it."""
    return _together((kind, "all", "", *sums) for kind, what, key, *sums in rows if what == "stage" and key != Stage.TERMINATED)


def _together(rows: Iterable[tuple]) -> list[tuple]:
    """The sums of those rows that say the same PLACE."""
    found: dict[tuple, list] = {}
    for *place, values in ((*row[:3], row[3:]) for row in rows):
        so_far = found.get(tuple(place))
        found[tuple(place)] = values if so_far is None else [each + more for each, more in zip(so_far, values, strict=True)]
    return [(*place, *values) for place, values in found.items()]


def in_month(projects: QuerySet, period: str) -> QuerySet:
    """The projects with `month`, their row of the period, to reach its figures by."""
    return projects.annotate(month=FilteredRelation("months", condition=Q(months__period=period)))


def _board(rows: Iterable[tuple], period: str, curve: MonthSums | None = None) -> Board:
    spread, found = spread_for(period), {}
    for kind, dimension, key, *values in rows:
        if values[COUNT]:
            found.setdefault((kind, dimension), []).append(_line(dimension, key, tuple(values), spread))
    return Board(spread, found, curve)


@lru_cache(maxsize=2048)
def _line(dimension: str, key: str, values: tuple, spread: Spread) -> Line:
    """After a report of one project nearly all lines are the same as before it: these need not be made again."""
    sums, before = dict(zip(SUMS, values, strict=True)), None
    if spread.month > 1:
        before = Figures(spread.at(spread.month - 1), *(sums[name] for name in FIGURES_BEFORE))
    return Line(
        key if dimension == "stage" else int(key) if key else None,
        Figures(spread, *(sums[name] for name in FIGURES)),
        Exceptions(*(sums[name] for name in EXCEPTIONS)),
        Lights(*(sums[light] for light in LIGHTS)),
        sums["worse"],
        sums["better"],
        before,
        Lights(*(sums[f"{light}_before"] for light in LIGHTS)),
    )


def _worst_first(line: Line) -> tuple:
    figures = line.figures
    return not figures.plan, not figures.due, figures.gap or ZERO, figures.completion or ZERO, -figures.count
