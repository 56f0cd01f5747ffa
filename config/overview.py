"""进度总览: what leaders look at first. Exceptions on top, then boards; every count opens the list that it counts, in the same scope."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.overview_choice import Choice
from enterprises.models import Enterprise
from projects.models import Project, Stage
from projects.reporting.board import Line
from projects.reporting.figures import Figures
from projects.reporting.goals import Goal, tech_upgrade_goals
from projects.reporting.overview import Finding, overview
from projects.showing import days_ago, in_yi, meter, month_name, overdue_words, plain, signed, span_words
from zone.lib.clock import today
from zone.lib.months import last_day
from zone.models import Department, District, User
from zone.rules import NotSet, rule, rules

PIPELINE_WORDS = {
    "talking": gettext_lazy("in talks"),
    "signed": gettext_lazy("signed"),
    "building": gettext_lazy("building"),
    "finished": gettext_lazy("completed or producing"),
}
FINDING_WORDS = {
    "late_start": gettext_lazy("Late to start"),
    "late_finish": gettext_lazy("Late to finish"),
    "not_reported": gettext_lazy("Not reported"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows and the address of the list that holds exactly these."""

    value: int
    address: str


def page(request):
    """`period` (a past month of the year) and `kind` choose what is shown; a wrong one is said, and the usual one shown."""
    user, day = request.user, today()
    if not user.has_perm("projects.view_overview"):
        raise PermissionDenied
    choice = Choice.of(request.GET, on=day)
    still_days = still_after(day)
    seen = Project.objects.visible_to(user)
    found = overview(seen, kind=choice.kind, period=choice.period, on=day, still_days=still_days)
    lists = Lists(choice, still_days)
    goals = rules("goal", on=last_day(choice.period)) if user.reach.whole else {}
    context = {
        "title": _("Progress overview"),
        "choice": choice,
        "scope": scope_words(user),
        "span": span_words(choice.period),
        "as_of": day,
        "cards": [kind_card(found.totals[kind], lists.of(kind)) for kind in Project.Kind],
        "goals": goal_lines(tech_upgrade_goals(found.totals[Project.Kind.TECH_UPGRADE].figures, goals)) if goals else [],
        "pipeline": [
            (PIPELINE_WORDS[part.code], Count(part.count, lists.of(Project.Kind.INVESTMENT).address(stage=part.stages)))
            for part in found.pipeline
        ],
        "scale": scale_card(user, goals),
        "findings": [finding_card(each, lists, day) for each in found.exceptions],
        "stages": stage_rows(found.stages, lists),
        "stage_total": board_total(found.totals[choice.kind], lists),
        "boards": boards(found, lists),
        "curve": curve_rows(found.curve),
        "curve_chart": curve_chart(found.curve),
        "stage_chart": stage_chart(found.stages),
        "curve_words": _("Planned and done since January, month by month"),
        "stage_words": _("Projects by stage"),
    }
    return render(request, "overview/overview.html", context)


def still_after(day) -> int | None:
    """After how many days a project counts as still; None where the office has not said."""
    try:
        return int(rule("still_days", on=day))
    except NotSet:
        return None


def scope_words(user) -> str:
    """Whose figures these are: the whole zone, the departments in the person's portfolio or his own, his district, or his own projects."""
    reach = user.reach
    if reach.whole:
        return _("Whole zone")
    words = []
    if reach.by_district:
        words += District.objects.filter(pk__in=reach.districts).values_list("short_name", flat=True)
    else:
        words += [str(department) for department in Department.objects.filter(pk__in=reach.departments)]
    return "、".join(words) or _("my own projects")


class Lists:
    """Addresses of project lists that hold what the page counts."""

    def __init__(self, choice: Choice, still_days: int | None):
        self.choice, self.still_days = choice, still_days
        self.kind = choice.kind

    def of(self, kind: str) -> "Lists":
        other = Lists(self.choice, self.still_days)
        other.kind = kind
        return other

    def address(self, **filters) -> str:
        parameters = {"kind": self.kind, "alive": "yes"}
        if self.kind == Project.Kind.TECH_UPGRADE:
            parameters["plan_year"] = self.choice.year
        if not self.choice.is_latest:
            parameters["period"] = self.choice.period
        return f"{reverse('projects:project-list')}?{urlencode(parameters | filters, doseq=True)}"

    def finding(self, code: str, **filters) -> str:
        special = {
            "late_start": {"late": "start", "sort": "start"},
            "late_finish": {"late": "finish", "sort": "finish"},
            "not_reported": {"not_reported": self.choice.period},
            "still": {"still": self.still_days, "sort": "moved"},
        }
        return self.address(**filters, **special[code])


def kind_card(line: Line, lists: Lists) -> dict:
    figures = line.figures
    return {
        "name": Project.Kind(lists.kind).label,
        "is_tech": lists.kind == Project.Kind.TECH_UPGRADE,
        "count": Count(figures.count, lists.address()),
        "meter": meter(figures),
        "figures": figures,
        **texts(figures),
    }


def texts(figures: Figures) -> dict:
    """Figures for leaders: 亿元 with two decimals, rates with one."""
    catch_up = figures.catch_up
    return {
        "plan": in_yi(figures.plan),
        "done": in_yi(figures.done),
        "completion": "" if figures.completion is None else f"{figures.completion}",
        "schedule": "" if figures.schedule is None else f"{figures.schedule}",
        "gap": signed(figures.gap),
        "gained": signed(figures.gained),
        "month_done": in_yi(figures.done_in_month),
        "months_left": figures.months_left,
        "catch_up": "" if catch_up is None or not figures.plan else in_yi(catch_up),
    }


def goal_lines(goals) -> list[dict]:
    return [
        goal_line(_("Projects in the plan"), goals.projects, "{:.0f}".format, _("items")),
        goal_line(_("Planned investment"), goals.investment, in_yi, _("100 million yuan")),
    ]


def goal_line(name: str, goal: Goal, write, unit: str) -> dict:
    if goal.value is None:
        return {"name": name, "is_set": False}
    return {
        "name": name,
        "is_set": True,
        "goal": write(goal.value),
        "reached": write(goal.reached),
        "missing": write(goal.missing) if goal.missing else "",
        "unit": unit,
    }


def scale_card(user, goals) -> dict | None:
    """Enterprises above designated size, for those who read the directory."""
    if not user.has_perm("enterprises.view_enterprise"):
        return None
    count = Enterprise.objects.visible_to(user).above_scale().count()
    goal = goals.get("above_scale")
    return {
        "count": Count(count, f"{reverse('enterprises:enterprise-list')}?above_scale=yes"),
        "goal": None if goal is None else int(goal),
        "missing": None if goal is None else max(int(goal) - count, 0),
    }


def finding_card(finding: Finding, lists: Lists, day) -> dict:
    words = {
        "late_start": lambda project: overdue_words(project.planned_start_by, on=day),
        "late_finish": lambda project: overdue_words(project.planned_finish_by, on=day),
        "not_reported": lambda project: "",
        "still": lambda project: days_ago(project.moved_on, on=day),
    }[finding.code]
    title = FINDING_WORDS.get(finding.code) or _("No movement for %(days)d days") % {"days": lists.still_days}
    return {
        "title": title,
        "count": Count(finding.count, lists.finding(finding.code)),
        "first": [(project.name, project.get_absolute_url(), words(project)) for project in finding.first],
        "more": finding.count - len(finding.first),
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
        "still": Count(exceptions.still, lists.finding("still", **filters)) if lists.still_days is not None else None,
        **texts(line.figures),
    }


def board_total(line: Line, lists: Lists) -> dict:
    return board_row(_("Total"), line, lists)


def stage_rows(lines: list[Line], lists: Lists) -> list[dict]:
    return [board_row(Stage(line.key).label, line, lists, stage=line.key) for line in lines]


def curve_rows(curve) -> list[dict]:
    return [
        {"month": month_name(month.period), "planned": in_yi(month.planned), "done": "" if month.done is None else in_yi(month.done)}
        for month in curve
    ]


def curve_chart(curve) -> dict:
    return {
        "kind": "line",
        "categories": [month_name(month.period) for month in curve],
        "unit": _("100 million yuan"),
        "places": 2,
        "series": [
            {"name": _("Done since January"), "values": [None if month.done is None else plain(month.done / 10_000) for month in curve]},
            {"name": _("Planned since January"), "dashed": True, "values": [plain(month.planned / 10_000) for month in curve]},
        ],
    }


def stage_chart(lines: list[Line]) -> dict:
    return {
        "kind": "bar",
        "categories": [str(Stage(line.key).label) for line in lines],
        "unit": _("items"),
        "series": [{"name": _("Projects"), "values": [line.figures.count for line in lines]}],
    }
