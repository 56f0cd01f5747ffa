"""The lines of 我的待办, written without a template: fifty of them take a third of the page's time otherwise."""

from collections.abc import Iterable

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from config.todo_rows import STATES, Row
from zone.lib.escaping import escaped

NO_ADDRESS = "/0/"
LINE_HTML = (
    '<tr data-row><th scope="row"><span class="todo-kind">{kind}</span>{new} {title}{detail}</th>\n'
    '<td data-label="{state_label}" class="short">{state}</td>\n'
    '<td data-label="{due_label}" class="wide">{due}</td>\n'
    "{whose}"
    '<td class="todo-act wide">{act}{remind}</td></tr>\n'
)
WHOSE_HTML = '<td data-label="{label}" class="short">{whose}</td>\n'
GATHERED_HTML = (
    '<details class="todo-gathered" hx-get="{opens}" hx-trigger="toggle once" hx-target="find .todo-parts"><summary>{title}</summary>'
    '<div class="todo-parts"><a href="{opens}">{words}</a></div></details>'
)


def line_markup(rows: Iterable[Row], request, *, tells_whose: bool) -> SafeString:
    """The rows as `<tr data-row>`; an act that writes is a form with the token of this request. `tells_whose`: with a cell for that."""
    states = {state: _state(state) for state in STATES}
    labels = {"state_label": escaped(_("State")), "due_label": escaped(_("By when"))}
    whose_label = escaped(pgettext("to-do", "Whose"))
    new = format_html(' <span class="todo-new">{}</span>', pgettext("since the last visit", "new"))
    one_by_one = escaped(_("Show them one by one"))
    urge = render_to_string("supervision/_remind.html", {"address": NO_ADDRESS})
    return SafeString(
        "".join(
            LINE_HTML.format(
                **labels,
                kind=escaped(row.kind),
                new=new if row.is_new else "",
                title=_title(row, one_by_one),
                detail=f'<div class="todo-detail">{escaped(row.detail)}</div>' if row.detail else "",
                state=states[row.state],
                due=_due(row),
                whose=WHOSE_HTML.format(label=whose_label, whose=escaped(row.whose)) if tells_whose else "",
                act=_act(row, request),
                remind=urge.replace(NO_ADDRESS, escaped(row.remind)) if row.remind else "",
            )
            for row in rows
        )
    )


def _state(state: str) -> SafeString:
    words, light = str(STATES[state]), {"overdue": "red", "due": "yellow", "soon": "yellow"}.get(state)
    return format_html('<span class="{}">{}</span>', f"light light-{light}" if light else "soft", words)


def _title(row: Row, one_by_one: str) -> str:
    if row.opens:
        return GATHERED_HTML.format(opens=escaped(row.opens), title=escaped(row.title), words=one_by_one)
    return f'<a href="{escaped(row.address)}">{escaped(row.title)}</a>'


def _due(row: Row) -> str:
    day = f'<time datetime="{row.line.due}">{row.line.due}</time> ' if row.line.due else ""
    words = escaped(row.due)
    return f'{day}<span class="late">{words}</span>' if row.state == "overdue" else f"{day}{words}"


def _act(row: Row, request) -> str:
    address, words = map(escaped, row.act)
    if row.posts:
        token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        return f'<form method="post" action="{address}" class="inline">{token}<button class="btn" type="submit">{words}</button></form>'
    return f'<a class="btn btn-primary" href="{address}">{words}</a>' if address else ""
