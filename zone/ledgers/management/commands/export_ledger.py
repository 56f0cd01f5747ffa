import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from zone import audit
from zone.ledgers.acting import acting_user
from zone.ledgers.exports import as_csv, as_json, exported
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import record_kinds
from zone.ledgers.refused import LedgerRefused
from zone.lib.clock import today
from zone.lib.months import split
from zone.models import Event

WRITERS = {"json": as_json, "csv": as_csv}
REFUSED = 2


class Command(BaseCommand):
    help = "Export records of one kind with the contract's keys, as flat JSON or CSV."

    def add_arguments(self, parser):
        parser.add_argument("records", help="enterprises, operating-figures, projects, project-progress")
        parser.add_argument("--format", choices=sorted(WRITERS), default="json")
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
        resource = record_kinds().get(options["records"])
        if resource is None:
            raise LedgerRefused("unknown_records", records=options["records"], kinds="、".join(record_kinds()))
        importer = Importer(acting_user(options["as_user"]), today())
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
        keys, rows = exported(resource, importer, year=year, period=period, district=district)
        self._write(WRITERS[options["format"]](keys, rows), options["output"])
        detail = {"format": options["format"], "year": year, "period": period, "district": options["district"]}
        audit.record(Event.Kind.EXPORTED, by=importer.user, subject=resource.code, detail=detail)

    def _write(self, parts, target: str) -> None:
        if target == "-":
            for part in parts:
                self.stdout.write(part, ending="")
            return
        with Path(target).open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
