"""Months into which a sheet may write: not locked ones, and none that has not begun."""

from collections.abc import Iterable

from zone.ledgers.importer import Importer
from zone.ledgers.records import RecordSet
from zone.ledgers.slots import Slots
from zone.ledgers.table import Table
from zone.lib.months import is_future
from zone.models import Period


def check_months(table: Table, records: RecordSet, slots: Slots, importer: Importer) -> None:
    """`period_locked` at every cell that would change something of a locked month, `future_period` at every filled cell of a month that
    has not begun. `records` are those of the slots. What stands in a locked month already may be said again."""
    locked = locked_months(month for month, *_rest in slots)
    closed = {slot for slot in slots if slot[0] in locked}
    if closed:
        records.compare()
    names = records.resource.natural_keys[0][1:]
    keys = zip(records.rows, *(records.said[name] for name in names), strict=True) if closed else ()
    places = {key: index for index, key in enumerate(keys)}
    for slot, columns in slots.items():
        if slot not in closed and not is_future(slot[0], on=importer.on):
            continue
        code = "period_locked" if slot in closed else "future_period"
        for name, column in columns.items():
            for row, value in enumerate(column.values):
                if value is not None and (slot not in closed or records.writes(places[row, *slot], name)):
                    table.findings.error(table.rows[row].number, code, match=column.match, value=column.raw[row], period=slot[0])


def locked_months(months: Iterable[str]) -> set[str]:
    """Those of the months that are locked; at most one statement."""
    months = sorted(set(months))
    return set(Period.objects.locked().filter(month__in=months).values_list("month", flat=True)) if months else set()
