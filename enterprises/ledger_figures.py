"""The figures of an enterprise ledger: each column belongs to a month, each month of a row is one record."""

import re
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
from zone.lib.vocabulary import BESIDE

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
GROWTH, SINGLE = "gross_output_growth", ""
_THIS_YEAR, _LAST_YEAR = ("本年", "今年", "当年"), ("上年", "去年")
_YEAR_ALONE = re.compile(r"((?:19|20)[0-9]{2}|上年|去年|本年|今年|当年)(?:年?度|年)?")


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
    undated, beside = False, last_years_beside(table)
    for column, left in zip(table.columns, _outputs_on_the_left(table, beside), strict=True):
        measure = column.match.key
        if measure not in MEASURES or column.match.column in beside:
            continue
        month = _month(column, table, left if measure == GROWTH else None)
        if month is None:
            undated = True
        elif month == SINGLE:
            table.findings.warn(None, "single_month", match=column.match, value=column.match.header)
        else:
            first = slots[month, _value_kind(column, month, table)].setdefault(measure, column)
            if first is not column:
                told = f"{first.match.letter} {first.match.header}"
                table.findings.warn(None, "duplicate_column", match=column.match, value=column.match.header, first=told)
    if undated:
        table.findings.warn(None, "no_period")
    for column in table.columns:
        if column.match.column in beside:
            table.findings.warn(None, "last_year_unclear", match=column.match, value=column.match.header)
    return slots


def _outputs_on_the_left(table: Table, beside: set[int]) -> list[str | None]:
    """For each column the month of the output of whose growth it may tell: the latest of the group on its left, since in 1-6月, 上年, 同比
    the growth is this year's. A single month goes no further than the column after it."""
    found, left = [], None
    for column in table.columns:
        found.append(left)
        if column.match.key == "gross_output" and column.match.column not in beside:
            month = _month(column, table, None)
            left = month if SINGLE in (month, left) or month is None else max(left or "", month)
        elif column.match.key not in ("gross_output", BESIDE):
            left = None
    return found


def last_years_beside(table: Table) -> set[int]:
    """Numbers of the columns of a bare 上年 beside this year's figure up to a month: they hold the same months of last year, as 上年同期
    does, and must not become the whole year's figure. 2015年 is meant so beside 2016年 or 本年, not beside 1-6月."""
    year, month = table.context.year, table.context.month
    if not year or not month or month == 12:
        return set()
    matches = [column.match for column in table.columns if column.match.key in MEASURES]
    own = [match for match in matches if match.period is None or match.period.key == table.context.period]
    this_year = {match.key for match in own}
    this_bare_year = {match.key for match in own if _bare_year(match) in (*_THIS_YEAR, str(year))}
    found = set()
    for match in matches:
        if match.period and match.period.key == f"{year - 1}-12":
            twins = this_year if _bare_year(match) in _LAST_YEAR else this_bare_year if _bare_year(match) else ()
            found |= {match.column} if match.key in twins else set()
    return found


def _bare_year(match: ColumnMatch) -> str:
    """上年, 本年 or 2015 where the head names a year and nothing else of time; else empty."""
    text = next((text for name, text in match.places.items() if name in ("year", "period")), "")
    return found[1] if (found := _YEAR_ALONE.fullmatch(text)) else ""


def _month(column: CleanColumn, table: Table, left: str | None) -> str | None:
    """`2016-03` for January to March; "" for a single month, which is not kept; None where nothing says which."""
    named = column.match.period
    if named is None:
        return table.context.period if left is None else left
    return SINGLE if is_single_month(column.match) else named.key


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
