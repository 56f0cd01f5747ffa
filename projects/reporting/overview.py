"""What leaders look at: the year's projects of each kind, their boards and exceptions, for the projects that one person sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from projects.models import Project, conditions
from projects.models.stage import BUILDING, FINISHED, PATH, RESTING, Stage
from projects.reporting import board
from projects.reporting.board import Line
from projects.reporting.months import Month, curve
from zone.lib.months import split

# The pipeline of investment projects as leaders speak of it: talking, signed, building, producing.
PIPELINE: Mapping[str, tuple[Stage, ...]] = {
    "talking": tuple(PATH[: PATH.index(Stage.SIGNED)]),
    "signed": tuple(PATH[PATH.index(Stage.SIGNED) : PATH.index(Stage.STARTED)]),
    "building": tuple(stage for stage in Stage if stage in BUILDING or stage in RESTING),
    "finished": tuple(stage for stage in PATH if stage in FINISHED),
}
NAMED = 3  # so many projects of each exception are named on the board


def year_projects(projects: QuerySet, *, year: int) -> QuerySet:
    """What a year's overview counts: technical upgrades in the year's plan and every investment project, ended ones apart."""
    return projects.alive().filter(_of_year(year))


def _of_year(year: int) -> Q:
    return Q(kind=Project.Kind.TECH_UPGRADE, plan_year=year) | Q(kind=Project.Kind.INVESTMENT)


def _ended(projects: QuerySet, *, year: int) -> dict[str, int]:
    ended = projects.filter(_of_year(year), stage=Stage.TERMINATED).order_by()
    return dict(ended.values_list("kind").annotate(count=Count("pk")))


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How many projects stand in a part of the pipeline; `stages` are those by which the list filters."""

    code: str
    stages: tuple[Stage, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of exception: how many projects, and the few that wait longest. `code`: late_start, late_finish, not_reported, still."""

    code: str
    count: int
    first: list[Project]


@dataclass(frozen=True, slots=True)
class Overview:
    """`totals` by kind, and how many more have `ended` (of technical upgrades: those of the year's plan); the boards, curve and
    exceptions of the chosen kind."""

    totals: dict[str, Line]
    pipeline: list[Pipeline]
    stages: list[Line]
    departments: list[Line]
    districts: list[Line]
    leaders: list[Line]
    ended: dict[str, int]
    curve: list[Month]
    exceptions: list[Finding]


def overview(projects: QuerySet, *, kind: str, period: str, on: date, still_days: int | None) -> Overview:
    """`projects`: what the person sees. Eight statements, whatever the number of projects."""
    year, month = split(period)
    counted = year_projects(projects, year=year)
    cells = board.cells(counted, period=period, on=on, still_days=still_days)
    by_kind = {code: board.only(cells, lambda place, code=code: place["kind"] == code) for code in Project.Kind.values}
    totals = {code: board.total(found, month=month) for code, found in by_kind.items()}
    chosen = by_kind[kind]
    own = counted.filter(kind=kind)
    return Overview(
        totals=totals,
        pipeline=[
            Pipeline(code, stages, sum(cell.figures.count for cell in by_kind[Project.Kind.INVESTMENT] if cell.place["stage"] in stages))
            for code, stages in PIPELINE.items()
        ],
        stages=board.by_stage(chosen, month=month),
        departments=board.lines(chosen, "department", month=month),
        districts=board.lines(chosen, "district", month=month),
        leaders=board.lines(chosen, "leader", month=month),
        ended=_ended(projects, year=year),
        curve=curve(own, period=period, figures=totals[kind].figures),
        exceptions=_exceptions(own, totals[kind], period=period, on=on, still_days=still_days),
    )


def _exceptions(projects: QuerySet, line: Line, *, period: str, on: date, still_days: int | None) -> list[Finding]:
    found = line.exceptions
    late_start = projects.filter(conditions.late_to_start(on=on)).order_by("planned_start_by", "pk")
    late_finish = projects.filter(conditions.late_to_finish(on=on)).order_by("planned_finish_by", "pk")
    made = [
        Finding("late_start", found.late_start, _few(late_start)),
        Finding("late_finish", found.late_finish, _few(late_finish)),
        Finding("not_reported", found.not_reported, _few(projects.not_reported(period).order_by("moved_on", "pk"))),
    ]
    if still_days is not None:
        still = projects.still_since(on - timedelta(days=still_days)).order_by("moved_on", "pk")
        made.append(Finding("still", found.still, _few(still)))
    return made


def _few(projects: QuerySet) -> list[Project]:
    fields = ("name", "planned_start_by", "planned_finish_by", "moved_on", "officer_name", "officer__name")
    return list(projects.select_related("officer").only(*fields)[:NAMED])
