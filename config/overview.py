"""进度总览: what leaders look at first: the year, what needs attention, then boards; every count opens the list that it counts."""

from datetime import timedelta

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.overview_attention import finding_block, month_block, tallies, title, waiting_reminders
from config.overview_boards import groups, stage_group, total
from config.overview_charts import curve_chart, curve_rows, stage_chart
from config.overview_kept import kept
from config.overview_kinds import goal_lines, kind_row, pipeline_counts
from config.overview_lists import DUE_DAYS
from config.overview_look import Look
from config.overview_markup import board_cells, board_lines, with_markup
from config.overview_names import Names, names, people
from config.overview_scale import scale_card
from projects.models import Light, Project
from projects.reporting.goals import tech_upgrade_goals
from projects.reporting.worst import asking, counts, ways, worst
from zone.kept_statements import kept_for
from zone.lib.months import last_day
from zone.lib.statements import Statement, counting, numbers
from zone.rules import rules

NAMED = 3  # so many projects are named of each thing that is the matter
FINDINGS = ("late_start", "late_finish", "not_reported", "still")


@require_safe
def page(request):
    """`period` (a past month) and `kind` choose what is shown; a wrong one is said, and the usual one shown.

    Lateness, stages, movement and the firms above designated size are known as of today only: a past month shows its figures without them.
    """
    look = Look(request)
    user, choice = look.user, look.choice
    goals = rules("goal", on=last_day(choice.period)) if user.reach.whole else {}
    scale = scale_card(user, goals, on=look.day) if choice.is_latest else None
    waiting = waiting_reminders(user)
    called, content = kept(look, (goals, scale, waiting), lambda: _made(request, look, goals, scale, waiting))
    return render(request, "overview/overview.html", {**look.head(called), "title": _("Progress overview"), "content": content})


def _made(request, look: Look, goals: dict, scale: dict | None, waiting) -> tuple[frozenset[int], Names, SafeString]:
    """Whose names are printed, what they are called, and the page below its head."""
    found, lists, newest, line = look.found, look.lists, look.choice.is_latest, look.line
    upgrades = Project.Kind.TECH_UPGRADE
    pressing = counts(line, period=look.choice.period, on=look.day, still_days=look.still_days)
    named = worst(_asking(look, ways(pressing)), look.choice.period)
    printed = people(found, [month for months in named.values() for month in months])
    called = names(printed)
    boards = [*groups(found, called), *([stage_group(found.stages)] if newest and found.stages else [])]
    worse = line.worse - sum(month.light_before in (Light.GREEN, Light.YELLOW) for month in named["red"])
    due = numbers(_due(look))[0] if newest else 0
    still = title("still", lists) if lists.tells_still else ""
    told = [month_block("red", line.lights.red, named["red"], lists), month_block("worse", worse, named["worse"], lists)]
    context = {
        **look.head(called),
        **look.words(),
        "kinds": [kind_row(found.totals[kind], lists.of(kind), found.ended.get(kind, 0)) for kind in Project.Kind],
        "goals": goal_lines(tech_upgrade_goals(found.totals[upgrades].figures, goals), lists.of(upgrades)) if goals else [],
        "pipeline": pipeline_counts(found.pipeline, lists.of(Project.Kind.INVESTMENT)) if newest else [],
        "scale": scale,
        "tallies": tallies(line, lists, due=due),
        "waiting": waiting,
        "told": with_markup((block for block in told if block["first"]), look.user),
        "blocks": with_markup(
            [finding_block(code, pressing[code], named[code], lists, look.day) for code in FINDINGS if pressing.get(code)],
            look.user,
        ),
        "still_words": still,
        "total_cells": board_cells(total(line, lists), still=still),
        "groups": [{"title": group.title, "markup": board_lines(group, lists, still=still)} for group in boards],
        "curve": curve_rows(found.curve),
        "curve_chart": curve_chart(found.curve),
        "stage_chart": stage_chart(found.stages),
        "curve_words": _("Planned and done since January, month by month"),
        "stage_words": _("Projects by stage"),
    }
    return printed, called, render_to_string("overview/_content.html", context, request)


def _due(look: Look) -> Statement:
    """The statement that counts what is to start or to finish soon."""
    until = look.day + timedelta(days=DUE_DAYS)
    return kept_for(look.user, "due", (*look.asked.values(), until), lambda: counting(look.own.due_between(look.day, until).values("pk")))


def _asking(look: Look, chosen: dict[str, bool]) -> Statement:
    """The statement of the worst by name."""
    user, asked = look.user, {**look.asked, "still_days": look.still_days, "most": NAMED}
    return kept_for(user, "worst", (*asked.values(), *chosen.items()), lambda: asking(look.seen, chosen, **asked))
