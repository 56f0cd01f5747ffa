"""Reporting a month in a test: rows as a person sends them."""

from uuid import uuid4

from projects.models import Project
from projects.month_row import CELLS, load_rows
from projects.reports import Outcome, Typed, hand_in

PERIOD = "2016-06"
SHORT = {
    "month": "invest_month",
    "ytd": "invest_ytd",
    "funds": "funds_in_place",
    "physical": "physical_progress",
    "problems": "problems",
    "next": "next_step",
    "unchanged": "is_unchanged",
    "reason": "difference_reason",
    "note": "difference_note",
}


def typed(project: Project, by, *, period: str = PERIOD, version: int | None = None, is_asked: bool = False, **cells: str) -> Typed:
    """The row of a project as the grid shows it now, with these cells typed: `typed(project, officer, month="500")`."""
    (row,) = load_rows([Project.objects.get(pk=project.pk)], period=period, by=by)
    found = {**row.cells(row.own), **{SHORT[name]: text for name, text in cells.items()}}
    assert set(found) == set(CELLS)
    return Typed(project.pk, found, row.version if version is None else version, is_asked)


def hand(by, *rows: Typed, period: str = PERIOD, token=None, **more) -> Outcome:
    return hand_in(by=by, period=period, rows=rows, token=token or uuid4(), address="/projects/month/", **more)


def report_month(project: Project, by, *, period: str = PERIOD, **cells: str) -> Outcome:
    return hand(by, typed(project, by, period=period, **cells), period=period)
