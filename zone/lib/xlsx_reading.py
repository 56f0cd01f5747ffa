"""An xlsx into plain values: values by calamine, all else by one pass over the sheet's XML, which guards calamine."""

from collections.abc import Iterator
from pathlib import Path

import python_calamine

from zone.lib import archive
from zone.lib.cellformat import from_serial, is_date_format
from zone.lib.limits import Limits
from zone.lib.refusals import Refused
from zone.lib.sheet import Runs, Sheet, SheetInfo
from zone.lib.xlsx_facts import Facts, read_facts
from zone.lib.xlsx_parts import read_parts

EXACT = 10**15  # beyond this a cell's number has lost digits and is no whole number any more


def read_xlsx(path: Path, limits: Limits, wanted: str | None) -> tuple[dict, Iterator[tuple[SheetInfo, Iterator[list]]]]:
    """Facts of the workbook, and its sheets one after the other, each with an iterator over its rows."""
    members = archive.directory(path, limits)
    with path.open("rb") as file:
        parts = read_parts(file, members)
    archive.check_members(path, members, frozenset(member.filename for _name, _visibility, member in parts.sheets))
    return {"is_1904": parts.is_1904}, _sheets(path, parts, limits, wanted)


def _sheets(path: Path, parts, limits: Limits, wanted: str | None):
    book = None
    with path.open("rb") as file:
        for name, visibility, member in parts.sheets:
            info = SheetInfo(name, visibility)
            facts = None
            try:
                facts = read_facts(_guarded(file, member), parts.formats, limits)
            except Refused as refusal:
                if not refusal.code.startswith("too_many_") or name == wanted:
                    raise
                info.refusal = (refusal.code, refusal.params)
            if facts is None or (wanted is not None and name != wanted):
                yield info, iter(())
                continue
            if book is None:
                book = _open(path)
            table = book.get_sheet_by_name(name)
            start = table.start
            info.sheet = Sheet(
                name, [], 1, 0, facts.merges, frozenset(facts.hidden_rows), frozenset(facts.hidden_columns),
                facts.formats, facts.formulas, facts.errors,
            )  # fmt: skip
            yield info, _rows(table.iter_rows(), start[1], facts, parts.is_1904) if start else iter(())


def _open(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, OSError) as error:
        raise Refused("damaged") from error


def _guarded(file, member) -> Iterator[bytes]:
    for number, part in enumerate(archive.chunks(file, member)):
        if number == 0:
            archive.refuse_doctype(part, member.filename)
        yield part


def _rows(rows: Iterator[list], left: int, facts: Facts, is_1904: bool) -> Iterator[list]:
    padding = [None] * left
    undated = _date_columns(facts.formats)
    for number, row in enumerate(rows, 1):
        row = padding + [
            None if value == "" else int(value)
            if type(value) is float and value.is_integer() and -EXACT < value < EXACT else value
            for value in row
        ]  # fmt: skip
        for column in undated:
            value = row[column - 1] if column <= len(row) else None
            if type(value) in (int, float) and is_date_format(facts.formats.get(number, column, "")):
                moment = from_serial(value, is_1904)
                row[column - 1] = value if moment is None else moment
        yield row


def _date_columns(formats: Runs) -> list[int]:
    """Columns with a cell in a date format: calamine does not know the built-in formats of a Chinese Excel."""
    return [column for column, runs in formats.columns.items() if any(is_date_format(name) for _first, _last, name in runs)]
