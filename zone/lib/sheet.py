"""A workbook as read: raw values with the row and column numbers that Excel shows, and what stands beside them."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | datetime | date | time | timedelta | None
VISIBLE, HIDDEN, VERY_HIDDEN = "visible", "hidden", "very_hidden"


class Runs:
    """Something said of few cells, or of many cells below each other: (column) → runs of rows with one value.

    A hundred thousand cells of one format in a column are one run, so facts about cells cost next to nothing.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: dict[int, list[list]] | None = None):
        self.columns: dict[int, list[list]] = columns or {}

    def add(self, row: int, column: int, value) -> None:
        """Rows of a column must come in rising order; one that does not is filed in its place."""
        runs = self.columns.setdefault(column, [])
        if not runs or row > runs[-1][1]:
            if runs and runs[-1][1] == row - 1 and runs[-1][2] == value:
                runs[-1][1] = row
            else:
                runs.append([row, row, value])
        elif self.get(row, column) is None:
            runs.insert(bisect_right(runs, row, key=_first), [row, row, value])

    def get(self, row: int, column: int, default=None):
        runs = self.columns.get(column)
        if not runs:
            return default
        at = bisect_right(runs, row, key=_first) - 1
        return runs[at][2] if at >= 0 and row <= runs[at][1] else default

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.get(*cell) is not None

    def __bool__(self) -> bool:
        return bool(self.columns)

    def __len__(self) -> int:
        return sum(last - first + 1 for runs in self.columns.values() for first, last, _value in runs)

    def cells(self) -> Iterator[tuple[int, int, object]]:
        """Every (row, column, value), column by column."""
        for column, runs in self.columns.items():
            for first, last, value in runs:
                for row in range(first, last + 1):
                    yield row, column, value


def _first(run: list) -> int:
    return run[0]


@dataclass(slots=True)
class Sheet:
    """One worksheet. `rows[i]` is the row that Excel numbers `first_row + i`, item 0 is column A; rows may be short.

    `merges` are (first row, first column, last row, last column), numbered from 1 and inclusive. `formats` holds number
    formats other than General; `formulas` says of each formula whether the file holds its result (True) or it was never
    calculated (False); `errors` holds `#DIV/0!` and the like, whose value is None.
    """

    name: str
    rows: list[list[Value]]
    first_row: int = 1
    width: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Runs = field(default_factory=Runs)
    formulas: Runs = field(default_factory=Runs)
    errors: Runs = field(default_factory=Runs)

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    def row(self, number: int) -> list[Value]:
        """The values of a row by its Excel number; [] outside the sheet."""
        at = number - self.first_row
        return self.rows[at] if 0 <= at < len(self.rows) else []

    def value(self, row: int, column: int) -> Value:
        cells = self.row(row)
        return cells[column - 1] if 0 < column <= len(cells) else None

    def numbered(self) -> Iterator[tuple[int, list[Value]]]:
        """(Excel row number, values) of every row, blank ones too."""
        return enumerate(self.rows, self.first_row)


@dataclass(slots=True)
class SheetInfo:
    """A worksheet of the file, read or not. `refusal` is (code, params) where this sheet alone is over a limit."""

    name: str
    visibility: str = VISIBLE
    sheet: Sheet | None = None
    refusal: tuple[str, dict] | None = None


@dataclass(slots=True)
class Workbook:
    """All worksheets of a file in order. `encoding` and `delimiter` are set for csv; `is_1904` is the Mac's
    calendar."""

    format: str
    sheets: list[SheetInfo]
    encoding: str | None = None
    delimiter: str | None = None
    is_1904: bool = False

    def read_sheets(self) -> list[SheetInfo]:
        return [info for info in self.sheets if info.sheet is not None]

    def info(self, name: str) -> SheetInfo | None:
        return next((info for info in self.sheets if info.name == name), None)
