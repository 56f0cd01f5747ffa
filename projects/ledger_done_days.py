"""Days on which something was done (签约, 注册, 实际开工), as a sheet tells them: these are kept to the day and without a precision."""

from datetime import date

from projects.derived import end_of_span
from projects.wording import start_in_progress
from zone.ledgers.records import RecordSet
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR
from zone.lib.dates import Day
from zone.models import Precision

DONE = {"signed_on": "signed_on", "registered_on": "registered_on", "actual_start": "actual_start_on"}
COARSE = (Precision.HALF, Precision.YEAR)


def settle_done_days(table: Table, said: dict[str, list], projects: RecordSet, on: date) -> None:
    """Put the days into `said`. What is planned or still to come was not done; 2015年底 tells no day; a month does not replace a day within
    it that is stored. `on` is today."""
    for key, column in DONE.items():
        stored = projects.stored_values(column)
        said[column] = [
            _done(table, key, row, stored.get(target), on) if day is not CLEAR else CLEAR
            for row, (day, target) in enumerate(zip(table.values(key), projects.targets, strict=True))
        ]


def _done(table: Table, key: str, row: int, stored: date | None, on: date) -> date | None:
    day = table.values(key)[row]
    if day is None and key == "actual_start":
        day = _start_in_progress(table, row)
    if day is None or day.on is None or (stored and day.spans(stored)):
        return None
    code = "still_to_come" if day.is_to_come(on) else "day_unknown" if day.precision in COARSE else ""
    if code:
        table.findings.warn(table.rows[row].number, code, **table.cell(key, row))
        return None
    return day.on


def _start_in_progress(table: Table, row: int) -> Day | None:
    """The start that the words of the progress tell: 4月已开工."""
    words = table.values("physical_progress")[row]
    told = start_in_progress(words, table.context.year) if words else None
    return Day(told[0], told[1], end_of_span(*told)) if told else None
