"""The rows of 月度填报, written without a template: fifty rows of eleven cells take a fifth of the time so."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.models import ProjectProgress
from projects.month_page import GridRow
from projects.month_row import FIGURES
from projects.report_conflicts import RETURNED, ROW
from projects.reports import FILES
from zone.attachments import ACCEPTED
from zone.lib.escaping import escaped
from zone.lib.months import split
from zone.lib.showing import clauses, colon, listed, month_of_year, show

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


class Words:
    """What is said of every row alike, translated and escaped once for the page."""

    def __init__(self, period: str) -> None:
        self.heads = {cell: escaped(head) for cell, head in labels(period).items()}
        self.colon = escaped(colon())
        self.unchanged, self.hand, self.attach = escaped(_("No change this month")), escaped(_("Hand in")), escaped(_("Attach"))
        self.reason, self.note, self.choose = escaped(_("Reason")), escaped(_("Note")), escaped(_("choose…"))
        self.not_reported, self.last_returned = escaped(_("not reported")), escaped(_("last month returned"))
        self.left_at_review = escaped(_("What you had typed when this report was confirmed, and not handed in"))
        self.left_at_lock = escaped(_("What you had typed when this month was locked, and not handed in"))
        self.discard = escaped(_("Discard"))
        self.add_file, self.drop_file = _("%(project)s: add a photo or voucher"), _("Remove %(name)s")
        self.withdraw_file = _("Withdraw %(name)s, which is handed in already")
        reasons = ProjectProgress.Difference.choices
        self.options = {value: f'<option value="{value}">{escaped(str(label))}</option>' for value, label in reasons}
        self.address = reverse("projects:project-detail", args=[0])
        self.report = reverse("projects:progress-detail", args=[0])


def markup(rows: Iterable[GridRow], period: str) -> SafeString:
    words = Words(period)
    return SafeString("".join(_project(each, words) for each in rows))


def _project(shown: GridRow, words: Words) -> str:
    row, project, heads = shown.row, shown.row.project, words.heads
    pk, name = project.pk, escaped(project.name)
    firm = project.firm_name or project.investor
    year = split(row.period)[0]
    cells = []
    for cell in ("invest_month", "invest_ytd", "funds_in_place", "physical_progress", "problems", "next_step"):
        more = ""
        if cell in shown.problems:
            more += f' aria-invalid="true" aria-describedby="said-{pk}"'
        if shown.is_closed:
            more += " readonly"
        facts = {"label": heads[cell], "cell": cell, "pk": pk, "name": name, "colon": words.colon, "more": more}
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
        address=words.address.replace("/0/", f"/{pk}/"),
        name=name,
        firm=f'<span class="firm">{escaped(firm)}</span>' if firm else "",
        plan_label=heads["plan"],
        plan=show(project.annual_plan) if project.plan_year == year else "",
        last_label=heads["last"],
        last=_last(shown, words),
        cells="".join(cells),
        files=_files(shown, words, name),
        state_cell=_state(shown, words, name),
        said=_said(shown, words),
    )


def _last(shown: GridRow, words: Words) -> str:
    """Last month's sum; where none stands, the last one that is known, with its month, and that last month's was returned."""
    row = shown.row
    if row.base is not None:
        return show(row.base)
    why = words.last_returned if row.is_before_returned else words.not_reported
    if row.earlier is None:
        return f'<span class="soft">{why}</span>'
    month = escaped(month_of_year(split(row.earlier.period)[1]))
    told = clauses([month, why] if row.is_before_returned else [month])
    return f'{show(row.earlier.invest_ytd)} <span class="soft">({told})</span>'


def _files(shown: GridRow, words: Words, name: str) -> str:
    pk, lines = shown.row.project.pk, []
    for file, file_name, is_handed_in in shown.files:
        told = escaped(file_name)
        if is_handed_in:
            told = f'<a href="{reverse("projects:month-file", args=[pk, file])}">{told}</a>'
        if not (is_handed_in and shown.is_closed):
            drop = escaped((words.withdraw_file if is_handed_in else words.drop_file) % {"name": file_name})
            told += f' <button class="drop" name="act" value="drop-{pk}-{file}" aria-label="{drop}">×</button>'
        lines.append(f'<li title="{escaped(file_name)}">{told}</li>')
    chooser = ""
    if not shown.is_closed:
        label = escaped(words.add_file) % {"project": name}
        invalid = f' aria-invalid="true" aria-describedby="said-{pk}"' if FILES in shown.problems else ""
        chooser = (
            f'<label class="attach">{words.attach}<input class="chooser" type="file" name="file-{pk}" accept="{ACCEPTED}" '
            f'aria-label="{label}"{invalid}></label>'
        )
    held = f'<ul class="held" data-files>{"".join(lines)}</ul>'
    return f'<td class="files wide" data-label="{words.heads[FILES]}">{held}{chooser}</td>'


def _state(shown: GridRow, words: Words, name: str) -> str:
    actions = ""
    if not shown.is_closed:
        actions = ACTIONS_HTML.format(
            pk=shown.row.project.pk,
            name=name,
            colon=words.colon,
            unchanged=words.unchanged,
            hand=words.hand,
            checked=" checked" if shown.cells["is_unchanged"] else "",
        )
    by = f'<span class="by">{escaped(shown.by_words)}</span>' if shown.by_words else ""
    state = escaped(shown.state_words)
    if shown.is_closed and shown.row.own:  # where nothing is typed any more, it leads to what was reported
        state = f'<a href="{words.report.replace("/0/", f"/{shown.row.own.pk}/")}">{state}</a>'
    return STATE_HTML.format(label=words.heads["state"], words=state, by=by, actions=actions)


def _said(shown: GridRow, words: Words) -> str:
    pk, reason = shown.row.project.pk, shown.cells["difference_reason"]
    lines = []
    for cell in sorted(shown.problems, key=lambda cell: (cell != RETURNED, cell != ROW)):
        head = f"{words.heads[cell]}{words.colon}" if cell in words.heads else ""
        lines.append(f"<li>{head}{escaped(shown.problems[cell])}</li>")
    if shown.left_over:
        typed = listed(f"{words.heads[cell]}{words.colon}{escaped(text)}" for cell, text in shown.left_over.items())
        button = f'<button class="btn btn-row no-print" name="act" value="forget-{pk}">{words.discard}</button>'
        told = words.left_at_review if shown.row.is_confirmed else words.left_at_lock
        lines.append(f"<li>{told}{words.colon}{typed} {button}</li>")
    why = ""
    if not shown.is_closed:
        chosen = {reason: words.options[reason].replace(">", " selected>", 1)} if reason in words.options else {}
        why = WHY_HTML.format(
            pk=pk,
            hidden="" if shown.wants_reason else " hidden",
            reason_label=words.reason,
            note_label=words.note,
            choose=words.choose,
            options="".join({**words.options, **chosen}.values()),
            note=escaped(shown.cells["difference_note"]),
        )
    return SAID_HTML.format(pk=pk, hidden="" if lines or shown.wants_reason else " hidden", lines="".join(lines), why=why)
