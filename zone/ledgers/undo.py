"""Undoing a saved batch: one transaction, by sets, with the history of the undoing itself."""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from zone import audit
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds, check_right
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo_plan import TablePlan, UndoPlan
from zone.lib.clock import today
from zone.lib.collector import collector_at_rest
from zone.lib.database import hold_writers
from zone.models import Event
from zone.set_writes import Hand, change_rows, remove_rows

State = ImportBatch.State


def undo_batch(batch: ImportBatch, *, by, request=None) -> dict:
    """Remove what the batch made, restore what it changed, keep what was edited since: `{"removed", "restored", "kept"}`.

    A batch that is not saved, or undone already, is left alone: noughts. Raises LedgerRefused: `no_right`, `undo_locked` (a locked month
    would change), `undo_in_the_way` (what is there now leaves no room for what was there before).
    """
    kind, on = all_kinds()[batch.kind], today()
    check_right(kind, Importer(by, on))
    try:
        with collector_at_rest(), transaction.atomic():
            # Of two who undo at once the second waits here, and finds it done.
            if not ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTED).update(state=State.UNDONE):
                return {"removed": 0, "restored": 0, "kept": []}
            hold_writers(*(resource.model for resource in kind.resources))
            plan = UndoPlan(kind, batch.pk)
            plan.check_months()
            hand = Hand.of(by, batch.pk)
            kind.leave({table.model: sorted(table.removed) for table in plan.tables if table.removed}, on=on)
            for table in reversed(plan.tables):
                if table.removed:
                    remove_rows(table.model, sorted(table.removed), hand=hand)
            for table in plan.tables:
                _restore(table, hand)
            kind.renew({table.model: sorted(table.restored) for table in plan.tables if table.restored})
            kind.follow_up(batch.pk, on=on)
            batch.state, batch.undone_at, batch.undone = State.UNDONE, timezone.now(), plan.answer()
            batch.save(update_fields=["state", "undone_at", "undone"])
            detail = {"kind": batch.kind, "removed": plan.removed, "restored": plan.restored, "kept": len(plan.kept)}
            audit.record(Event.Kind.IMPORT_UNDONE, by=by, subject=f"{batch.pk} {batch.file_name}", detail=detail, request=request)
    except IntegrityError as conflict:
        batch.refresh_from_db()
        raise LedgerRefused("undo_in_the_way") from conflict
    except LedgerRefused:
        batch.refresh_from_db()
        raise
    return batch.undone


def _restore(table: TablePlan, hand: Hand) -> None:
    """Every restored row gets all columns that any of them needs: its own old values, and else what it has now."""
    is_versioned = any(field.name == "version" for field in table.model._meta.concrete_fields)
    keys = sorted(pk for pk, old in table.restored.items() if old or is_versioned)
    if not keys:
        return
    wanted = {column for pk in keys for column in table.restored[pk]}
    fields = [field for field in table.model._meta.concrete_fields if field.attname in wanted]
    places = [table.columns.index(field.attname) for field in fields]
    rows = []
    for pk in keys:
        old, now = table.restored[pk], table.traces[pk].now
        values = [old.get(field.attname, now[place]) for field, place in zip(fields, places, strict=True)]
        rows.append((pk, *(field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True))))
    change_rows(table.model, [field.column for field in fields], rows, keys=keys, hand=hand)
