"""The rows of 月度填报 as they are shown: what stands in each cell, what would follow if it stayed empty, what is wrong, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import ProgressDraft, Project, ProjectProgress
from projects.models.progress import OPEN, RETURNED, STANDING, UNCONFIRMED
from projects.month_row import FIGURES, TEXTS, TYPED, MonthRow, figure_text, load_rows, look_back
from projects.report_conflicts import merged, plain
from projects.reports import FILES, judged, returned_words
from zone.kept_statements import kept_for
from zone.lib.statements import Statement, asked, selecting
from zone.models import Attachment
from zone.reporting_months import is_locked_month
from zone.reporting_window import day_words

State = ProjectProgress.State
# What a row reads of its project; a project has eighty columns.
READ = ("name", "investor", "stage", "annual_plan", "plan_year", "actual_start_on", "total_investment", "total_is_approximate")
SHOWN = ("reported", "open", "returned", "draft")


@dataclass(slots=True)
class GridRow:
    """`hints`: the figure that is taken where its cell stays empty; `files`: (id, name, whether it is handed in already); `left_over`: by
    cell what this person had typed and not handed in when the report was confirmed or its month locked."""

    row: MonthRow
    cells: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    files: list[tuple[int, str, bool]] = field(default_factory=list)
    left_over: dict[str, str] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    state: str = ""
    state_words: str = ""
    by_words: str = ""
    wants_reason: bool = False
    is_closed: bool = False


def gridded(*, period: str, by, whose: str):
    """The projects whose month this person reports; `mine`: of which he is the officer."""
    projects = Project.objects.reportable_by(by).in_grid(period)
    return projects.filter(officer=by) if whose == "mine" else projects


def shown(*, show: str, period: str, by, whose: str, is_locked: bool):
    """Of the projects in the grid those that a count has opened."""
    projects = gridded(period=period, by=by, whose=whose)
    if show == "reported":
        return projects.filter(STANDING)
    if show == "open":
        return projects.filter(OPEN)
    if show == "returned":
        return projects.filter(RETURNED)
    if show == "draft":
        return projects.filter(drafted(period=period, by=by, is_locked=is_locked))
    return projects


def drafted(*, period: str, by, is_locked: bool) -> Q:
    """Of the projects in the grid those of which this person has typed something that can still be handed in: none in a locked month."""
    if is_locked:
        return Q(pk__in=[])
    return UNCONFIRMED & Q(Exists(ProgressDraft.objects.filter(user=by, period=period, project=OuterRef("pk"))))


def drafts_besides(ids: Sequence[int], *, period: str, by) -> int:
    """How many projects of this person's grid hold a draft of his that can be handed in, and are none of these."""
    drafts = drafted(period=period, by=by, is_locked=is_locked_month(period))
    return Project.objects.reportable_by(by).in_grid(period).filter(drafts).exclude(pk__in=ids).count()


def counted(*, period: str, by, whose: str, is_locked: bool) -> dict[str, int]:
    """How many projects each of `SHOWN` opens, and `total`. One statement."""

    def counting() -> Statement:
        drafts = Count("pk", filter=drafted(period=period, by=by, is_locked=is_locked))
        states = gridded(period=period, by=by, whose=whose).order_by().values_list("own__state")
        return selecting(states.annotate(count=Count("pk"), drafts=drafts))

    rows = asked(kept_for(by, "grid", (period, is_locked, whose), counting))
    by_state = {state: count for state, count, _drafts in rows}
    total, returned, unreported = sum(by_state.values()), by_state.get(State.RETURNED, 0), by_state.get(None, 0)
    return {
        "total": total,
        "reported": total - returned - unreported,
        "open": returned + unreported,
        "returned": returned,
        "draft": sum(drafts for _state, _count, drafts in rows),
    }


def grid_rows(ids: Sequence[int], *, period: str, by, is_closed: bool, is_locked: bool, on: date) -> list[GridRow]:
    """The rows of these projects, in their order; `is_closed`: the month takes no reports, as a locked one and one not open yet."""
    found = Project.objects.only(*READ).annotate(firm_name=F("enterprise__name")).filter(pk__in=ids)
    by_id = {project.pk: project for project in found}
    rows = load_rows([by_id[pk] for pk in ids], period=period, by=by)
    look_back(rows, {row.project.pk: row.draft.opened_version if row.draft else row.version for row in rows})
    files = _files(rows)
    shown_rows = [_grid_row(row, is_locked, on) for row in rows]
    for each in shown_rows:
        each.files = files.get(each.row.project.pk, [])
        each.is_closed = is_closed or each.row.is_confirmed
    return shown_rows


def _grid_row(row: MonthRow, is_locked: bool, on: date) -> GridRow:
    stands, has_draft = row.cells(row.own), row.draft is not None and not (row.is_confirmed or is_locked)
    if not has_draft:
        shown = GridRow(row, stands, left_over=_left_over(row, stands))
        if row.own is not None:
            shown.hints = {name: figure_text(getattr(row.own, name)) for name in FIGURES}
            shown.wants_reason = bool(row.own.difference_reason)
    else:
        reading = judged(row, row.draft.cells)
        shown = GridRow(row, merged(row, row.draft.cells), dict(reading.problems), wants_reason=reading.wants_reason)
        shown.hints = {name: figure_text(reading.values.get(name)) for name in FIGURES}
        if problem := row.draft.cells.get("file_problem"):
            shown.problems[FILES] = problem
    if row.own is None and row.carried is not None:
        shown.hints.setdefault("funds_in_place", figure_text(row.carried.funds_in_place))
        words = row.cells(None)
        shown.carried = frozenset(name for name in TEXTS if words[name] and shown.cells[name] == words[name])
    shown.problems = {**returned_words(row), **shown.problems}
    shown.state, shown.state_words = _state(row, has_draft, is_locked, on)
    shown.by_words = actor_words(row.own) if row.own else ""
    return shown


def _left_over(row: MonthRow, stands: dict[str, str]) -> dict[str, str]:
    typed = {name: plain(row.draft.cells.get(name, "")) for name in TYPED} if row.draft else {}
    return {name: text for name, text in typed.items() if text and text != plain(stands[name])}


def _state(row: MonthRow, has_draft: bool, is_locked: bool, on: date) -> tuple[str, str]:
    if has_draft:
        return "draft", _("Draft %(time)s") % {"time": moment_words(row.draft.saved_at, on=on)}
    if row.own is None:
        return "open", _("Not reported (locked)") if is_locked else _("Not filled in")
    words = {State.SUBMITTED: _("Handed in"), State.RETURNED: _("Returned"), State.CONFIRMED: _("Confirmed")}[row.own.state]
    at = row.own.reported_at if row.own.state == State.SUBMITTED else row.own.reviewed_at
    return row.own.state, f"{words} {moment_words(at, on=on) if at else ''}".strip()


def actor_words(report: ProjectProgress) -> str:
    """Who brought the report into its state: who handed it in, or who reviewed it."""
    if report.state == State.SUBMITTED:
        return recorder_words(report)
    return report.reviewed_by.name if report.reviewed_by else ""


def recorder_words(report: ProjectProgress) -> str:
    """王某 代 李某; one name where he reports his own."""
    if report.recorded_by is None:
        return ""
    if report.recorded_for is None:
        return report.recorded_by.name
    return _("%(writer)s for %(officer)s") % {"writer": report.recorded_by.name, "officer": report.recorded_for.name}


def moment_words(at: datetime, *, on: date) -> str:
    """The time of a moment of the day, the day of another one."""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() in (on, timezone.localdate()) else day_words(local.date())


def _files(rows: Sequence[MonthRow]) -> dict[int, list[tuple[int, str, bool]]]:
    """The attachments of each row, those of its report first. Two statements."""
    projects = {row.own.pk: row.project.pk for row in rows if row.own is not None}
    found: dict[int, list[tuple[int, str, bool]]] = {}
    held = ProjectProgress.attachments.through.objects.filter(projectprogress__in=list(projects)).order_by("attachment")
    for report, pk, name in held.values_list("projectprogress", "attachment", "attachment__name"):
        found.setdefault(projects[report], []).append((pk, name, True))
    waiting = {file: row.project.pk for row in rows for file in row.files}
    for pk, name in Attachment.objects.filter(pk__in=waiting).order_by("pk").values_list("pk", "name"):
        found.setdefault(waiting[pk], []).append((pk, name, False))
    return found


def waiting_files(projects: Sequence[int], *, period: str, by) -> dict[int, list[tuple[int, str]]]:
    """By project the files (id, name) that this person's drafts hold. Two statements."""
    drafts = ProgressDraft.objects.filter(user=by, period=period, project__in=projects)
    held = {file: draft.project_id for draft in drafts for file in draft.cells.get("files", [])}
    found: dict[int, list[tuple[int, str]]] = {}
    for pk, name in Attachment.objects.filter(pk__in=held).order_by("pk").values_list("pk", "name"):
        found.setdefault(held[pk], []).append((pk, name))
    return found
