"""与上月比较: what the month brought against the one before, by department, district and leader, and whose light turned."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.overview_attention import month_block
from config.overview_boards import groups, rows, total
from config.overview_kinds import change_words
from config.overview_lists import Count, Lists
from config.overview_look import Look
from config.overview_markup import with_markup
from config.overview_names import leaders, names
from projects.reporting.board import Line
from projects.reporting.named_months import better, worse
from projects.showing import in_yi, signed
from zone.lib.months import shift, split

NAMED = 30  # so many projects whose light turned are named
LIGHTS = [("red", "red"), ("yellow", "yellow"), ("grey", "not_reported")]  # and what the board counts it as


@require_safe
def page(request):
    """`period` and `kind` as on the overview. January is compared with nothing: December belongs to another year's plan."""
    look = Look(request)
    line, lists, own, period = look.line, look.lists, look.own, look.choice.period
    turned = []
    if line.worse:
        turned.append(month_block("worse", line.worse, worse(own, period=period, most=NAMED), lists))
    if line.better:
        turned.append(month_block("better", line.better, better(own, period=period, most=NAMED), lists))
    called = names(leaders(look.found))
    context = look.head(called) | look.words()
    then = replace(lists, choice=replace(look.choice, period=shift(period, -1)))
    made = [
        {
            "title": group.title,
            "rows": [
                row | compared(line, row, before, then)
                for (_name, line), row, before in zip(group.lines, rows(group, lists), rows(group, then), strict=True)
            ],
        }
        for group in groups(look.found, called)
    ]
    of_all = total(line, lists)
    context |= {
        "title": _("Compared with the month before"),
        "breadcrumb": [(_("Progress overview"), f"{reverse('overview')}?{context['query']}"), (_("Compared with the month before"), "")],
        "is_january": split(period)[1] == 1,
        "board_total": of_all | compared(line, of_all, total(line, then), then),
        "groups": made,
        "turned": with_markup(turned, look.user),
    }
    return render(request, "overview/changes.html", context)


def compared(line: Line, row: dict, then: dict, lists: Lists) -> dict:
    """How the month before was, beside what the `row` of the board says of the month. `then`: the same row by the `lists` of that month."""
    figures, before = line.figures, line.before
    completion = None if before is None else before.completion
    here = then["count"].address
    return {
        "month_done": in_yi(figures.done_in_month),
        "before_done": in_yi(figures.done_month_before) if figures.known_month_before else "",
        "change": change_words(figures),
        "completion_before": "" if completion is None else f"{completion}",
        "by_completion_before": then["by_completion"],
        "gained": signed(line.completion_gained),
        "lights": [(code, _counted(line.lights_before, light, here, lists), row.get(code)) for light, code in LIGHTS],
    }


def _counted(lights, light: str, here: str, lists: Lists) -> Count | None:
    number = getattr(lights, light)
    return Count(number, here + lists.narrowed[light]) if number else None
