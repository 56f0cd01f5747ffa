"""进度总览: what leaders look at first: the year, what needs attention, then boards; every count opens the list that it counts."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.overview_attention import finding_block, month_block, tallies, waiting_reminders
from config.overview_boards import groups, names, stage_group, total
from config.overview_charts import curve_chart, curve_rows, stage_chart
from config.overview_choice import Choice
from config.overview_kinds import goal_lines, kind_row, pipeline_counts
from config.overview_lists import Lists
from config.overview_markup import board_cells, board_lines
from config.overview_scale import scale_card
from projects.models import Light, Project
from projects.reporting.goals import tech_upgrade_goals
from projects.reporting.named_months import red, turned_yellow
from projects.reporting.overview import NAMED, Overview, overview, year_projects
from projects.showing import month_name, span_words
from projects.standing import still_after
from zone.lib.clock import today
from zone.lib.months import last_day, shift
from zone.rules import rules

RIGHT = "projects.view_overview"


@dataclass(frozen=True, slots=True)
class Look:
    """What one person looks at: the choice, the figures in his scope, and where their counts lead. `own`: the projects that are counted;
    `named`: what the departments, districts and leaders of the board are called."""

    choice: Choice
    lists: Lists
    found: Overview
    own: object
    named: dict[str, dict[int, str]]
    day: date

    @classmethod
    def of(cls, request) -> "Look":
        user, day = request.user, today()
        if not user.has_perm(RIGHT):
            raise PermissionDenied
        choice = Choice.of(request.GET, on=day)
        still_days = still_after(day)
        seen = Project.objects.visible_to(user)
        is_whole = user.reach.whole and user.has_perm("projects.view_project")
        found = overview(seen, kind=choice.kind, period=choice.period, on=day, still_days=still_days, is_whole=is_whole)
        own = year_projects(seen, year=choice.year).filter(kind=choice.kind)
        return cls(choice, Lists(choice, still_days), found, own, names(found, user.reach), day)

    @property
    def line(self):
        """The line of all projects of the chosen kind."""
        return self.found.totals[self.choice.kind]

    def context(self, user) -> dict:
        choice = self.choice
        return {
            "choice": choice,
            "scope": scope_words(user.reach, self.named),
            "span": span_words(choice.period),
            "month_name": month_name(choice.period),
            "before_name": month_name(shift(choice.period, -1)),
            "as_of": self.day,
            "board_total": total(self.line, self.lists),
            "is_empty": not self.line.figures.count,
            "query": urlencode({"period": choice.period, "kind": choice.kind}),
            "rules_address": reverse("projects:light-rules"),
        }


@require_safe
def page(request):
    """`period` (a past month) and `kind` choose what is shown; a wrong one is said, and the usual one shown.

    Lateness, stages, movement and the firms above designated size are known as of today only: a past month shows its figures without them.
    """
    look, user = Look.of(request), request.user
    choice, found, lists, newest = look.choice, look.found, look.lists, look.choice.is_latest
    goals, upgrades = rules("goal", on=last_day(choice.period)) if user.reach.whole else {}, Project.Kind.TECH_UPGRADE
    made = [*groups(found, lists, look.named), *([stage_group(found.stages, lists)] if newest and found.stages else [])]
    shared = look.context(user)
    context = {
        **shared,
        "title": _("Progress overview"),
        "kinds": [kind_row(found.totals[kind], lists.of(kind), found.ended.get(kind, 0)) for kind in Project.Kind],
        "goals": goal_lines(tech_upgrade_goals(found.totals[upgrades].figures, goals), lists.of(upgrades)) if goals else [],
        "pipeline": pipeline_counts(found.pipeline, lists.of(Project.Kind.INVESTMENT)) if newest else [],
        "scale": scale_card(user, goals, on=look.day) if newest else None,
        "tallies": tallies(look.line, lists),
        "waiting": waiting_reminders(user),
        "told": by_light(look),
        "blocks": by_day(look),
        "total_cells": board_cells(shared["board_total"]),
        "groups": [{"title": group["title"], "markup": board_lines(group["rows"])} for group in made],
        "curve": curve_rows(found.curve),
        "curve_chart": curve_chart(found.curve),
        "stage_chart": stage_chart(found.stages),
        "curve_words": _("Planned and done since January, month by month"),
        "stage_words": _("Projects by stage"),
    }
    return render(request, "overview/overview.html", context)


def by_light(look: Look) -> list[dict]:
    """The red ones by name, and the others whose light got worse; two statements at most."""
    line, period, found = look.line, look.choice.period, []
    worse = line.worse
    if line.lights.red:
        found = red(look.own, period=period, most=NAMED)
        worse -= sum(month.light_before in (Light.GREEN, Light.YELLOW) for month in found)
    turned = turned_yellow(look.own, period=period, most=NAMED) if worse else []
    made = [month_block("red", line.lights.red, found, look.lists), month_block("worse", worse, turned, look.lists)]
    return [block for block in made if block["first"]]


def by_day(look: Look) -> list[dict]:
    """The other exceptions in which there are any."""
    return [block for finding in look.found.exceptions if (block := finding_block(finding, look.lists, look.day))]


def scope_words(reach, named: dict[str, dict[int, str]]) -> str:
    """Whose figures these are: the whole zone, the departments in the person's portfolio or his own, his district, or his own projects."""
    if reach.whole:
        return _("Whole zone")
    code, places = ("district", reach.districts) if reach.by_district else ("department", reach.departments)
    return "、".join([words for place, words in named[code].items() if place in places]) or _("my own projects")
