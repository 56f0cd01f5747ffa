from django.core.management.base import BaseCommand

from zone.ledgers.actions import commit_batch, read_batch
from zone.ledgers.marked_copy import marked_copy
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.work import COMMIT, MARK, READ, refuse_marking


class Command(BaseCommand):
    help = "Read, save or mark one import batch; pages start this for long files."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int)
        parser.add_argument("step", choices=[READ, COMMIT, MARK])

    def handle(self, *args, **options):
        batch = ImportBatch.objects.get(pk=options["batch"])
        if options["step"] == READ:
            read_batch(batch)
            return
        if options["step"] == MARK:
            try:
                marked_copy(batch)
            except LedgerRefused as refused:
                refuse_marking(batch, refused)
            return
        try:
            commit_batch(batch, by=batch.uploaded_by, good_rows_only=batch.good_rows_only)
        except LedgerRefused as refused:
            if refused.code == "stale":
                read_batch(batch)
            ImportBatch.objects.filter(pk=batch.pk).update(refusal=refused.stored())
