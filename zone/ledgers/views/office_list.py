"""A list that also gives the rows it shows as the office's own table."""

import tempfile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.utils.translation import gettext as _

from zone import audit
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.office import asked_by
from zone.ledgers.office_file import write_office_table
from zone.lib.clock import today
from zone.models import Event

OFFICE = "office"


class OfficeTableMixin:
    """Before ScopedListView. `sheet_kind`: the kind of sheet whose table holds the rows, "" where none does; `office_right`: who may take
    it (none: whoever may export the list)."""

    sheet_kind = office_right = ""

    def office_month(self) -> str:
        """The month of which the table tells; "" for the newest."""
        return ""

    def may_take_table(self) -> bool:
        right = self.office_right or self.export_right
        return bool(self.sheet_kind and right) and self.request.user.has_perm(right)

    def frame(self) -> dict:
        frame = super().frame()
        if self.may_take_table():
            frame["exports"] = [*frame["exports"], (self.address(format=OFFICE, page=None), _("The office's table"))]
        return frame

    def export(self, kind: str) -> FileResponse:
        """The rows that the list shows, in the order of the table."""
        if kind != OFFICE:
            return super().export(kind)
        if not self.may_take_table():
            raise PermissionDenied
        user, table = self.request.user, all_kinds()[self.sheet_kind].office
        asked = asked_by(Importer(user, today()), period=self.office_month())
        rows = table.rows(asked).filter(pk__among=list(self.filterset.rows().values_list("pk", flat=True)))
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        count = write_office_table(file, table, rows, asked)
        file.seek(0)
        said = {label: text[:100] for label, text in self.filterset.said.items()}
        detail = {"rows": count, "format": "xlsx", "filters": self.request.GET.urlencode()[:500], "said": said}
        audit.record(Event.Kind.EXPORTED, by=user, subject=self.sheet_kind, detail=detail, request=self.request)
        return FileResponse(file, as_attachment=True, filename=f"{table.name}-{today()}.xlsx")
