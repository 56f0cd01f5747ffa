"""Sheets drawn as a grid: `UP` belongs to the cell above it, `LEFT` to the cell on its left, so that merged cells are seen in the test."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

UP, LEFT = "^", "<"


def wide(text: str, width: int) -> list[str]:
    """A line merged over the table's width."""
    return [text, *[LEFT] * (width - 1)]


def draw(path: Path, *rows: Sequence, sheet: str = "Sheet1", others: dict[str, Sequence[Sequence]] | None = None) -> Path:
    """Write the grid and further sheets, and return the path."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    _fill(book.active, rows)
    for name, lines in (others or {}).items():
        _fill(book.create_sheet(name), lines)
    book.save(path)
    return path


def _fill(page: Worksheet, rows: Sequence[Sequence]) -> None:
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            place = row, column
            if value in (UP, LEFT):
                owners[place] = owners[(row - 1, column) if value == UP else (row, column - 1)]
            else:
                owners[place] = place
                page.cell(row, column).value = value
    for owner in set(owners.values()):
        covered = [place for place, first in owners.items() if first == owner]
        if len(covered) > 1:
            bottom, right = max(row for row, _column in covered), max(column for _row, column in covered)
            page.merge_cells(start_row=owner[0], start_column=owner[1], end_row=bottom, end_column=right)
