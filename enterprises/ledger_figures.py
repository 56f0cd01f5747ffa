"""The figures of an enterprise ledger: each column belongs to a month, each month of a row is one record."""

from collections import defaultdict

from django.db.models import Q

from enterprises.ledger_columns import VALUE_KINDS
from enterprises.models import OperatingFigure
from enterprises.office_enterprises import FIGURES_OUT
from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.importer import Importer
from zone.ledgers.month_rules import check_months
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.slots import records_of_slots
from zone.ledgers.table import Table
from zone.lib.layout import ColumnMatch

MEASURES = (
    "principal_revenue",
    "gross_output",
    "gross_output_growth",
    "value_added",
    "total_profits",
    "taxes_paid",
    "exports_usd",
    "employees",
    "electricity_kwh",
)
ADMINISTRATIVE = OperatingFigure.SourceKind.ADMINISTRATIVE.value
PRELIMINARY = OperatingFigure.ValueKind.PRELIMINARY.value
Slot = tuple[str, str]


class OperatingFigureRecords(LedgerResource):
    code = "operating-figures"
    export_rights = {FIGURES_OUT: Q()}
    above = "enterprises"
    above_column = "enterprise_id"
    derived = ("district",)
    natural_keys = (("enterprise_id", "period", "value_kind", "source_kind"),)

    enterprise = LedgerField("enterprise__name", "enterprise")
    period = LedgerField("period")
    principal_revenue = LedgerField("principal_revenue")
    gross_output = LedgerField("gross_output")
    gross_output_growth = LedgerField("gross_output_growth")
    value_added = LedgerField("value_added")
    total_profits = LedgerField("total_profits")
    taxes_paid = LedgerField("taxes_paid")
    exports_usd = LedgerField("exports_usd")
    employees = LedgerField("employees")
    electricity_kwh = LedgerField("electricity_kwh")
    value_kind = LedgerField("value_kind")
    source_kind = LedgerField("source_kind")

    class Meta:
        model = OperatingFigure
        fields = ("enterprise", "period", *MEASURES, "value_kind", "source_kind")


def build_figures(
    resource: OperatingFigureRecords, table: Table, firms: RecordSet, districts: list[int | None], importer: Importer
) -> RecordSet:
    """One record for each row and month in which any figure stands. `firms` has one record a data row, matched already; `districts` are
    those of the firms, which a new figure keeps for ever while an old one keeps its own."""
    slots = {(month, kind, ADMINISTRATIVE): columns for (month, kind), columns in _slots(table).items()}
    records = records_of_slots(resource, table, firms, slots=slots, kept=MEASURES)
    pairs = zip(records.rows, records.targets, strict=True)
    records.said["district_id"] = [districts[row] if target is None else None for row, target in pairs]
    check_months(table, records, slots, importer)
    return records


def _slots(table: Table) -> dict[Slot, dict[str, CleanColumn]]:
    """Columns by the month to which they belong and the kind of value that they are."""
    slots: dict[Slot, dict[str, CleanColumn]] = defaultdict(dict)
    undated, left = False, None
    for column in table.columns:
        measure = column.match.key
        if measure not in MEASURES:
            left = None
            continue
        month = _month(column, table, left if measure == "gross_output_growth" else None)
        left = month if measure == "gross_output" else left
        if month is None:
            undated = True
        elif month == "":
            table.findings.warn(None, "single_month", match=column.match, value=column.match.header)
        else:
            slots[month, _value_kind(column, month, table)].setdefault(measure, column)
    if undated:
        table.findings.warn(None, "no_period")
    return slots


def _month(column: CleanColumn, table: Table, left: str | None) -> str | None:
    """`2016-03` for January to March; "" for a single month, which is not kept; None where nothing says which."""
    named = column.match.period
    if named is None:
        return left or table.context.period
    return "" if is_single_month(column.match) else named.key


def is_single_month(match: ColumnMatch) -> bool:
    """Whether a column's head speaks of one month alone; January alone is January to January."""
    named = match.period
    return named is not None and named.span == "month" and named.month != 1 and bool(match.places)


def _value_kind(column: CleanColumn, month: str, table: Table) -> str:
    """What the head or the notes say of the figures (2015年数据为快报数); preliminary where nothing is said."""
    for word, kind in VALUE_KINDS:
        if word in column.match.header:
            return kind
    for note in table.context.notes:
        for part in note.replace("；", "。").replace(";", "。").split("。"):
            if month[:4] in part and month.endswith("-12"):
                for word, kind in VALUE_KINDS:
                    if word in part:
                        return kind
    return PRELIMINARY
