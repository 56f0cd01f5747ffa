"""The tables of the overview: projects by department, district, leader and stage."""

from django.utils.translation import gettext as _

from config.overview_lists import Count, Lists
from projects.models import Stage
from projects.reporting.board import Line
from projects.reporting.figures import Figures
from projects.showing import in_yi, signed
from zone.models import Department, District, User


def texts(figures: Figures) -> dict:
    """Figures for leaders: 亿元 with two decimals, rates with one."""
    catch_up = figures.catch_up
    return {
        "plan": in_yi(figures.plan),
        "done": in_yi(figures.done),
        "completion": "" if figures.completion is None else f"{figures.completion}",
        "schedule": "" if figures.schedule is None else f"{figures.schedule}",
        "gap": signed(figures.gap),
        "months_left": figures.months_left,
        "catch_up": "" if catch_up is None or not figures.plan else in_yi(catch_up),
    }


def boards(found, lists: Lists) -> list[dict]:
    names = {
        "department": named(Department, found.departments),
        "district": named(District, found.districts),
        "leader": named(User, found.leaders),
    }
    made = [
        ("department", _("By department"), _("Department"), found.departments),
        ("district", _("By district"), _("District"), found.districts),
        ("leader", _("By leader in charge"), _("Leader"), found.leaders),
    ]
    total = board_total(found.totals[lists.kind], lists)
    return [
        {
            "title": title,
            "head": head,
            "rows": [board_row(names[code].get(line.key, _("not said")), line, lists, **{code: line.key or "none"}) for line in lines],
            "total": total,
        }
        for code, title, head, lines in made
    ]


def named(model, lines: list[Line]) -> dict[int, str]:
    return {row.pk: str(row) for row in model.objects.filter(pk__in=[line.key for line in lines if line.key is not None])}


def board_row(name: str, line: Line, lists: Lists, **filters) -> dict:
    exceptions = line.exceptions
    return {
        "name": name,
        "count": Count(line.figures.count, lists.address(**filters)),
        "late_start": Count(exceptions.late_start, lists.finding("late_start", **filters)),
        "late_finish": Count(exceptions.late_finish, lists.finding("late_finish", **filters)),
        "not_reported": Count(exceptions.not_reported, lists.finding("not_reported", **filters)),
        **texts(line.figures),
    }


def board_total(line: Line, lists: Lists) -> dict:
    return board_row(_("Total"), line, lists)


def stage_rows(lines: list[Line], lists: Lists) -> list[dict]:
    return [board_row(Stage(line.key).label, line, lists, stage=line.key) for line in lines]
