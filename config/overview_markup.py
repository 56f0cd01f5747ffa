"""The lines of the board and the projects by name, written without a template: a hundred and thirty lines of eleven cells take most of
the page's time otherwise."""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from config.overview_attention import REMIND_RIGHT
from config.overview_boards import Group, row
from config.overview_lists import Count, Lists
from projects.filters import NONE
from projects.models import Light
from projects.reporting.board import Line
from zone.lib.escaping import escaped

NO_ADDRESS = "/0/"


def board_lines(group: Group, lists: Lists, *, still: str = "") -> SafeString:
    """The lines as `<tr>`, a count and a figure each as the link to the list it was taken from. `still`: the head of the column of those
    that stand still, where there is one."""
    pattern, dimension = "<tr>" + _cells(still) + "</tr>", group.dimension
    return SafeString("".join([_line(pattern, dimension, name, line, lists, still) for name, line in group.lines]))


@lru_cache(maxsize=2048)
def _line(pattern: str, dimension: str, name: str, line: Line, lists: Lists, still: str) -> str:
    """All that it says follows from what is given, the language from the labels of the pattern: after a report of one project all lines but
    a few are as they were."""
    return pattern % _texts(row(name, line, lists, lists.of_line(dimension, line.key or NONE)), still)


def board_cells(row: dict, *, still: str = "") -> SafeString:
    """The cells of one row, for a `<tr>` of the template's own."""
    return SafeString(_cells(still) % _texts(row, still))


def _cells(still: str) -> str:
    """The cells with a place for the text of each; labels are escaped, and a percent sign in one is none of the pattern's."""
    labels = (
        _("Projects"),
        _("Planned"),
        _("Done"),
        _("Completion rate"),
        _("Against schedule"),
        _("A month needed"),
        _("red light"),
        _("yellow light"),
        _("Not reported"),
        _("Got worse"),
        *([still] if still else []),
    )
    cells = [format_html('<td class="number" data-label="{}">', label).replace("%", "%%") + "%s</td>" for label in labels]
    return '<th scope="row">%s</th>' + "".join(cells)


def _texts(row: dict, still: str) -> tuple[str, ...]:
    """What stands in the cells, safe for HTML."""
    by_completion = escaped(row["by_completion"])
    return (
        escaped(str(row["name"])),
        _count(row["count"]),
        _link(escaped(row["by_plan"]), row["plan"]),
        _link(by_completion, row["done"]),
        _link(by_completion, row["completion"]),
        _link(by_completion, row["gap"]),
        _link(by_completion, row["catch_up"]),
        _count(row.get("red")),
        _count(row.get("yellow")),
        _count(row.get("not_reported")),
        _count(row.get("worse")),
        *([_count(row.get("still"))] if still else []),
    )


def _link(address: str, words: str) -> str:
    return f'<a href="{address}">{escaped(words)}</a>' if words else ""


def _count(count: Count | None) -> str:
    """Nothing where there is none to count."""
    return "" if count is None else count_link(count)


def count_link(count: Count) -> SafeString:
    """A count amid words, as the link to the list that it was taken from."""
    return SafeString(f'<a href="{escaped(count.address)}" data-count="{count.value:d}">{count.value:d}</a>')


def with_markup(blocks: Iterable[dict], user) -> list[dict]:
    """Blocks of `config.overview_attention`, each with its projects as `<li>`: what is the matter, who carries them, and for those who may
    urge the way to do so; nobody is urged for what got better."""
    blocks = list(blocks)
    lights = {light: f'<span class="light light-{light}">{escaped(str(light.label))}</span>' for light in Light} if blocks else {}
    remind = render_to_string("supervision/_remind.html", {"address": NO_ADDRESS}) if blocks and user.has_perm(REMIND_RIGHT) else ""
    urge = f' <span class="urge no-print">{remind}</span>' if remind else ""
    return [
        {
            **block,
            "markup": SafeString("".join([_named(line, lights, "" if block["code"] == "better" else urge) for line in block["first"]])),
        }
        for block in blocks
    ]


def _named(line: dict, lights: dict[str, str], urge: str) -> str:
    before = line.get("light_before")
    turned = f"{lights[before]} → {lights[line['light']]} " if before else ""
    return (
        f'<li><a class="name" href="{escaped(line["address"])}">{escaped(line["name"])}</a>'
        f' <span class="matter">{turned}{escaped(line["words"])}</span> <span class="who">{escaped(line["who"])}</span>'
        f"{urge.replace(NO_ADDRESS, escaped(line['remind']))}</li>"
    )
