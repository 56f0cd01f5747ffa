"""The few that press most, by name: of each thing that is the matter, for the projects that one person sees."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Value

from projects.models import Light, ProjectMonth, conditions
from projects.models.project_month import WORST_FIRST
from projects.reporting.board import Line
from projects.reporting.named_months import with_project
from projects.reporting.overview import Seen, year_projects
from zone.lib.months import split
from zone.lib.statements import Statement, asked, selecting, together
from zone.reporting_period import period_due

MANY = 100  # of so many one walks along their order until there are enough; fewer are looked up among what the person sees, and sorted
FIRST = {
    "late_start": lambda month: (month.project.planned_start_by, month.project_id),
    "late_finish": lambda month: (month.project.planned_finish_by, month.project_id),
    "not_reported": lambda month: (month.project.moved_on, month.project_id),
    "still": lambda month: (month.project.moved_on, month.project_id),
    "red": lambda month: (month.overdue_rank, month.behind_rank, month.project_id),
    "worse": lambda month: (month.overdue_rank, month.behind_rank, month.project_id),
}


def counts(line: Line, *, period: str, on: date, still_days: int | None) -> dict[str, int]:
    """How many projects have what is the matter; of a past month only what is not known as of today alone. Those whose light got worse are
    told without the red ones."""
    found = line.exceptions
    of_month = {"not_reported": found.not_reported, "red": line.lights.red, "worse": line.worse}
    if period != period_due(on=on):
        return of_month
    still = {} if still_days is None else {"still": found.still}
    return {"late_start": found.late_start, "late_finish": found.late_finish} | of_month | still


def ways(numbers: Mapping[str, int]) -> dict[str, bool]:
    """What is asked for of that which `numbers` counts, and whether along its order."""
    return {code: number >= MANY for code, number in numbers.items() if number}


def asking(seen: Seen, ways: Mapping[str, bool], *, kind: str, period: str, on: date, still_days: int | None, most: int) -> Statement:
    """Gives (what, id of the project) of at most so many of each. Its words may be kept: they say nothing of what is found."""
    own = {
        in_order: year_projects(projects, year=split(period)[0]).filter(kind=kind)
        for in_order, projects in ((True, seen.in_order), (False, seen.projects))
    }
    rows = [_keys(code, own[in_order], period=period, on=on, still_days=still_days)[:most] for code, in_order in ways.items()]
    return together(selecting(each) for each in rows)


def worst(statement: Statement, period: str) -> dict[str, list[ProjectMonth]]:
    """What the statement of `asking` gives now, by what is the matter: those that wait longest or lie furthest behind first, as their
    months of the period, which has been ensured. Two statements."""
    found = asked(statement)
    rows = with_project(ProjectMonth.objects.filter(period=period, project__among={project for _code, project in found}))
    months = {month.project_id: month for month in rows}
    named = {code: [] for code in FIRST}
    for code, project in found:
        if project in months:
            named[code].append(months[project])
    return {code: sorted(some, key=FIRST[code]) for code, some in named.items()}


def _keys(code: str, projects: QuerySet, *, period: str, on: date, still_days: int | None) -> QuerySet:
    """(code, id of the project), those that press most first."""
    if code in ("red", "worse"):
        months = ProjectMonth.objects.filter(Exists(projects.order_by().filter(pk=OuterRef("project"))), period=period)
        lit = months.filter(light=Light.RED) if code == "red" else months.filter(light=Light.YELLOW, light_before=Light.GREEN)
        return lit.order_by(*WORST_FIRST).values_list(Value(code), "project_id")
    rows = {
        "late_start": lambda: projects.filter(conditions.late_to_start(on=on)).order_by("planned_start_by", "pk"),
        "late_finish": lambda: projects.filter(conditions.late_to_finish(on=on)).order_by("planned_finish_by", "pk"),
        # Every day is later than the first of all; SQLite walks along a column only where something is asked of it.
        "not_reported": lambda: _owing(projects, period, on).filter(moved_on__gt=date.min).order_by("moved_on", "pk"),
        "still": lambda: projects.still_since(on - timedelta(days=still_days)).order_by("moved_on", "pk"),
    }[code]()
    return rows.values_list(Value(code), "pk")


def _owing(projects: QuerySet, period: str, on: date) -> QuerySet:
    """Of a past month those that owed it as they stood then."""
    if period == period_due(on=on):
        return projects.not_reported(period)
    return projects.filter(Exists(ProjectMonth.objects.filter(project=OuterRef("pk"), period=period).still_owed()))
