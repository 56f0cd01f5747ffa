"""The data rows of a sheet after cleaning: columns by key."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.findings import Findings
from zone.lib.rows import Row
from zone.lib.unit_words import NO_UNITS, UnitLine
from zone.lib.units import Unit


@dataclass(slots=True)
class Context:
    """What the cells lean on: the sheet's year, month and period (`2016-06`), the district and department that it speaks of, its units.

    `units` is what the unit line declares, `money` the unit of money that it or the user names (None: neither does).
    """

    year: int | None
    month: int | None
    period: str | None
    is_1904: bool = False
    district: int | None = None
    title: str = ""
    body: str = ""
    notes: tuple[str, ...] = ()
    units: UnitLine = NO_UNITS
    money: Unit | None = None


@dataclass(slots=True)
class Table:
    """Rows and columns share their index. Several columns may have one key (revenue of two periods)."""

    rows: list[Row]
    columns: list[CleanColumn]
    context: Context
    findings: Findings
    _blank: list = field(default_factory=list)

    def __post_init__(self) -> None:
        self._blank = [None] * len(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, key: str) -> CleanColumn | None:
        return next((column for column in self.columns if column.match.key == key), None)

    def columns_of(self, key: str) -> list[CleanColumn]:
        return [column for column in self.columns if column.match.key == key]

    def values(self, key: str) -> list:
        """The values of the first column of that key, None in every row where the sheet has none. Not to be changed."""
        column = self.column(key)
        return column.values if column else self._blank

    def match(self, key: str):
        column = self.column(key)
        return column.match if column else None

    def cell(self, key: str, index: int) -> dict:
        """Where a finding about that cell stands: `findings.error(number, code, **table.cell(key, index))`."""
        column = self.column(key)
        return {"match": column.match, "value": column.raw[index]} if column else {"match": None}

    def tell_duplicate(self, first: int, second: int, key: str) -> None:
        """Two data rows mean one record: the later is an error; both are where they contradict each other. `key` names it."""
        numbers = self.rows[first].number, self.rows[second].number
        pairs = [(column.values[first], column.values[second]) for column in self.columns]
        contradicts = any(one is not None and other is not None and one != other for one, other in pairs)
        extra = {"reason": "contradicts"} if contradicts else {}
        self.findings.error(numbers[1], "duplicate_in_file", other=numbers[0], **self.cell(key, second), **extra)
        if contradicts:
            self.findings.error(numbers[0], "duplicate_in_file", other=numbers[1], **self.cell(key, first), **extra)

    def numbers(self) -> Iterator[int]:
        return (row.number for row in self.rows)
