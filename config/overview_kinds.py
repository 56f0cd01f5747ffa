"""The first lines of the overview: how each kind of project fares against its plan, its schedule and the month before."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.overview_boards import texts
from config.overview_lists import Count, Lists
from config.overview_markup import count_link
from projects.models import Project
from projects.reporting.board import Line
from projects.reporting.figures import Figures, rounded
from projects.reporting.goals import Goal
from projects.showing import gap_words, in_yi, meter, spread_words
from zone.lib.showing import show_number

YI = 10_000  # 亿元 in 10,000 yuan

PIPELINE_WORDS = {
    "talking": gettext_lazy("in talks"),
    "signed": gettext_lazy("signed"),
    "building": gettext_lazy("building"),
    "finished": gettext_lazy("completed or producing"),
}


def kind_row(line: Line, lists: Lists, ended: int) -> dict:
    figures = line.figures
    return {
        "name": Project.Kind(lists.kind).label,
        "count": Count(figures.count, lists.address()),
        "ended": Count(ended, lists.address(alive="no")) if ended else None,
        "by_plan": lists.address(sort="-plan"),
        "by_completion": lists.address(sort="completion"),
        "gap_words": gap_words(figures),
        "spread_words": spread_words(figures),
        "month_done": in_yi(figures.done_in_month),
        "before_done": in_yi(figures.done_month_before) if figures.known_month_before else "",
        "change": change_words(figures),
        "unplaced": count_link(Count(figures.unplaced, lists.finding("unplaced"))) if figures.unplaced else "",
        "unplaced_done": in_yi(figures.unplaced_done),
        "is_curved": figures.even_plan != figures.plan,
        "meter": meter(figures),
        "figures": figures,
        **texts(figures),
    }


def change_words(figures: Figures) -> str:
    """▲0.31 or ▼0.43: how much more or less the month brought than the one before, 亿元, as the two printed figures differ; empty where the
    one before is not known."""
    if not figures.known_month_before:
        return ""
    more = rounded(figures.done_in_month / YI, 2) - rounded(figures.done_month_before / YI, 2)
    if not more:
        return _("as much")
    return f"{'▲' if more > 0 else '▼'}{show_number(abs(more), 2)}"


def pipeline_counts(pipeline, lists: Lists) -> list[tuple[str, Count]]:
    return [(PIPELINE_WORDS[part.code], Count(part.count, lists.address(stage=part.stages))) for part in pipeline if part.count]


def goal_lines(goals, lists: Lists) -> list[dict]:
    """`lists`: of the technical upgrades, where the projects in the plan are."""

    def counted(number) -> str:
        return count_link(Count(int(number), lists.address()))

    lines = [
        goal_line(_("Projects in the plan"), goals.projects, "{:.0f}".format, _("items"), reached=counted),
        goal_line(_("Planned investment"), goals.investment, in_yi, _("hundred million yuan")),
    ]
    return [line for line in lines if line]


def goal_line(name: str, goal: Goal, write, unit: str, *, reached=None) -> dict | None:
    """`write` makes the words of an amount; `reached` those of what is reached, where a list holds it."""
    if goal.value is None:
        return None
    return {
        "name": name,
        "goal": write(goal.value),
        "reached": (reached or write)(goal.reached),
        "missing": write(goal.missing) if goal.missing else "",
        "unit": unit,
    }
