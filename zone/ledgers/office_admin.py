"""Lists of the back office whose rows stand in a table of the office: 导出 gives it, with the rows that the list shows."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zone.ledgers.export_rights import may_export
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.kinds import all_kinds
from zone.ledgers.office_answer import office_answer
from zone.lib.clock import today

PAGE = "p"  # of Django's own list


class OfficeTableAdmin:
    """Before HouseAdmin. The right is that of the table, as on the pages."""

    def office_kinds(self, request) -> list[LedgerKind]:
        """The kinds of sheet in whose tables this person may take rows of this list."""
        if not self.has_view_or_change_permission(request):
            return []
        importer, kinds = Importer(request.user, today()), all_kinds().values()
        tables = [kind for kind in kinds if kind.office and kind.office.model is self.model]
        return [kind for kind in tables if may_export(kind.office.export_rights, importer)]

    def office_month(self, rows: QuerySet) -> str:
        """The month of which the table tells; "" for the newest."""
        return ""

    @property
    def export_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_office_table"

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.export_view))
        return [path("export/<str:kind>/", view, name=self.export_name), *super().get_urls()]

    def export_view(self, request, kind: str):
        """All rows of the list, under its filters and its search. Where these are wrong, back to the list, which says so."""
        found = next((each for each in self.office_kinds(request) if each.code == kind), None)
        if found is None:
            raise PermissionDenied
        shown = self.get_changelist_instance(request)
        if shown.problems:
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist", query=request.GET))
        rows = shown.queryset
        chosen = list(rows.values_list("pk", flat=True))
        return office_answer(request, found, chosen, month=self.office_month(rows), detail={})

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"exports": self._exports(request), **(extra_context or {})})

    def _exports(self, request) -> list[tuple[str, str]]:
        """(address, words) of each kind."""
        asked = request.GET.copy()
        asked.pop(PAGE, None)
        return [
            (reverse(f"admin:{self.export_name}", args=[kind.code], query=asked or None), self._words(kind, request.user))
            for kind in self.office_kinds(request)
        ]

    def _words(self, kind: LedgerKind, user) -> str:
        """What the file holds, where that is not the whole list."""
        if sum(each.office.model is self.model for each in all_kinds().values() if each.office) > 1:
            return _("Export: %(kind)s") % {"kind": kind.label}
        return _("Export") if user.has_perms(kind.office.export_rights) else _("Export what you may take out")
