"""Writes monthly reports and drafts as sets of rows: how many statements that takes does not depend on their number."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.utils import timezone

from projects.models import ProgressDraft, Project, ProjectProgress
from projects.month_row import CELLS, MonthRow
from projects.report_reading import Reading, is_moved
from zone.lib.clock import today
from zone.lib.database import new_keys
from zone.set_writes import Hand, change_rows, create_rows

LONGEST = 5000  # characters of a cell that a draft keeps; no field takes as many
State = ProjectProgress.State
NOT_REVIEWED = {"reviewed_by": None, "reviewed_at": None, "review_note": ""}
WRITTEN = (
    "invest_month",
    "invest_ytd",
    "invest_since_start",
    "funds_in_place",
    "physical_progress",
    "problems",
    "next_step",
    "is_unchanged",
    "difference_reason",
    "difference_note",
)


def write_reports(by, period: str, rows: Sequence[tuple[MonthRow, Reading]]) -> None:
    """New reports and changed ones with their history, their files, and the day of the projects' last movement."""
    if not rows:
        return
    hand, now = Hand.of(by), timezone.now()
    facts = {"state": State.SUBMITTED, "reported_at": now, "recorded_by": by.pk, **NOT_REVIEWED}
    keys = {row.project.pk: row.own.pk for row, _reading in rows if row.own is not None}
    new = [row.project.pk for row, _reading in rows if row.own is None]
    made = new_keys(ProjectProgress, len(new)) if new else ()
    keys |= dict(zip(new, made, strict=True))
    changed, created = [], []
    for row, reading in rows:
        pk, officer = row.project.pk, row.project.officer_id
        said = {**{name: reading.values[name] for name in WRITTEN}, **facts, "recorded_for": officer if officer != by.pk else None}
        if row.own is None:
            created.append({"id": keys[pk], "project": pk, "period": period, "reported_light": "", "version": 1, **said})
        else:
            changed.append({"id": keys[pk], **said})
    if created:
        create_rows(ProjectProgress, _columns(created[0]), map(_prepared, created), keys=list(made), hand=hand)
    if changed:
        columns = _columns(changed[0])[1:]  # the primary key leads each row
        change_rows(ProjectProgress, columns, map(_prepared, changed), keys=[said["id"] for said in changed], hand=hand)
    holding = ProjectProgress.attachments.through
    held = [holding(projectprogress_id=keys[row.project.pk], attachment_id=file) for row, _reading in rows for file in row.files]
    holding.objects.bulk_create(held, ignore_conflicts=True)
    _move(rows, hand)


def _move(rows: Iterable[tuple[MonthRow, Reading]], hand: Hand) -> None:
    """A report that says something new is a movement of its project; “no change” is none."""
    day = today()
    moved = [row.project.pk for row, reading in rows if row.project.moved_on < day and is_moved(row, reading.values)]
    if moved:
        kept = connection.ops.adapt_datefield_value(day)
        change_rows(Project, ("moved_on",), [(pk, kept) for pk in moved], keys=moved, hand=hand)


def _columns(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(ProjectProgress._meta.get_field(name).column for name in names)


def _prepared(said: Mapping[str, object]) -> tuple:
    """Values as the database keeps them."""
    return tuple(ProjectProgress._meta.get_field(name).get_db_prep_save(value, connection) for name, value in said.items())


def write_drafts(
    by,
    period: str,
    rows: Iterable[tuple[MonthRow, Mapping[str, str]]],
    *,
    files: Mapping[int, list[int]] | None = None,
    file_problems: Mapping[int, str] | None = None,
) -> None:
    """Keep the cells of these rows as this person typed them; by project `files` instead of those that the draft holds already."""
    drafts = []
    for row, typed in rows:
        pk = row.project.pk
        cells = {name: typed.get(name, "").replace("\x00", "")[:LONGEST] for name in CELLS}
        if held := (files or {}).get(pk, row.files):
            cells["files"] = held
        if pk in (file_problems or {}):
            cells["file_problem"] = file_problems[pk]
        drafts.append(ProgressDraft(user=by, period=period, project=row.project, cells=cells, opened_version=row.opened_version))
    ProgressDraft.objects.bulk_create(
        drafts,
        update_conflicts=True,
        unique_fields=["user", "period", "project"],
        update_fields=["cells", "opened_version", "saved_at"],
    )
