import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand

from zone import audit
from zone.ledgers.acting import acting_user, rights_told
from zone.ledgers.export_rights import exportable
from zone.ledgers.exports import as_csv, as_json, exported, write_xlsx
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds, record_kinds
from zone.ledgers.office import Asked, asked_by
from zone.ledgers.office_file import write_office_table
from zone.ledgers.refused import LedgerRefused
from zone.lib.clock import today
from zone.lib.closed_output import until_closed
from zone.lib.months import split
from zone.models import Event

FORMATS = ("json", "csv", "xlsx")
REFUSED = 2


class Command(BaseCommand):
    help = (
        "Export: a kind of sheet gives the office's own table as xlsx, which comes in again without a change; a kind of record gives flat "
        "JSON, CSV or xlsx with the contract's keys. enterprises is both: the table as xlsx, the records as json or csv."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", help="enterprises, support, tech-upgrade … or projects, project-progress …")
        parser.add_argument("--format", choices=FORMATS, default="", help="json by default, xlsx for kinds of sheets")
        parser.add_argument("--output", default="-", help="a file, or - for standard output")
        parser.add_argument("--year", default="")
        parser.add_argument("--period", default="", help="a month, 2016-06")
        parser.add_argument("--district", default="", help="a district's code or name")
        parser.add_argument("--as", metavar="USER", dest="as_user", default="", help="export what this user may see")

    def handle(self, *args, **options):
        try:
            self._export(options)
        except LedgerRefused as refused:
            self.stderr.write(str(refused))
            sys.exit(REFUSED)

    def _export(self, options: dict) -> None:
        what, kind, resource = options["what"], all_kinds().get(options["what"]), record_kinds().get(options["what"])
        asked = _asked(Importer(acting_user(options["as_user"]), today()), options)
        is_sheet = kind is not None and kind.office is not None and (options["format"] == "xlsx" or resource is None)
        if is_sheet:
            if options["format"] not in ("", "xlsx"):
                raise LedgerRefused("sheets_are_xlsx", kind=str(kind.label), records="、".join(each.code for each in _listed(kind)))
            table, form = kind.office, "xlsx"
            rows = exportable(table.rows(asked), table.export_rights, asked.importer, called=kind.label)
            with _opened(options["output"]) as file:
                write_office_table(file, table, rows, asked)
        elif resource is not None:
            form = options["format"] or "json"
            district = {"year": options["year"], "period": options["period"], "district": asked.district}
            keys, rows = exported(resource, asked.importer, **district)
            self._write_records(options["output"], form, what, keys, rows)
        else:
            known = dict.fromkeys([*(each.code for each in all_kinds().values() if each.office), *record_kinds()])
            raise LedgerRefused("unknown_records", records=what, kinds="、".join(known))
        user, said = asked.importer.user, {name: options[name] for name in ("year", "period", "district")}
        audit.record(Event.Kind.EXPORTED, by=user, subject=what, detail={"format": form, **said, **rights_told(user)})

    def _write_records(self, target: str, form: str, name: str, keys: list[str], rows: Iterator[list]) -> None:
        if form == "xlsx":
            with _opened(target) as file:
                write_xlsx(file, name, keys, rows)
            return
        parts = (as_json if form == "json" else as_csv)(keys, rows)
        if target == "-":
            with until_closed():
                for part in parts:
                    self.stdout.write(part, ending="")
            return
        with _opened(target) as file:
            file.writelines(part.encode() for part in parts)


def _listed(kind) -> list:
    return [resource for resource in kind.resources if resource.is_listed]


def _asked(importer: Importer, options: dict) -> Asked:
    """Raises LedgerRefused for a year, month or district that is none."""
    year, period, district = options["year"], options["period"], None
    if year and not (len(year) == 4 and year.isdecimal()):
        raise LedgerRefused("unknown_year", year=year)
    if period:
        try:
            split(period)
        except ValueError:
            raise LedgerRefused("unknown_period", period=period) from None
    if options["district"]:
        district = importer.districts.find(options["district"])
        if district is None:
            raise LedgerRefused("unknown_district", district=options["district"])
    return asked_by(importer, period=period, year=int(year) if year else None, district=district)


@contextlib.contextmanager
def _opened(target: str) -> Iterator[BinaryIO]:
    if target == "-":
        with until_closed():
            yield sys.stdout.buffer
        return
    try:
        file = Path(target).open("wb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise LedgerRefused("not_writable", file=target) from error
    with file:
        yield file
