"""Reporting a month: what is typed is kept as a draft; handing in makes it the report. Sets of rows, whatever their number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects import standing
from projects.models import ProgressDraft, Project, ProjectProgress
from projects.month_row import MonthRow, load_rows, look_back
from projects.report_conflicts import RETURNED, ROW, conflict_words, is_touched, merged
from projects.report_reading import Reading, read
from projects.report_writing import write_drafts, write_reports
from zone.attachments import digest_of, storing
from zone.editing import save_edit, save_once, saved_before
from zone.lib.clock import today
from zone.lib.database import hold_writers
from zone.lib.showing import month_words
from zone.models import Attachment
from zone.reporting_months import check_open, is_locked_month
from zone.reporting_window import Window, day_words, window

FILES = "files"  # the key of a problem of its attachments
State = ProjectProgress.State


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as it was sent. `opened_version`: of the report that its writer saw, 0 for none; `is_asked`: he meant this very row."""

    project: int
    cells: Mapping[str, str]
    opened_version: int = 0
    is_asked: bool = False


@dataclass(slots=True)
class Outcome:
    """`handed`: projects whose report was written; `refused`: problems by cell, by project; `foreign`: how many are not this person's."""

    handed: list[int] = field(default_factory=list)
    refused: dict[int, dict[str, str]] = field(default_factory=dict)
    foreign: int = 0
    is_repeated: bool = False


def check_month(opening: Window) -> None:
    """Raises ValidationError at `period` for a month that is locked, and for one whose reporting has not begun."""
    check_open([opening.period])
    if not opening.is_open(on=today()):
        facts = {"month": month_words(opening.period), "day": day_words(opening.opens_on)}
        told = _("%(month)s cannot be reported yet; it opens on %(day)s.") % facts
        raise ValidationError({"period": ValidationError(told, code="future_period")})


@transaction.atomic
def save_drafts(*, by, period: str, rows: Iterable[Typed]) -> dict[int, Reading]:
    """Keep what was typed, for this person alone; what stands there anyhow is no draft. What each kept row says, by project.

    What he had typed when a report was confirmed or its month locked stays until he drops it himself (`drop_draft`). Raises
    PermissionDenied where he reports none of these projects.
    """
    typed, known, _foreign = _rows_of(by, period, rows)
    kept, found, is_locked = [], {}, is_locked_month(period)
    for row in known:
        sent = typed[row.project.pk]
        if is_touched(row, sent.cells) or (_brings_files(row) and not is_locked):
            kept.append((row, sent.cells))
            reading = found[row.project.pk] = judged(row, sent.cells)
            reading.problems = {**returned_words(row), **reading.problems}
    write_drafts(by, period, kept)
    if not is_locked:
        _drop_drafts(by, period, [row for row in known if row.project.pk not in found])
    return found


def keep_file(*, by, period: str, upload, sent: Typed) -> Attachment:
    """Keep a photo or voucher with the draft of a row. Raises ValidationError in words, PermissionDenied.

    Not to be called within a transaction (see `zone.attachments.storing`).
    """
    check_month(window(period))
    _typed, (row,), _foreign = _rows_of(by, period, [sent])
    if row.is_confirmed:
        raise ValidationError(_confirmed_words())
    same = Attachment.objects.filter(sha256=digest_of(upload))
    twin = same.filter(pk__in=row.files).first() or (same.filter(projectprogress=row.own).first() if row.own else None)
    if twin:
        raise ValidationError(_("“%(name)s” is among the attachments already.") % {"name": twin.name}, code="twin")
    with storing(upload, by=by) as attachment:
        write_drafts(by, period, [(row, sent.cells)], files={row.project.pk: [*row.files, attachment.pk]})
    return attachment


@transaction.atomic
def drop_file(*, by, period: str, project: int, attachment: int) -> None:
    """Take a file back: one that is not handed in yet, or until it is confirmed one of the report, whose history keeps its name.

    Raises ValidationError where the report is confirmed or its month takes none, PermissionDenied where he does not report the project.
    """
    draft = ProgressDraft.objects.select_for_update().filter(user=by, period=period, project=project).first()
    if draft is not None and attachment in draft.cells.get("files", []):
        draft.cells["files"] = [each for each in draft.cells["files"] if each != attachment]
        draft.save(update_fields=["cells", "saved_at"])
    else:
        _withdraw(by, period, project, attachment)


def _withdraw(by, period: str, project: int, attachment: int) -> None:
    check_month(window(period))
    if not Project.objects.reportable_by(by).filter(pk=project).exists():
        raise PermissionDenied
    report = ProjectProgress.objects.select_for_update().filter(project=project, period=period).first()
    file = report.attachments.filter(pk=attachment).first() if report else None
    if file is None:
        return
    if report.state == State.CONFIRMED:
        raise ValidationError(_confirmed_words())
    report.attachments.remove(file)
    told = _("File withdrawn: %(name)s") % {"name": file.name}
    save_edit(report, ["state"], opened_version=report.version, by=by, reason=told)  # as it was: a version that says why


def drop_draft(*, by, period: str, project: int) -> None:
    """Drop what this person had typed of a project and not handed in."""
    ProgressDraft.objects.filter(user=by, period=period, project=project).delete()


def hand_in(
    *, by, period: str, rows: Iterable[Typed], token: UUID, address: str, file_problems: Mapping[int, str] | None = None
) -> Outcome:
    """Write the reports of all rows that were changed, once for each token; rows that are refused stay drafts with what is wrong.

    `address`: where the grid is looked at afterwards; `file_problems`: what was wrong with a row's file. Raises PermissionDenied.
    """
    outcome = Outcome(is_repeated=True)
    if saved_before(token, by=by):
        return outcome

    def save() -> str:
        outcome.is_repeated = False
        _hand_in(outcome, by, period, rows, file_problems or {})
        return address

    save_once(token, save, by=by)
    return outcome


def _hand_in(outcome: Outcome, by, period: str, rows: Iterable[Typed], file_problems: Mapping[int, str]) -> None:
    hold_writers(ProjectProgress)  # from the look at the versions to the write nobody else reports
    typed, known, outcome.foreign = _rows_of(by, period, rows)
    closed = closed_words(window(period))
    written: list[tuple[MonthRow, Reading]] = []
    kept: list[tuple[MonthRow, Mapping[str, str]]] = []
    for row in known:
        pk, sent = row.project.pk, typed[row.project.pk]
        if not _is_meant(row, sent) and pk not in file_problems:
            continue
        reading = judged(row, sent.cells)
        if closed:
            reading.problems = {ROW: closed}
        if pk in file_problems:
            reading.problems[FILES] = file_problems[pk]
        if reading.problems:
            outcome.refused[pk] = reading.problems
            kept.append((row, sent.cells))
        elif row.files or not _says_the_same(row, reading):
            written.append((row, reading))
    write_reports(by, period, written)
    write_drafts(by, period, kept, file_problems=file_problems)
    if not closed:
        _drop_drafts(by, period, [row for row in known if row.project.pk not in outcome.refused])
    outcome.handed = [row.project.pk for row, _reading in written]
    if outcome.handed:
        standing.refresh(outcome.handed, on=today(), since=period, plans_stand=True)


def judged(row: MonthRow, cells: Mapping[str, str]) -> Reading:
    """What the row says, and what keeps it from being handed in: its own figures, or what was written of it meanwhile."""
    reading = read(row, merged(row, cells))
    if row.is_confirmed:
        reading.problems = {ROW: _confirmed_words()}
    elif row.is_overtaken:
        reading.problems |= conflict_words(row, cells)
    return reading


def _is_meant(row: MonthRow, sent: Typed) -> bool:
    """A row is handed in if anything was typed, or if it was asked for and is not handed in as it stands."""
    is_owed = row.own is None or row.own.state == State.RETURNED
    return is_touched(row, sent.cells) or _brings_files(row) or (sent.is_asked and is_owed)


def _brings_files(row: MonthRow) -> bool:
    return bool(row.files) and not row.is_confirmed


def _says_the_same(row: MonthRow, reading: Reading) -> bool:
    """3,100 for 3100 is no new report."""
    own = row.own
    return own is not None and own.state == State.SUBMITTED and all(getattr(own, name) == value for name, value in reading.values.items())


def _rows_of(by, period: str, rows: Iterable[Typed]) -> tuple[dict[int, Typed], list[MonthRow], int]:
    """The rows as sent by project, what is known of those that this person reports, and how many he does not."""
    typed = {sent.project: sent for sent in rows}
    projects = list(Project.objects.reportable_by(by).filter(pk__among=list(typed)).order_by("pk"))
    if typed and not projects:
        raise PermissionDenied
    known = load_rows(projects, period=period, by=by)
    look_back(known, {pk: sent.opened_version for pk, sent in typed.items()})
    return typed, known, len(typed) - len(projects)


def returned_words(row: MonthRow) -> dict[str, str]:
    """Why the row's report was returned, as a line of its own; nothing where it was not."""
    if row.own is None or row.own.state != State.RETURNED:
        return {}
    return {RETURNED: _("Returned: %(reason)s") % {"reason": row.own.review_note or _("no reason given")}}


def _drop_drafts(by, period: str, rows: Iterable[MonthRow]) -> None:
    dropped = [row.project.pk for row in rows if not row.is_confirmed]
    ProgressDraft.objects.filter(user=by, period=period, project__among=dropped).delete()


def closed_words(opening: Window) -> str:
    """Why nothing can be handed in for the month of this window; empty where it can."""
    try:
        check_month(opening)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _confirmed_words() -> str:
    return _("This report has been confirmed and stays as it is. If it is wrong, ask the bureau in charge to correct it.")
