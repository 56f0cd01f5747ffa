"""The support table (包扶企业一览表) and the list of requests (企业诉求台账): who supports whom, and what the firms ask for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from enterprises.ledger_support_assignments import SupportAssignmentRecords, build_assignments, has_assignments
from enterprises.ledger_support_cells import DueWidget, FirmsWidget, NumberedWidget
from enterprises.ledger_support_columns import CATEGORIES, TIERS, VOCABULARY, status_in
from enterprises.ledger_support_firms import firms_of
from enterprises.ledger_support_requests import ServiceRequestRecords, build_requests
from enterprises.office_support import SupportTable
from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import SILENT, CellWidget, ChoiceWidget, CreditCodeWidget, DayWidget, Reading, TextWidget, text_of
from zone.lib.layout import ColumnMatch
from zone.models import Precision

# Columns that end in records' keys of other names.
COLUMN_RECORDS = {
    "due": ("due_on",),
    "handling": ("department",),
    "handler": ("officer",),
    "credit_code": ("enterprise",),
    "remarks": ("progress_note",),
}


class StatusWidget(CellWidget):
    """A status by its words; a sheet may say anything there, which is then no status."""

    def clean(self, value, row=None, **where) -> Reading:
        status = status_in(text_of(value))
        return Reading(status) if status else SILENT


class YearWidget(CellWidget):
    def clean(self, value, row=None, **where) -> Reading:
        digits = text_of(value)[:4]
        return Reading(int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) == 4 else SILENT


class SupportLedger(LedgerKind):
    code = "support"
    label = _("support table")
    right = "ledgers.import_support"
    vocabulary = VOCABULARY
    records = (SupportAssignmentRecords, ServiceRequestRecords)
    lands_on = "enterprises:support-list"
    hidden_keys = frozenset(("year", "due_precision", "due_by"))
    office = SupportTable()
    lists = {
        "support-assignments": ("enterprises:support-list", {}),
        "service-requests": ("enterprises:request-list", {}),
    }

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        return {
            "leader": TextWidget(200),
            "leader_title": TextWidget(60),
            "department": TextWidget(200),
            "supporting_departments": TextWidget(500),
            "enterprise": FirmsWidget(),
            "credit_code": CreditCodeWidget(),
            "tier": ChoiceWidget(TIERS),
            "officer": TextWidget(200),
            "description": NumberedWidget(500),
            "category": ChoiceWidget(CATEGORIES),
            "raised_on": DayWidget(),
            "handling": TextWidget(200),
            "handler": TextWidget(200),
            "status": StatusWidget(),
            "progress_note": NumberedWidget(500),
            "due": DueWidget(),
            "due_precision": ChoiceWidget({value: value for value in Precision.values}),
            "due_by": DayWidget(),
            "valid_from": DayWidget(),
            "valid_to": DayWidget(),
            "year": YearWidget(),
            "remarks": TextWidget(400),
        }

    def stands_for(self, match: ColumnMatch):
        return COLUMN_RECORDS.get(match.key, (match.key,))

    def row_labels(self, table: Table) -> list[str]:
        return [cell.whole if cell else "" for cell in table.values("enterprise")]

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        """The records that the sheet is about come first, so that a row is new where they are."""
        assignment_kind, request_kind = self.resources
        firms = firms_of(table, importer)
        sets = [build_assignments(assignment_kind, table, firms, importer), build_requests(request_kind, table, firms, importer)]
        return sets if has_assignments(table) else sets[::-1]
