"""进度总览: what leaders look at first. Exceptions on top, then boards; every count opens the list that it counts, in the same scope."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.overview_boards import board_total, boards, stage_rows, texts
from config.overview_charts import curve_chart, curve_rows, stage_chart
from config.overview_choice import Choice
from config.overview_lists import Count, Lists
from config.overview_scale import scale_card
from projects.models import Project
from projects.reporting.board import Line
from projects.reporting.goals import Goal, tech_upgrade_goals
from projects.reporting.overview import Finding, overview
from projects.showing import days_ago, in_yi, meter, month_name, overdue_words, span_words
from projects.standing import still_after
from zone.lib.clock import today
from zone.lib.months import last_day, shift
from zone.models import Department, District
from zone.rules import rules

OF_TODAY = {"late_start", "late_finish", "still"}  # exceptions that are known as of today only
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


@require_safe
def page(request):
    """`period` (a past month) and `kind` choose what is shown; a wrong one is said, and the usual one shown.

    Lateness, stages, movement and the firms above designated size are known as of today only: a past month shows its figures without them.
    """
    user, day = request.user, today()
    if not user.has_perm("projects.view_overview"):
        raise PermissionDenied
    choice = Choice.of(request.GET, on=day)
    still_days = still_after(day)
    seen = Project.objects.visible_to(user)
    is_whole = user.reach.whole and user.has_perm("projects.view_project")
    found = overview(seen, kind=choice.kind, period=choice.period, on=day, still_days=still_days, is_whole=is_whole)
    lists = Lists(choice, still_days)
    goals = rules("goal", on=last_day(choice.period)) if user.reach.whole else {}
    newest = choice.is_latest
    context = {
        "title": _("Progress overview"),
        "choice": choice,
        "scope": scope_words(user),
        "span": span_words(choice.period),
        "as_of": day,
        "cards": [kind_card(found.totals[kind], lists.of(kind), found.ended.get(kind, 0)) for kind in Project.Kind],
        "goals": goal_lines(tech_upgrade_goals(found.totals[Project.Kind.TECH_UPGRADE].figures, goals)) if goals else [],
        "pipeline": [
            (PIPELINE_WORDS[part.code], Count(part.count, lists.of(Project.Kind.INVESTMENT).address(stage=part.stages)))
            for part in found.pipeline
            if newest
        ],
        "scale": scale_card(user, goals, on=day) if newest else None,
        "findings": [finding_card(each, lists, day) for each in found.exceptions if newest or each.code not in OF_TODAY],
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


def kind_card(line: Line, lists: Lists, ended: int) -> dict:
    figures, period = line.figures, lists.choice.period
    return {
        "name": Project.Kind(lists.kind).label,
        "is_tech": lists.kind == Project.Kind.TECH_UPGRADE,
        "count": Count(figures.count, lists.address()),
        "ended": Count(ended, lists.address(alive="no")) if ended else None,
        "month_done": in_yi(figures.done_in_month),
        "month_name": month_name(period),
        "before_done": in_yi(figures.done_month_before) if figures.known_month_before else "",
        "before_name": month_name(shift(period, -1)),
        "unplaced_done": in_yi(figures.unplaced_done),
        "is_curved": figures.even_plan != figures.plan,
        "meter": meter(figures),
        "figures": figures,
        **texts(figures),
    }


def goal_lines(goals) -> list[dict]:
    return [
        goal_line(_("Projects in the plan"), goals.projects, "{:.0f}".format, _("items")),
        goal_line(_("Planned investment"), goals.investment, in_yi, _("hundred million yuan")),
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


def finding_card(finding: Finding, lists: Lists, day) -> dict:
    words = {
        "late_start": lambda project: overdue_words(project.planned_start_by, on=day),
        "late_finish": lambda project: overdue_words(project.planned_finish_by, on=day),
        "not_reported": lambda project: last_entry_words(project, on=day) if lists.choice.is_latest else "",
        "still": lambda project: days_ago(project.moved_on, on=day),
    }[finding.code]
    title = FINDING_WORDS.get(finding.code) or _("No movement for %(days)d days") % {"days": lists.still_days}
    return {
        "title": title,
        "count": Count(finding.count, lists.finding(finding.code)),
        "first": [project_line(project, words(project)) for project in finding.first],
        "more": finding.count - len(finding.first),
    }


def last_entry_words(project, *, on) -> str:
    """最近进展34天前: how long nothing has been heard of a project that was not reported."""
    return _("last entry %(ago)s") % {"ago": days_ago(project.moved_on, on=on)}


def project_line(project, words: str) -> dict:
    """A project by name: where it opens, what is the matter, and who carries it."""
    return {
        "name": project.name,
        "address": project.get_absolute_url(),
        "words": words,
        "who": project.officer.name if project.officer else project.officer_name,
        "remind": reverse("projects:project-remind", args=[project.pk]),
    }
