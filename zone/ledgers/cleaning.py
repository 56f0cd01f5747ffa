"""Cleaning a sheet column by column: each distinct value is read once, however many rows have it."""

from dataclasses import dataclass, field

from zone.ledgers.findings import Findings
from zone.ledgers.widgets import CLEAR, CLEAR_WORDS, CellWidget, Reading
from zone.lib.layout import ColumnMatch
from zone.lib.problems import CellProblem
from zone.lib.rows import Row
from zone.lib.sheet import Sheet
from zone.lib.textkey import match_key

QUIET_NOTES = frozenset(("footnote", "remark", "price_basis", "is_approximate"))
ABSENT = object()


@dataclass(slots=True)
class CleanColumn:
    """A column as read: one value a data row, None where the cell says nothing. `notes` by the index of the data row."""

    match: ColumnMatch
    raw: list
    values: list
    notes: dict[int, tuple] = field(default_factory=dict)


def clean_column(sheet: Sheet, rows: list[Row], match: ColumnMatch, widget: CellWidget, context, findings: Findings) -> CleanColumn:
    """Read one column of the data rows; problems and notes go to `findings`, a cell that cannot be taken gives None."""
    at = match.index
    raw = [row.values[at] if at < len(row.values) else None for row in rows]
    formats = _formats(sheet, rows, match.column, widget)
    if formats is None:
        kinds = set(map(type, raw))
        keys = [(type(value), value) for value in raw] if bool in kinds and len(kinds) > 2 else raw
    else:
        keys = list(zip(raw, formats, strict=True))
    distinct = set(keys)
    read: dict = {None: None}
    if keys is raw:
        read |= widget.fast(distinct, match, context)
    loud: dict = {}
    for key in distinct:
        if key in read:
            continue
        value, number_format = (key, "") if keys is raw else key if formats is not None else (key[1], "")
        reading = _read(widget, value, number_format or "", match, context)
        if isinstance(reading, CellProblem):
            loud[key], read[key] = reading, None
        else:
            read[key] = reading.value
            if reading.notes:
                loud[key] = reading.notes
    column = CleanColumn(match, raw, [read[key] for key in keys])
    if loud:
        _tell(column, rows, keys, loud, findings)
    _tell_formulas(sheet, rows, column, findings)
    return column


def _read(widget: CellWidget, value: object, number_format: str, match: ColumnMatch, context) -> Reading | CellProblem:
    if value is None or (type(value) is str and not value.strip()):
        return Reading()
    if type(value) is str and len(value) <= 6 and match_key(value) in CLEAR_WORDS:
        return Reading(CLEAR)
    try:
        return widget.clean(value, number_format=number_format, column=match, sheet=context)
    except CellProblem as problem:
        return problem


def _formats(sheet: Sheet, rows: list[Row], column: int, widget: CellWidget) -> list[str] | None:
    """The number format of each row's cell, where any format of the column means something to the widget; else None."""
    runs = sheet.formats.columns.get(column)
    if not runs or not any(widget.heeds(number_format) for number_format in {run[2] for run in runs}):
        return None
    get = sheet.formats.get
    return [get(row.source(column), column, "") for row in rows]


def _tell(column: CleanColumn, rows: list[Row], keys: list, loud: dict, findings: Findings) -> None:
    for index, key in enumerate(keys):
        said = loud.get(key)
        if said is None:
            continue
        number, value = rows[index].number, column.raw[index]
        if isinstance(said, CellProblem):
            findings.problem(number, said, match=column.match, value=value)
        else:
            column.notes[index] = said
            findings.notes(number, [note for note in said if note.code not in QUIET_NOTES], match=column.match, value=value)


def _tell_formulas(sheet: Sheet, rows: list[Row], column: CleanColumn, findings: Findings) -> None:
    """Errors of formulas (#DIV/0!) and formulas that were never calculated, where the reader gives no value."""
    number = column.match.column
    errors, formulas = sheet.errors.columns.get(number), sheet.formulas.columns.get(number)
    if not errors and not formulas:
        return
    for index, row in enumerate(rows):
        if column.raw[index] is not None:
            continue
        source = row.source(number)
        if (text := sheet.errors.get(source, number)) is not None:
            findings.error(row.number, "formula_error", match=column.match, value=text)
        elif sheet.formulas.get(source, number) is False:
            findings.error(row.number, "formula_not_calculated", match=column.match)
