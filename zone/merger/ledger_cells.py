"""The share of a task that is done, and the number by which it is kept, as sheets write them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR, CellWidget, NumberWidget, Reading, text_of
from zone.lib.numerals import number_of
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import match_key
from zone.lib.units import PERCENT
from zone.lib.yes_no import parse_yes_no
from zone.merger.ledger_columns import TICKS
from zone.merger.models import MergerTask

BEFORE_TITLE = re.compile(r"^\s*[（(]?([0-9]{1,4})[)）.．、]\s*(?![0-9])")
_SERIAL = re.compile(r"\(?([0-9]{1,4})[).、]?")
ALL = Decimal(100)
_TENTHS = re.compile(r"(?:约|近)?([一二三四五六七八九])成(?:左右)?")


class ShareWidget(NumberWidget):
    """Percent done, never above 100. 八成 is 80; 过半 and other words without a figure say none."""

    def __init__(self) -> None:
        super().__init__(PERCENT, least=0)

    def fast(self, values: set, column, sheet) -> dict:
        return {value: number for value, number in super().fast(values, column, sheet).items() if number <= ALL}

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value) if isinstance(value, str) else ""
        if tenths := _TENTHS.fullmatch(text):
            return Reading(Decimal(number_of(tenths[1]) * 10))
        try:
            return super().clean(value, **where)
        except CellProblem:
            if not text or any(character.isdigit() for character in text):
                raise
            return Reading(None, (Note("missing_reason", {"text": text[:60], "reason": "state"}),))

    def _told(self, number, own, value: object) -> Reading:
        reading = super()._told(number, own, value)
        if reading.value is not None and reading.value > ALL:
            raise CellProblem("not_a_number", text=number.text, reason="above_all")
        return reading


class TickWidget(CellWidget):
    """√ in a column that is a state by its head; what is neither yes nor no is left out and told."""

    def clean(self, value, row=None, **where) -> Reading:
        try:
            return Reading(True if parse_yes_no(value) else None)
        except CellProblem:
            return Reading(None, (Note("missing_reason", {"text": text_of(value)[:60], "reason": "state"}),))


def states_ticked(table: Table) -> list[str | None]:
    """The one state that is ticked in each row; of several none is taken."""
    columns = [(TICKS[column.match.key], column) for column in table.columns if column.match.key in TICKS]
    found: list[str | None] = []
    for row in range(len(table)):
        ticked = [(state, column) for state, column in columns if column.values[row] is True]
        found.append(ticked[0][0] if len(ticked) == 1 else None)
        for _state, column in ticked if len(ticked) > 1 else ():
            told = {"match": column.match, "value": column.raw[row], "text": text_of(column.raw[row]), "reason": "state"}
            table.findings.warn(table.rows[row].number, "missing_reason", **told)
    return found


def shares_done(table: Table, states: list[str | None]) -> list:
    """Percent done by row. Where no cell of the column is above 1, and one lies between or stands beside 已完成, they are shares of 1: 0.8
    is 80 %. A fraction among percentages may be either, and is left out."""
    column = table.column("progress_percent")
    if column is None:
        return [None] * len(table)
    bare = {
        row: value
        for row, value in enumerate(column.values)
        if value is not None and value is not CLEAR and "%" not in unicodedata.normalize("NFKC", str(column.raw[row]))
    }
    told = [value for value in column.values if value is not None and value is not CLEAR]
    done = {row for row, value in bare.items() if value == 1 and states[row] in (MergerTask.State.DONE, MergerTask.State.CLOSED)}
    fractions = {row for row, value in bare.items() if 0 < value < 1}
    values = list(column.values)
    if len(bare) == len(told) and (fractions or done) and max(told) <= 1:
        return [value * 100 if row in bare else value for row, value in enumerate(values)]
    # Beside fractions 1 may be all of it or one percent.
    fractions |= {row for row, value in bare.items() if value == 1} - done if fractions else set()
    for row in done:
        values[row] = Decimal(100)
    for row in fractions:
        values[row] = None
        table.findings.warn(table.rows[row].number, "ambiguous_percent", reason="share", **table.cell("progress_percent", row))
    return values


def task_numbers(table: Table, plans: list[str], stored: Iterable[tuple[str, int, str]]) -> list[int]:
    """The number of each task: its serial where that is one of its own, or the number before its words; else that of the stored task of
    this title; else the next one that is free. `stored`: plan, number and title."""
    titles: dict[tuple[str, str], list[int]] = defaultdict(list)
    named: dict[tuple[str, int], str] = {}
    for plan, number, title in stored:
        titles[plan, match_key(title)].append(number)
        named[plan, number] = match_key(title)
    written = [_written(table, row) for row in range(len(table))]
    taken = set(named) | {(plan, number) for plan, number in zip(plans, written, strict=True) if number}
    numbers: list[int] = []
    given: set[tuple[str, int]] = set()
    for row, (plan, number) in enumerate(zip(plans, written, strict=True)):
        key = match_key(BEFORE_TITLE.sub("", table.values("title")[row] or ""))
        if number:
            if named.get((plan, number), key) != key:
                table.findings.warn(table.rows[row].number, "number_of_another", number=number, **table.cell("title", row))
        else:
            number = next((known for known in titles[plan, key] if (plan, known) not in given), None) or _next_free(plan, numbers, taken)
            taken.add((plan, number))
            if _has_odd_serial(table, row):
                table.findings.warn(table.rows[row].number, "serial_not_whole", number=number, **table.cell("number", row))
        numbers.append(number)
        given.add((plan, number))
    return numbers


def _written(table: Table, row: int) -> int | None:
    """The whole number that the row itself says."""
    if before := BEFORE_TITLE.match(table.values("title")[row] or ""):
        return int(before[1])
    serial = _SERIAL.fullmatch(unicodedata.normalize("NFKC", _serial(table, row)))
    return int(serial[1]) if serial else None


def _serial(table: Table, row: int) -> str:
    """The row's own serial; one merged over several rows is none."""
    match = table.match("number")
    is_own = match is not None and table.rows[row].source(match.column) == table.rows[row].number
    return (table.values("number")[row] or "").strip() if is_own else ""


def _has_odd_serial(table: Table, row: int) -> bool:
    return any(character.isdigit() for character in _serial(table, row))


def _next_free(plan: str, numbers: list[int], taken: set[tuple[str, int]]) -> int:
    number = (numbers[-1] if numbers else 0) + 1
    while (plan, number) in taken:
        number += 1
    return number
