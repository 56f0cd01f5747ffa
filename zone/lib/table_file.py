"""A table as a file that Excel and WPS open: typed cells, frozen heads, who took it and when in the page footer."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import xlsxwriter

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_table(kind: str, heads: Sequence[str], rows: Iterable[Sequence], *, title: str, footer: str) -> BinaryIO:
    """`kind` xlsx or csv. A temporary file, open at its beginning; rows are read one at a time."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    if kind == "csv":
        _write_csv(file, heads, rows)
    else:
        _write_xlsx(file, heads, rows, title=title, footer=footer)
    file.seek(0)
    return file


def _write_csv(file, heads, rows) -> None:
    """UTF-8 with a byte order mark, which Excel needs. Text that a sheet would take for a formula is disarmed."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_plain(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _plain(value):
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _write_xlsx(file, heads, rows, *, title, footer) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&R&P / &N")
    for column, head in enumerate(heads):
        sheet.set_column(column, column, min(40, max(10, 2 * len(head) + 2)))
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is not None and value != "":
                sheet.write(number, column, value)
    book.close()
