"""A list that also gives the rows it shows as the office's own table."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.utils.translation import gettext as _

from zone.ledgers.export_rights import may_export
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.office_answer import office_answer
from zone.lib.clock import today

OFFICE = "office"


class OfficeTableMixin:
    """Before ScopedListView. `sheet_kind`: the kind of sheet whose table holds the rows, "" where none does."""

    sheet_kind = ""

    def office_month(self) -> str:
        """The month of which the table tells; "" for the newest."""
        return ""

    def may_take_table(self) -> bool:
        if not self.sheet_kind:
            return False
        return may_export(all_kinds()[self.sheet_kind].office.export_rights, Importer(self.request.user, today()))

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
        chosen = list(self.filterset.rows().values_list("pk", flat=True))
        said = {label: text[:100] for label, text in self.filterset.said.items()}
        kind, month = all_kinds()[self.sheet_kind], self.office_month()
        return office_answer(self.request, kind, chosen, month=month, detail={"said": said})
