from django.core.management.base import BaseCommand

from zone.ledgers.actions import commit_batch, read_batch
from zone.ledgers.marked_copy import marked_copy
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo import plan_undoing, undo_batch
from zone.ledgers.work import COMMIT, MARK, PLAN, READ, UNDO, refuse_marking


class Command(BaseCommand):
    help = "Read, save, mark or undo one import batch; pages start this for long files."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int)
        parser.add_argument("step", choices=[READ, COMMIT, MARK, PLAN, UNDO])

    def handle(self, *args, **options):
        batch, step = ImportBatch.objects.get(pk=options["batch"]), options["step"]
        try:
            if step == READ:
                read_batch(batch)
            elif step == COMMIT:
                commit_batch(batch, by=batch.uploaded_by, good_rows_only=batch.good_rows_only)
            elif step == MARK:
                marked_copy(batch)
            elif step == PLAN:
                plan_undoing(batch)
            else:
                undo_batch(batch, by=batch.uploaded_by)
        except LedgerRefused as refused:
            if step == MARK:
                refuse_marking(batch, refused)
                return
            if refused.code == "stale":
                read_batch(batch)
            ImportBatch.objects.filter(pk=batch.pk).update(refusal=refused.stored())
