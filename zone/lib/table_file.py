"""A table as a file that Excel and WPS open: typed cells, frozen heads, who took it and when in the footer. No text is a formula."""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import BinaryIO

from zone.lib.csv_text import csv_lines
from zone.lib.sheet_cells import ANY
from zone.lib.sheet_writer import BookWriter, SheetColumn, SheetLayout

CHUNK = 1000


def write_table(kind: str, heads: Sequence[str], rows: Iterable[Sequence], *, title: str, footer: str) -> BinaryIO:
    """`kind` xlsx or csv. A temporary file, open at its beginning; rows are read some at a time."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    if kind == "csv":
        file.writelines(line.encode() for line in csv_lines(chain([heads], rows)))
    else:
        _write_xlsx(file, heads, iter(rows), title=title, footer=footer)
    file.seek(0)
    return file


def _write_xlsx(file: BinaryIO, heads: Sequence[str], rows: Iterable[Sequence], *, title: str, footer: str) -> None:
    columns = [SheetColumn((head,), ANY, min(40, max(10, 2 * len(head) + 2))) for head in heads]
    with BookWriter(file) as book, book.sheet(SheetLayout(title, columns, frozen=1, page_footer=footer)) as sheet:
        while part := list(islice(rows, CHUNK)):
            sheet.write(list(zip(*part, strict=True)))
