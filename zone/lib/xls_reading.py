"""An old .xls (BIFF8) into plain values, with formats, merges and hidden rows, by xlrd."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import xlrd
from xlrd.compdoc import CompDocError

from zone.lib.cellformat import GENERAL, from_serial, is_date_format
from zone.lib.limits import Limits
from zone.lib.refusals import Refused
from zone.lib.sheet import HIDDEN, VERY_HIDDEN, VISIBLE, Runs, Sheet, SheetInfo

VISIBILITY = {0: VISIBLE, 1: HIDDEN, 2: VERY_HIDDEN}
WORKSHEET_ERRORS = (
    xlrd.XLRDError, CompDocError, struct.error, IndexError, KeyError, ValueError, TypeError, AssertionError,
    AttributeError, OverflowError, UnicodeError, ZeroDivisionError, NotImplementedError,
)  # fmt: skip


def read_xls(path: Path, limits: Limits, wanted: str | None) -> tuple[dict, Iterator[tuple[SheetInfo, Iterator[list]]]]:
    """Facts of the workbook, and its sheets one after the other, each with an iterator over its rows."""
    try:
        book = xlrd.open_workbook(path, logfile=io.StringIO(), formatting_info=True, on_demand=True)
    except WORKSHEET_ERRORS as error:
        raise Refused("encrypted" if "encrypt" in str(error).lower() else "damaged") from error
    return {"is_1904": book.datemode == 1}, _sheets(book, limits, wanted)


def _sheets(book: xlrd.Book, limits: Limits, wanted: str | None):
    for number, name in enumerate(book.sheet_names()):
        info = SheetInfo(name)
        if wanted is not None and name != wanted:
            info.visibility = VISIBILITY.get(book._sheet_visibility[number], VISIBLE)
            yield info, iter(())
            continue
        try:
            table = book.sheet_by_index(number)
            info.visibility = VISIBILITY.get(table.visibility, VISIBLE)
            info.sheet = _sheet(book, table)
        except WORKSHEET_ERRORS as error:
            raise Refused("damaged") from error
        rows, columns = _extent(table)
        if rows > limits.rows or columns > limits.columns:
            kind, limit = ("rows", limits.rows) if rows > limits.rows else ("columns", limits.columns)
            if name == wanted:
                raise Refused(f"too_many_{kind}", {"limit": limit})
            info.sheet, info.refusal = None, (f"too_many_{kind}", {"limit": limit})
            yield info, iter(())
            continue
        yield info, _rows(book, table, info.sheet, rows, columns)
        book.unload_sheet(number)


def _extent(table) -> tuple[int, int]:
    """Rows and columns that hold something: formatting alone often reaches to the last row."""
    filled = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
    rows = columns = 0
    for number in range(table.nrows):
        kinds = table.row_types(number)
        last = next((at + 1 for at in range(len(kinds) - 1, -1, -1) if kinds[at] not in filled), 0)
        if last:
            rows, columns = number + 1, max(columns, last)
    return rows, columns


def _sheet(book: xlrd.Book, table) -> Sheet:
    merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in table.merged_cells]
    hidden_rows = frozenset(number + 1 for number, row in table.rowinfo_map.items() if row.hidden)
    hidden_columns = frozenset(number + 1 for number, column in table.colinfo_map.items() if column.hidden)
    return Sheet(table.name, [], 1, 0, merges, hidden_rows, hidden_columns, Runs(), Runs(), Runs())


def _rows(book: xlrd.Book, table, sheet: Sheet, rows: int, columns: int) -> Iterator[list]:
    formats = [_format_name(book, style) for style in book.xf_list]
    is_1904 = book.datemode == 1
    for number in range(rows):
        cells: list = []
        styles = table._cell_xf_indexes[number]
        for column, (kind, value) in enumerate(zip(table.row_types(number), table.row_values(number), strict=True)):
            if column >= columns:
                break
            name = formats[styles[column]] if column < len(styles) and styles[column] < len(formats) else None
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
                cells.append(None)
                continue
            if name is not None:
                sheet.formats.add(number + 1, column + 1, name)
            if kind == xlrd.XL_CELL_ERROR:
                sheet.errors.add(number + 1, column + 1, xlrd.error_text_from_code.get(value, "#VALUE!"))
                cells.append(None)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                cells.append(bool(value))
            elif isinstance(value, float):
                moment = from_serial(value, is_1904) if name is not None and is_date_format(name) else None
                cells.append(_number(value) if moment is None else moment)
            else:
                cells.append(value)
        yield cells


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 10**15 else value


def _format_name(book: xlrd.Book, style) -> str | None:
    found = book.format_map.get(style.format_key)
    name = found.format_str if found else ""
    return name if name and name.lower() != GENERAL.lower() else None
