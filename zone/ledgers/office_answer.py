"""The office's own table of the rows that a list shows, as the answer to a request, with its line in the audit trail."""

import tempfile
from collections.abc import Sequence

from django.http import FileResponse

from zone import audit
from zone.ledgers.export_rights import exportable
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.office import asked_by
from zone.ledgers.office_file import write_office_table
from zone.lib.clock import today
from zone.models import Event


def office_answer(request, kind: LedgerKind, chosen: Sequence[int], *, month: str = "", detail: dict) -> FileResponse:
    """The rows of these primary keys, in the order of the table. `month`: of which the table tells, "" for the newest. Raises LedgerRefused
    for whoever may export none of the kind."""
    importer, table = Importer(request.user, today()), kind.office
    asked = asked_by(importer, period=month, of_list=True)
    rows = exportable(table.rows(asked), table.export_rights, importer, called=kind.label).filter(pk__among=list(chosen))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    count = write_office_table(file, table, rows, asked)
    file.seek(0)
    filters = request.GET.urlencode()[:500]
    audit.record(
        Event.Kind.EXPORTED,
        by=request.user,
        subject=kind.code,
        detail={"rows": count, "format": "xlsx", "filters": filters, **detail},
        request=request,
    )
    return FileResponse(file, as_attachment=True, filename=f"{table.name}-{today()}.xlsx")
