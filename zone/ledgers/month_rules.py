"""Months into which a sheet may write: not locked ones, and none that has not begun."""

from collections.abc import Iterable, Mapping

from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.importer import Importer
from zone.ledgers.table import Table
from zone.models import Period
from zone.reporting_months import is_future


def check_months(table: Table, columns: Mapping[str, Iterable[CleanColumn]], importer: Importer) -> None:
    """`period_locked` and `future_period` at every filled cell of these columns, by the month (`2016-06`) to which they belong."""
    locked = set(Period.objects.locked().filter(month__in=list(columns)).values_list("month", flat=True)) if columns else set()
    for month, written in columns.items():
        code = "period_locked" if month in locked else "future_period" if is_future(month, on=importer.on) else ""
        if not code:
            continue
        for column in written:
            for row, value in enumerate(column.values):
                if value is not None:
                    table.findings.error(table.rows[row].number, code, match=column.match, value=column.raw[row], period=month)
