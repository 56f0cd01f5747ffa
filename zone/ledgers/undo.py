"""Undoing a saved batch: one transaction, by sets, with the history of the undoing itself."""

from collections.abc import Iterator

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from zone import audit
from zone.ledgers.acting import rights_told
from zone.ledgers.folders import at_work, folder_of, make_folder, wipe, worker_came
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.kinds import all_kinds, check_right
from zone.ledgers.models import ImportBatch
from zone.ledgers.progress import ENDING, JUDGING, UNDOING, WAITING, Count, Progress, Stopped, begin_anew
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.turns import own_turn
from zone.ledgers.undo_plan import TablePlan, UndoPlan
from zone.ledgers.undo_told import PLAN, ToldPlan
from zone.lib.clock import today
from zone.lib.collector import collector_at_rest
from zone.lib.database import hold_writers
from zone.models import Event
from zone.set_writes import Hand, change_rows, remove_rows

State = ImportBatch.State
NOTHING = {"removed": 0, "restored": 0, "kept": []}


def undo_batch(batch: ImportBatch, *, by, request=None) -> dict:
    """Remove what the batch made, restore what it changed, keep what was edited since: `{"removed", "restored", "kept"}`.

    A batch that is not saved, or undone already, is left alone: noughts; so is one whose undoing was stopped, which then says so. Raises
    LedgerRefused: `no_right`, `undo_locked` (a locked month would change), `undo_in_the_way` (what is there now leaves no room for what was
    there before).
    """
    kind = all_kinds()[batch.kind]
    check_right(kind, Importer(by, today()))
    folder = make_folder(batch)
    progress = Progress(folder)
    with at_work(folder) as is_ours:
        if not is_ours or not ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTED).update(state=State.UNDOING, refusal={}):
            return NOTHING
        worker_came(folder)
        try:
            with own_turn(lambda: progress(WAITING)), collector_at_rest(), transaction.atomic():
                _undo(batch, kind, by, request, progress)
        except IntegrityError as conflict:
            _stand_as_before(batch)
            raise LedgerRefused("undo_in_the_way") from conflict
        except Stopped:
            _stand_as_before(batch, refusal={"code": "undoing_cancelled", "params": {}})
            return NOTHING
        except BaseException:
            _stand_as_before(batch)
            raise
        (folder / PLAN).unlink(missing_ok=True)
    if batch.wiped_at is not None:
        wipe(batch)
    return batch.undone


def plan_undoing(batch: ImportBatch) -> None:
    """Work out what undoing would do, and leave it beside the upload for the page."""
    folder = make_folder(batch)
    progress = Progress(folder)
    with at_work(folder) as is_ours:
        if not is_ours:
            return
        worker_came(folder)
        rows = batch.rows_good
        try:
            ToldPlan.made(all_kinds()[batch.kind], batch.pk, lambda: progress(JUDGING, rows)).leave_in(folder)
        except Stopped:
            begin_anew(folder)


def _undo(batch: ImportBatch, kind: LedgerKind, by, request, progress: Progress) -> None:
    on = today()
    hold_writers(*(resource.model for resource in kind.resources))
    plan = UndoPlan(kind, batch.pk, lambda: progress(JUDGING, batch.rows_good))
    plan.check_months()
    hand = Hand.of(by, batch.pk)
    count = Count(progress, UNDOING, sum(len(table.removed) + len(table.restored) for table in plan.tables))
    kind.leave({table.model: sorted(table.removed) for table in plan.tables if table.removed}, on=on)
    for table in reversed(plan.tables):
        if table.removed:
            remove_rows(table.model, sorted(table.removed), hand=hand)
            count.add(len(table.removed))
    for table in plan.tables:
        _restore(table, hand, count)
    kind.renew({table.model: sorted(table.restored) for table in plan.tables if table.restored})
    kind.follow_up(batch.pk, on=on)
    batch.state, batch.refusal, batch.undone_at, batch.undone = State.UNDONE, {}, timezone.now(), plan.answer()
    batch.save(update_fields=["state", "refusal", "undone_at", "undone"])
    detail = {"kind": batch.kind, "removed": plan.removed, "restored": plan.restored, "kept": len(plan.kept), **rights_told(by)}
    audit.record(Event.Kind.IMPORT_UNDONE, by=by, subject=f"{batch.pk} {batch.file_name}", detail=detail, request=request)
    progress(ENDING)  # the last moment at which it can be stopped


def _restore(table: TablePlan, hand: Hand, count: Count) -> None:
    """Every restored row gets all columns that any of them needs: its own old values, and else what it has now."""
    is_versioned = any(field.name == "version" for field in table.model._meta.concrete_fields)
    keys = sorted(pk for pk, old in table.restored.items() if old or is_versioned)
    if not keys:
        return
    wanted = {column for pk in keys for column in table.restored[pk]}
    fields = [field for field in table.model._meta.concrete_fields if field.attname in wanted]
    places = [table.columns.index(field.attname) for field in fields]

    def rows() -> Iterator[tuple]:
        for pk in keys:
            old, now = table.restored[pk], table.traces[pk].now
            values = [old.get(field.attname, now[place]) for field, place in zip(fields, places, strict=True)]
            yield (pk, *(field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)))

    change_rows(table.model, [field.column for field in fields], count.each(rows()), keys=keys, hand=hand)


def _stand_as_before(batch: ImportBatch, refusal: dict | None = None) -> None:
    """The batch is a saved one again, if its undoing was rolled back."""
    begin_anew(folder_of(batch))
    ImportBatch.objects.filter(pk=batch.pk, state=State.UNDOING).update(state=State.COMMITTED, refusal=refusal or {})
    batch.refresh_from_db()
