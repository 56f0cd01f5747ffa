"""Builders of spreadsheets for tests, so that no binaries lie in the repository.

path = make_xlsx(tmp_path / "a.xlsx", ["序号", "企业名称"], [1, "甲"], title="台账", merges=["A3:A4"])
"""

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from zone.lib.letters import letter


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel kept; `cached=None` is one that was never calculated. An error text
    (`#DIV/0!`) as result makes an error cell."""

    text: str
    cached: float | int | str | None = None


def make_xlsx(
    path: Path | str,
    *rows: Sequence,
    title: str | Sequence[str] = (),
    merges: Sequence[str] = (),
    formats: dict[str, str] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    sheet: str = "Sheet1",
    others: dict[str, Sequence[Sequence]] | None = None,
    hidden_sheets: Sequence[str] = (),
    is_1904: bool = False,
) -> Path:
    """Write rows below the title lines and return the path. None is a blank cell.

    `merges` and the keys of `formats` name ranges and cells as on the screen ("A3:A4", "D7"); a key of `formats` may
    be a column ("D"). Each title line is merged over the table's width. `others` are further sheets, name to rows.
    """
    book = xlsxwriter.Workbook(
        str(path),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "date_1904": is_1904,
            "default_date_format": "yyyy/m/d",
        },
    )
    titles = [title] if isinstance(title, str) else list(title)
    width = max((len(row) for row in rows), default=1)
    page = book.add_worksheet(sheet)
    styles = {place: book.add_format({"num_format": name}) for place, name in (formats or {}).items()}
    for at, text in enumerate(titles):
        _put(page, at, 0, text, {})
        if width > 1:
            page.merge_range(at, 0, at, width - 1, text)
    for at, row in enumerate(rows, len(titles)):
        for column, value in enumerate(row):
            _put(page, at, column, value, styles)
    for place in merges:
        _merge(page, place, rows, len(titles), styles)
    for number in hidden_rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    for column in hidden_columns:
        page.set_column(f"{column}:{column}", None, None, {"hidden": True})
    for name, lines in (others or {}).items():
        other = book.add_worksheet(name)
        for at, row in enumerate(lines):
            for column, value in enumerate(row):
                _put(other, at, column, value, {})
        if name in hidden_sheets:
            other.hide()
    if sheet in hidden_sheets:
        page.hide()
        book.worksheets()[1].activate()
        book.worksheets()[1].set_first_sheet()
    book.close()
    return Path(path)


def _put(page, row: int, column: int, value, styles: dict) -> None:
    style = styles.get(f"{letter(column + 1)}{row + 1}") or styles.get(letter(column + 1))
    if value is None:
        return
    if isinstance(value, Formula):
        page.write_formula(row, column, value.text, style, "" if value.cached is None else value.cached)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, datetime | date | time):
        page.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        page.write_string(row, column, value, style)
    else:
        page.write_number(row, column, value, style)


def _merge(page, place: str, rows: Sequence[Sequence], offset: int, styles: dict) -> None:
    from xlsxwriter.utility import xl_cell_to_rowcol

    first, last = place.split(":")
    top, left = xl_cell_to_rowcol(first)
    bottom, right = xl_cell_to_rowcol(last)
    value = rows[top - offset][left] if top >= offset and left < len(rows[top - offset]) else None
    page.merge_range(top, left, bottom, right, "")
    _put(page, top, left, value, styles)


def make_csv(path: Path | str, *rows: Sequence, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\r\n") -> Path:
    """Write rows as text, cells quoted where they must be."""
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    Path(path).write_bytes(text.getvalue().encode(encoding))
    return Path(path)


def rezip(source: Path, target: Path, change: dict[str, bytes | None] | None = None, add: dict[str, bytes] | None = None) -> Path:
    """Copy a zip with members replaced (None removes one) and others added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = (change or {}).get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return target


def make_ole(path: Path | str, streams: dict[str, bytes]) -> Path:
    """A compound file with these streams, each padded to have sectors of its own."""
    size, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    table = [0xFFFFFFFD]  # sector 0 is the table itself
    names = ["Root Entry", *streams]
    directory_sectors = -(-len(names) // 4)
    table += [number + 2 for number in range(directory_sectors - 1)] + [end]
    entries, body = [], b""
    for number, name in enumerate(names):
        data = b"" if number == 0 else streams[name].ljust(4096, b"\0")
        first = len(table) if data else end
        sectors = -(-len(data) // size)
        table += [first + at + 1 for at in range(sectors - 1)] + ([end] if sectors else [])
        body += data.ljust(sectors * size, b"\0")
        written = name.encode("utf-16-le") + b"\0\0"
        entries.append(
            written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), 5 if number == 0 else 2, 1, free, free, free)
            + bytes(36) + struct.pack("<III", first, len(data), 0)
        )  # fmt: skip
    directory = b"".join(entries).ljust(directory_sectors * size, b"\0")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
        + struct.pack("<10I", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    )  # fmt: skip
    sectors = struct.pack("<128I", *(table + [free] * 128)[:128])
    Path(path).write_bytes(header + sectors + directory + body)
    return Path(path)
