"""The rows of 月度填报, written without a template: fifty rows of eleven cells take a fifth of the time so."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.models import ProjectProgress
from projects.month_page import GridRow
from projects.month_row import FIGURES
from projects.reports import FILES, ROW
from zone.attachments import ACCEPTED
from zone.lib.escaping import escaped
from zone.lib.months import split
from zone.lib.showing import colon, month_of_year, show

LENGTHS = {name: ProjectProgress._meta.get_field(name).max_length for name in ("physical_progress", "problems", "next_step")}
ROW_HTML = (
    '<tbody class="project is-{state}" data-project="{pk}" data-base="{base}">'
    '<tr data-row><th scope="row"><a href="{address}">{name}</a><input type="hidden" name="row" value="{pk}:{version}">{firm}</th>'
    '<td class="number" data-label="{plan_label}">{plan}</td><td class="number" data-label="{last_label}">{last}</td>'
    "{cells}{files}{state_cell}</tr>{said}</tbody>"
)
FIGURE_HTML = (
    '<td class="number typed" data-label="{label}"><input class="cell" name="{cell}-{pk}" value="{value}" placeholder="{hint}" '
    'inputmode="decimal" autocomplete="off" aria-label="{name}{colon}{label}"{more}></td>'
)
TEXT_HTML = (
    '<td class="typed wide" data-label="{label}"><textarea class="cell{soft}" name="{cell}-{pk}" rows="2" maxlength="{longest}" '
    'autocomplete="off" aria-label="{name}{colon}{label}"{more}>{value}</textarea></td>'
)
STATE_HTML = (
    '<td class="state wide" data-label="{label}"><span class="row-state" data-state>{words}</span>{by}'
    '<div class="row-acts">{actions}</div></td>'
)
ACTIONS_HTML = (
    '<label class="unchanged"><input type="checkbox" name="is_unchanged-{pk}" value="on" aria-label="{name}{colon}{unchanged}"{checked}> '
    '{unchanged}</label><button class="btn btn-row" name="act" value="row-{pk}" aria-label="{name}{colon}{hand}">{hand}</button>'
)
SAID_HTML = '<tr class="said"{hidden}><td colspan="11"><ul id="said-{pk}" data-said>{lines}</ul>{why}</td></tr>'
WHY_HTML = (
    '<div class="why" data-why{hidden}><label>{reason_label} <select class="form-select" name="difference_reason-{pk}">'
    '<option value="">{choose}</option>{options}</select></label> <label>{note_label} <input class="form-control" '
    'name="difference_note-{pk}" value="{note}" maxlength="200" autocomplete="off"></label></div>'
)


def labels(period: str) -> dict[str, str]:
    """The heads of the columns by cell, in their order."""
    month = split(period)[1]
    return {
        "plan": _("Year's plan"),
        "last": _("Sum until last month"),
        "invest_month": _("In the month"),
        "invest_ytd": _("Sum of January to %(month)s") % {"month": month_of_year(month)} if month > 1 else _("Sum of January"),
        "funds_in_place": _("Funds in place"),
        "physical_progress": _("Visual progress"),
        "problems": _("Problems"),
        "next_step": _("Next step"),
        FILES: _("Attachments"),
        "state": _("State"),
    }


def markup(rows: Iterable[GridRow], period: str) -> SafeString:
    heads = labels(period)
    return SafeString("".join(_project(each, heads) for each in rows))


def _project(shown: GridRow, heads: dict[str, str]) -> str:
    row, project = shown.row, shown.row.project
    pk, name, after = project.pk, escaped(project.name), colon()
    firm = project.enterprise.name if project.enterprise else project.investor
    year = split(row.period)[0]
    cells = []
    for cell in ("invest_month", "invest_ytd", "funds_in_place", "physical_progress", "problems", "next_step"):
        more = ""
        if cell in shown.problems:
            more += f' aria-invalid="true" aria-describedby="said-{pk}"'
        if shown.is_closed:
            more += " readonly"
        facts = {"label": escaped(heads[cell]), "cell": cell, "pk": pk, "name": name, "colon": after, "more": more}
        value = escaped(shown.cells[cell])
        if cell in FIGURES:
            cells.append(FIGURE_HTML.format(value=value, hint=escaped(shown.hints.get(cell, "")), **facts))
        else:
            soft = " carried" if cell in shown.carried else ""
            cells.append(TEXT_HTML.format(value=f"\n{value}" if value else "", soft=soft, longest=LENGTHS[cell], **facts))
    return ROW_HTML.format(
        state=shown.state,
        pk=pk,
        base="" if row.base is None else row.base.normalize().__format__("f"),
        version=row.version,
        address=project.get_absolute_url(),
        name=name,
        firm=f'<span class="firm">{escaped(firm)}</span>' if firm else "",
        plan_label=escaped(heads["plan"]),
        plan=show(project.annual_plan) if project.plan_year == year else "",
        last_label=escaped(heads["last"]),
        last=_last(shown),
        cells="".join(cells),
        files=_files(shown, heads),
        state_cell=_state(shown, heads, name, after),
        said=_said(shown),
    )


def _last(shown: GridRow) -> str:
    """Last month's sum; where it was not reported, the last one that is known, with its month."""
    row = shown.row
    if row.base is not None:
        return show(row.base)
    if row.earlier is None:
        return format_html('<span class="soft">{}</span>', _("not reported"))
    month = month_of_year(split(row.earlier.period)[1])
    return format_html('{} <span class="soft">({})</span>', show(row.earlier.invest_ytd), month)


def _files(shown: GridRow, heads: dict[str, str]) -> str:
    pk, project = shown.row.project.pk, shown.row.project
    lines = []
    for file, name, is_handed_in in shown.files:
        if is_handed_in:
            address = reverse("projects:month-file", args=[pk, file])
            lines.append(format_html('<li><a href="{}">{}</a></li>', address, name))
        else:
            drop = _("Remove %(name)s") % {"name": name}
            button = format_html('<button class="drop" name="act" value="drop-{}-{}" aria-label="{}">×</button>', pk, file, drop)
            lines.append(format_html("<li>{} {}</li>", name, button))
    held = format_html('<ul class="held" data-files>{}</ul>', SafeString("".join(lines)))
    chooser = ""
    if not shown.is_closed:
        label = _("%(project)s: add a photo or voucher") % {"project": project.name}
        invalid = format_html(' aria-invalid="true" aria-describedby="said-{}"', pk) if FILES in shown.problems else ""
        chooser = format_html(
            '<label class="attach">{}<input class="chooser" type="file" name="file-{}" accept="{}" aria-label="{}"{}></label>',
            _("Attach"),
            pk,
            ACCEPTED,
            label,
            invalid,
        )
    return format_html('<td class="files wide" data-label="{}">{}{}</td>', heads[FILES], held, chooser)


def _state(shown: GridRow, heads: dict[str, str], name: str, after: str) -> str:
    actions = ""
    if not shown.is_closed:
        actions = ACTIONS_HTML.format(
            pk=shown.row.project.pk,
            name=name,
            colon=after,
            unchanged=_("No change this month"),
            hand=_("Hand in"),
            checked=" checked" if shown.cells["is_unchanged"] else "",
        )
    by = f'<span class="by">{escaped(shown.by_words)}</span>' if shown.by_words else ""
    return STATE_HTML.format(label=escaped(heads["state"]), words=escaped(shown.state_words), by=by, actions=actions)


def _said(shown: GridRow) -> str:
    pk = shown.row.project.pk
    heads = labels(shown.row.period)
    lines = format_html_join(
        "",
        "<li>{}{}</li>",
        ((f"{heads[cell]}{colon()}" if cell in heads else "", text) for cell, text in shown.problems.items() if cell != ROW),
    )
    if ROW in shown.problems:
        lines = format_html("<li>{}</li>{}", shown.problems[ROW], lines)
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, SafeString(" selected") if shown.cells["difference_reason"] == value else "", label)
            for value, label in ProjectProgress.Difference.choices
        ),
    )
    why = WHY_HTML.format(
        pk=pk,
        hidden="" if shown.wants_reason else " hidden",
        reason_label=escaped(_("Reason")),
        note_label=escaped(_("Note")),
        choose=escaped(_("choose…")),
        options=options,
        note=escaped(shown.cells["difference_note"]),
    )
    return SAID_HTML.format(
        pk=pk, hidden="" if shown.problems or shown.wants_reason else " hidden", lines=lines, why="" if shown.is_closed else why
    )
