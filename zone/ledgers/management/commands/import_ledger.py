import json
import shutil
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from zone.ledgers.acting import acting_user
from zone.ledgers.actions import commit_batch, read_batch, receive
from zone.ledgers.answer import preview_answer
from zone.ledgers.folders import folder_of, wipe
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kinds import all_kinds, kinds_named
from zone.ledgers.marked_copy import marked_copy
from zone.ledgers.models import ImportBatch
from zone.ledgers.refused import LedgerRefused, sentence
from zone.ledgers.stage import Stage
from zone.lib.clock import today
from zone.lib.closed_output import until_closed

CHUNK = 1024 * 1024
FINE, WITH_ERRORS, REFUSED = 0, 1, 2


class Command(BaseCommand):
    help = "Preview a spreadsheet, or save it with --commit. Exit status: 0 no row has an error, 1 some have, 2 the file is refused."

    def add_arguments(self, parser):
        parser.add_argument("kind", help="enterprises, tech-upgrade … or auto")
        parser.add_argument("file")
        parser.add_argument("--sheet", default="", help="the worksheet to read")
        parser.add_argument("--period", default="", help="the month, 2016-06, where the file does not say it")
        parser.add_argument("--unit", default="", help="the unit of money, where the file does not say it")
        parser.add_argument("--district", default="", help="the district, where the file does not say it")
        parser.add_argument("--commit", action="store_true", help="save it; without this nothing is saved")
        parser.add_argument("--good-rows-only", action="store_true", help="save the rows without errors")
        parser.add_argument("--json", metavar="FILE", default="", help="write the preview as JSON (- for standard output)")
        parser.add_argument("--marked-copy", metavar="FILE", default="", help="write the workbook with its problems marked (xlsx)")
        parser.add_argument("--as", metavar="USER", dest="as_user", default="", help="act with this user's rights and scope")

    def handle(self, *args, **options):
        try:
            sys.exit(self._import(options))
        except LedgerRefused as refused:
            self.stderr.write(str(refused))
            sys.exit(REFUSED)

    def _import(self, options: dict) -> int:
        user = acting_user(options["as_user"])
        kinds_named(options["kind"], Importer(user, today()))
        path = Path(options["file"])
        said = Options(options["sheet"], options["period"], options["unit"], options["district"])
        batch = self._received(path, user, options["kind"], said)
        try:
            read_batch(batch)
            if batch.state == ImportBatch.State.REFUSED:
                raise LedgerRefused(batch.refusal["code"], **batch.refusal["params"])
            return self._answer(batch, user, options)
        finally:
            if batch.state != ImportBatch.State.COMMITTED:
                wipe(batch)
                batch.delete()

    def _received(self, path: Path, user, kind: str, said: Options) -> ImportBatch:
        try:
            with path.open("rb") as file:
                return receive(by=user, file_name=path.name, chunks=iter(lambda: file.read(CHUNK), b""), kind=kind, options=said)
        except FileNotFoundError as error:
            raise LedgerRefused("no_such_file", path=str(path)) from error
        except OSError as error:
            raise LedgerRefused("unreadable") from error

    def _answer(self, batch: ImportBatch, user, options: dict) -> int:
        status, problem = (WITH_ERRORS if batch.rows_rejected else FINE), None
        if options["commit"] and not (batch.rows_rejected and not options["good_rows_only"]):
            try:
                commit_batch(batch, by=user, good_rows_only=options["good_rows_only"])
            except LedgerRefused as refused:
                if refused.code != "nothing_good":
                    raise
                problem = str(refused)
        elif options["commit"]:
            problem = sentence("has_errors", {"count": batch.rows_rejected})
        with until_closed():
            if options["json"]:
                self._write_json(batch, options["json"])
            else:
                self._write_summary(batch)
        if options["marked_copy"]:
            self._write_marked(batch, options["marked_copy"])
        if problem:
            self.stderr.write(problem)
        return status

    def _write_marked(self, batch: ImportBatch, target: str) -> None:
        try:
            shutil.copyfile(marked_copy(batch), target)
        except OSError as error:
            raise LedgerRefused("not_writable", file=target) from error

    def _write_json(self, batch: ImportBatch, target: str) -> None:
        with Stage(folder_of(batch)) as stage:
            text = json.dumps(preview_answer(all_kinds()[batch.kind], stage, batch), ensure_ascii=False, indent=1)
        if target == "-":
            self.stdout.write(text)
        else:
            Path(target).write_text(text + "\n", encoding="utf-8")

    def _write_summary(self, batch: ImportBatch) -> None:
        with Stage(folder_of(batch)) as stage:
            answer = preview_answer(all_kinds()[batch.kind], stage, batch)
        names = ("kind", "sheet", "period", "unit", "rows_read", "new", "changed", "unchanged", "rejected", "committed", "batch")
        self.stdout.write("  ".join(f"{name}={answer[name]}" for name in names))
        if unmapped := answer["unmapped_columns"]:
            told = "、".join(column["header"] or column["column"] for column in unmapped)
            self.stdout.write(_("Columns that were not read (%(count)s): %(columns)s") % {"count": len(unmapped), "columns": told})
        if skipped := answer["skipped"]:
            self.stdout.write(_("Rows that were passed over: %(count)s") % {"count": len(skipped)})
        for finding in [*answer["errors"], *answer["warnings"]]:
            self.stdout.write(f"{finding['code']}: {finding['message']}")
