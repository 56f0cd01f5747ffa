"""What leaders look at: the year's projects of each kind, their boards and curve, for the projects that one person sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from projects.models import Project
from projects.models.stage import BUILDING, FINISHED, PATH, RESTING, Stage
from projects.reporting.board import Line, kept_board, live_board
from projects.reporting.months import Month, curve, month_sums
from projects.standing.lines import added_up
from projects.standing.sums import PLACE, SUMS
from zone.lib.months import split
from zone.reporting_period import period_due

# The pipeline of investment projects as leaders speak of it: talking, signed, building, producing.
PIPELINE: Mapping[str, tuple[Stage, ...]] = {
    "talking": tuple(PATH[: PATH.index(Stage.SIGNED)]),
    "signed": tuple(PATH[PATH.index(Stage.SIGNED) : PATH.index(Stage.STARTED)]),
    "building": tuple(stage for stage in Stage if stage in BUILDING or stage in RESTING),
    "finished": tuple(stage for stage in PATH if stage in FINISHED),
}


def year_projects(projects: QuerySet, *, year: int) -> QuerySet:
    """What a year's overview counts: technical upgrades in the year's plan and every investment project, ended ones apart."""
    return projects.alive().filter(_of_year(year))


def _of_year(year: int) -> Q:
    return Q(kind=Project.Kind.TECH_UPGRADE, plan_year=year) | Q(kind=Project.Kind.INVESTMENT)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person sees: the `projects`, and the same so asked that one walks along an index `in_order`; the `lines` of the zone or of
    those parts of it that he sees whole; the projects `besides`, which lie in none of these. `is_whole`: he sees the zone."""

    projects: QuerySet
    in_order: QuerySet
    lines: QuerySet
    besides: QuerySet
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How many projects stand in a part of the pipeline; `stages` are those by which the list filters."""

    code: str
    stages: tuple[Stage, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`totals` by kind, and how many more have `ended` (of technical upgrades: those of the year's plan); the boards and the curve of the
    chosen kind."""

    totals: dict[str, Line]
    pipeline: list[Pipeline]
    stages: list[Line]
    departments: list[Line]
    districts: list[Line]
    leaders: list[Line]
    ended: dict[str, int]
    curve: list[Month]


def overview(seen: Seen, *, kind: str, period: str, on: date, still_days: int | None) -> Overview:
    """The months of the year have been ensured; the board of the newest one is read from the lines that are kept. At most five statements,
    whatever the number of projects."""
    year = split(period)[0]
    own = year_projects(seen.projects, year=year).filter(kind=kind)
    if period == period_due(on=on):
        # Of the zone each place has one line; of parts of it, one in each part.
        lines = seen.lines.values_list(*PLACE, *SUMS) if seen.is_whole else added_up(seen.lines)
        board = kept_board(lines, seen.besides.filter(_of_year(year)), period=period, kind=kind)
    else:
        board = live_board(seen.projects.filter(_of_year(year)), period=period, on=on, still_days=still_days, kind=kind)
    totals = {code: board.total(code) for code in Project.Kind.values}
    investments = {line.key: line.figures.count for line in board.stages(Project.Kind.INVESTMENT)}
    return Overview(
        totals=totals,
        pipeline=[Pipeline(code, stages, sum(investments.get(stage, 0) for stage in stages)) for code, stages in PIPELINE.items()],
        stages=board.stages(kind),
        departments=board.lines(kind, "department"),
        districts=board.lines(kind, "district"),
        leaders=board.lines(kind, "leader"),
        ended={code: board.ended(code) for code in Project.Kind.values},
        curve=curve(board.curve or month_sums(own, period), period, totals[kind].figures),
    )
