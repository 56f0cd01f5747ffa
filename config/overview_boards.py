"""The board of the overview: projects by department, district, leader and stage under one head, so that every column can be read down."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.overview_lists import Count, Lists
from config.overview_names import Names
from projects.filters import NONE
from projects.models import Stage
from projects.reporting.board import Line
from projects.reporting.figures import Figures
from projects.showing import in_yi, signed


def texts(figures: Figures) -> dict:
    """Figures for leaders: 亿元 with two decimals, rates with one; nothing where nothing was planned and nothing done."""
    return {
        "plan": in_yi(figures.plan) if figures.plan else "",
        "done": in_yi(figures.done) if figures.plan or figures.done else "",
        "completion": "" if figures.completion is None else f"{figures.completion}",
        "schedule": "" if figures.schedule is None else f"{figures.schedule}",
        "gap": signed(figures.gap),
        "months_left": figures.months_left,
        "catch_up": catch_up_words(figures),
        "pace": in_yi(figures.pace) if figures.plan else "",
    }


def catch_up_words(figures: Figures) -> str:
    """What each remaining month must bring; that the year's plan is reached where it is."""
    if figures.catch_up is None or not figures.plan:
        return ""
    if not figures.catch_up:
        return _("reached")
    words = in_yi(figures.catch_up)
    return words if words.strip("0.") else "<0.01"


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one dimension, each with its name."""

    title: str
    dimension: str
    lines: list[tuple[str, Line]]


def groups(found, called: Names) -> list[Group]:
    """One of each dimension in which there are projects; stages are known as of today only."""
    made = [
        (_("By department"), "department", found.departments),
        (_("By district"), "district", found.districts),
        (_("By leader in charge"), "leader", found.leaders),
    ]
    unsaid = _("not said")
    return [Group(title, code, [(called[code].get(line.key, unsaid), line) for line in lines]) for title, code, lines in made if lines]


def stage_group(lines: list[Line]) -> Group:
    return Group(_("By stage (as of today)"), "stage", [(str(Stage(line.key).label), line) for line in lines])


def rows(group: Group, lists: Lists) -> list[dict]:
    return [row(name, line, lists, lists.of_line(group.dimension, line.key or NONE)) for name, line in group.lines]


def row(name: str, line: Line, lists: Lists, here: str) -> dict:
    """`here`: the list of its projects. Nothing is printed where nothing is counted: an empty cell is passed over, a nought is read."""
    exceptions, lights = line.exceptions, line.lights
    counted = {
        "red": lights.red,
        "yellow": lights.yellow,
        "not_reported": exceptions.not_reported,
        "worse": line.worse,
        "better": line.better,
        "still": exceptions.still if lists.tells_still else 0,
    }
    return {
        "name": name,
        "count": Count(line.figures.count, here),
        "by_plan": f"{here}&sort=-plan",
        "by_completion": f"{here}&sort=completion",
        **{code: Count(number, here + lists.narrowed[code]) for code, number in counted.items() if number},
        **texts(line.figures),
    }


def total(line: Line, lists: Lists) -> dict:
    return row(_("Total"), line, lists, lists.address())
