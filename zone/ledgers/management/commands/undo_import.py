import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from zone.ledgers.acting import acting_user
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo import undo_batch

FINE, REFUSED = 0, 2


class Command(BaseCommand):
    help = "Undo a saved import. Exit status: 0 undone, now or before; 2 refused."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int, help="the number of the import")
        parser.add_argument("--json", metavar="FILE", default="", help="write what was done as JSON (- for standard output)")
        parser.add_argument("--as", metavar="USER", dest="as_user", default="", help="act with this user's rights and scope")

    def handle(self, *args, **options):
        try:
            answer = self._undone(options["batch"], acting_user(options["as_user"]))
        except LedgerRefused as refused:
            self.stderr.write(str(refused))
            sys.exit(REFUSED)
        kept = [{"record": each["record"], "reason": each["reason"]} for each in answer["kept"]]
        text = json.dumps({**answer, "kept": kept}, ensure_ascii=False, indent=1)
        if options["json"] and options["json"] != "-":
            Path(options["json"]).write_text(text + "\n", encoding="utf-8")
        elif options["json"]:
            self.stdout.write(text)
        else:
            self.stdout.write(f"removed={answer['removed']}  restored={answer['restored']}  kept={len(kept)}")
            for each in kept:
                self.stdout.write(f"{each['record']}: {each['reason']}")
        sys.exit(FINE)

    def _undone(self, number: int, user) -> dict:
        batches = ImportBatch.objects.all() if user is None else ImportBatch.objects.visible_to(user)
        batch = batches.filter(pk=number).first()
        if batch is None:
            raise LedgerRefused("unknown_batch", batch=number)
        if batch.state not in (ImportBatch.State.COMMITTED, ImportBatch.State.UNDONE):
            raise LedgerRefused("not_saved", batch=number)
        return undo_batch(batch, by=user)
