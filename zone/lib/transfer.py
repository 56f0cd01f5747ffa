"""How a read workbook travels from the reading child to its parent: a file of marshalled plain values.

Never pickle: whatever a hostile file made of the child, the parent only builds numbers, text, lists and dates.
Days and times go as tuples, with a note in which columns of a block they stand.
"""

import gc
import marshal
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from zone.lib.sheet import Runs, Sheet, SheetInfo, Workbook

BLOCK = 2_000
PLAIN = frozenset((str, int, float, bool, type(None)))


LENGTH = struct.Struct("<Q")


def write_frame(file, thing) -> None:
    data = marshal.dumps(thing)
    file.write(LENGTH.pack(len(data)))
    file.write(data)


def read_frame(file):
    """The next thing of the file; read in one piece, since marshal fetches a file's bytes by the handful."""
    data = file.read(LENGTH.size)
    if len(data) < LENGTH.size:
        raise EOFError("the result is cut off")
    (length,) = LENGTH.unpack(data)
    return marshal.loads(file.read(length))  # noqa: S302 - plain values only, from our own child


def _packed(value) -> tuple:
    if isinstance(value, datetime):
        return (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
    if isinstance(value, date):
        return (value.year, value.month, value.day)
    if isinstance(value, time):
        return (value.hour, value.minute, value.second, value.microsecond)
    if isinstance(value, timedelta):
        return (value.total_seconds(),)
    return (str(value), "")


def _unpacked(value: tuple):
    match len(value):
        case 7:
            return datetime(*value)
        case 3:
            return date(*value)
        case 4:
            return time(*value)
        case 1:
            return timedelta(seconds=value[0])
        case _:
            return value[0]


def write_rows(file, rows: Iterable[list], on_block: Callable[[int], None]) -> tuple[int, int, int]:
    """Write rows in blocks, without the blank edges; gives (first row written, number of rows, width)."""
    block: list[list] = []
    packed_columns: set[int] = set()
    first = count = width = blanks = number = 0
    for number, row in enumerate(rows, 1):
        if not any(value is not None for value in row):
            blanks += 1
            continue
        if not first:
            first = number
        else:
            block.extend([] for _blank in range(blanks))
        blanks = 0
        while row[-1] is None:
            row.pop()
        if not PLAIN.issuperset(map(type, row)):
            for at, value in enumerate(row):
                if type(value) not in PLAIN:
                    row[at] = _packed(value)
                    packed_columns.add(at)
        block.append(row)
        width = max(width, len(row))
        if len(block) >= BLOCK:
            count += len(block)
            write_frame(file, (block, sorted(packed_columns)))
            on_block(len(block))
            block, packed_columns = [], set()
    if block:
        count += len(block)
        write_frame(file, (block, sorted(packed_columns)))
        on_block(len(block))
    write_frame(file, None)
    return first or 1, count, width


def write_info(file, info: SheetInfo, extent: tuple[int, int, int]) -> None:
    """What stands beside the rows, written after them since reading the rows finds some of it."""
    sheet = info.sheet
    facts = None
    if sheet is not None:
        facts = (
            extent[0], extent[2], sheet.merges, sorted(sheet.hidden_rows), sorted(sheet.hidden_columns),
            sheet.formats.columns, sheet.formulas.columns, sheet.errors.columns,
        )  # fmt: skip
    write_frame(file, (info.name, info.visibility, info.refusal, facts))


def read_workbook_file(path: Path) -> Workbook:
    """The workbook that a child wrote. ValueError, EOFError or TypeError for a file that is not whole."""
    was_collecting = gc.isenabled()
    gc.disable()  # a million fresh lists set the collector off again and again, and none of them is circular
    try:
        with path.open("rb") as file:
            file_format, facts, count = read_frame(file)
            sheets = [_read_sheet(file) for _number in range(count)]
    finally:
        if was_collecting:
            gc.enable()
    return Workbook(file_format, sheets, **facts)


def _read_sheet(file) -> SheetInfo:
    rows = list(_read_rows(file))
    name, visibility, refusal, facts = read_frame(file)
    if facts is None:
        return SheetInfo(name, visibility, None, refusal)
    first, width, merges, hidden_rows, hidden_columns, formats, formulas, errors = facts
    sheet = Sheet(
        name, rows, first, width, merges, frozenset(hidden_rows), frozenset(hidden_columns),
        Runs(formats), Runs(formulas), Runs(errors),
    )  # fmt: skip
    return SheetInfo(name, visibility, sheet, refusal)


def _read_rows(file) -> Iterator[list]:
    while (block := read_frame(file)) is not None:
        rows, packed_columns = block
        for at in packed_columns:
            for row in rows:
                if at < len(row) and type(row[at]) is tuple:
                    row[at] = _unpacked(row[at])
        yield from rows
