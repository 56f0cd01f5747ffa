"""小计 and 合计 as check sums: what a sheet prints against what its rows add up to."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from zone.ledgers.findings import Findings
from zone.ledgers.table import Table
from zone.lib.layout import ColumnMatch
from zone.lib.letters import letter
from zone.lib.problems import CellProblem
from zone.lib.row_marks import is_beside, is_within
from zone.lib.rows import SECTION, TOTAL, Row
from zone.lib.sheet import Sheet
from zone.lib.textkey import match_key
from zone.lib.units import convert

COUNT = re.compile(r"(?<![0-9.])([0-9]{1,6})(?:个项目|家企业|户企业|户|家|个|项|条|笔)")
WITHIN = re.compile(r"其中")

Scope = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A printed total that is not the sum of its rows, in the column's own unit."""

    row: int
    column: str
    header: str
    printed: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        return self.printed - self.computed


def check_totals(
    sheet: Sheet, table: Table, skipped: list[Row], summed: Sequence[str], read: Callable[[ColumnMatch, object, str], Decimal | None]
) -> list[Disagreement]:
    """Compare every total row with the rows above it, or below where it leads them, and the figures of a heading with the rows under it.
    `read` gives a printed number in the unit in which the column was read."""
    found: list[Disagreement] = []
    numbers = list(table.numbers())
    columns = [column for column in table.columns if column.match.key in summed]
    for row, scopes in _scoped(skipped, table.rows, numbers):
        if row.reason == TOTAL:
            _check_count(row, numbers, scopes, table.findings)
        for column in columns:
            printed = _printed(sheet, row, column.match, read)
            if printed is None or _unreadable(column, table.findings, numbers, scopes[0]):
                continue
            sums = [sum((value for value in column.values[first:last] if value), Decimal(0)) for first, last in scopes]
            if any(_agree(printed, total) for total in sums):
                continue
            found.append(_disagreement(row.number, column.match, printed, sums[0], table.findings))
    return found


def _scoped(skipped: list[Row], rows: list[Row], numbers: list[int]) -> Iterator[tuple[Row, list[Scope]]]:
    """Each row that sums others up, with the ranges of data rows that it may mean, the likeliest first."""
    sums = [row for row in skipped if row.reason == SECTION or (row.reason == TOTAL and not _is_aside(row))]
    places = [bisect_left(numbers, row.number) for row in sums]
    starts, opened, leads = [0], 0, False
    for at, (row, above) in enumerate(zip(sums, places, strict=True)):
        if row.reason == SECTION:
            starts.append(above)
            opened = above
            under = takewhile(lambda place: rows[place].sections[: len(row.sections)] == row.sections, range(above, len(rows)))  # noqa: B023
            following = places[at + 1] if at + 1 < len(places) else len(rows)
            yield row, [(above, above + sum(1 for _place in under)), (above, following)]
            continue
        # A total right below the header or a heading leads its rows, and so do those that follow it.
        leads = leads or above == opened
        below = (above, places[at + 1] if at + 1 < len(places) else len(rows))
        yield row, _scopes(row, starts, above, below if leads else None, len(rows) if at == 0 and above == 0 else above)
        starts.append(above)


def _is_aside(row: Row) -> bool:
    """其中: and lines beside the total (去年同期, 平均), which add up nothing."""
    texts = [value for value in row.values if type(value) is str]
    return bool(WITHIN.match(match_key(row.text))) or any(is_beside(text) or is_within(text) for text in texts)


def _scopes(row: Row, starts: list[int], above: int, below: Scope | None, end: int) -> list[Scope]:
    """小计 means its block, 合计 all; one that leads its rows (`below`) those up to the next total, the first of all up to the `end`."""
    block = (starts[-1], above)
    blocks = [(start, above) for start in reversed(starts) if start < above]
    whole = (0, above)
    is_partial = "小计" in match_key(row.text)
    ordered = [block, *blocks, whole] if is_partial else [whole, block]
    if below:
        ordered = [below, (0, end), *ordered] if is_partial else [(above, end), below, *ordered]
    return [scope for scope in dict.fromkeys(ordered) if scope[0] < scope[1]] or [whole]


def _printed(sheet: Sheet, row: Row, match: ColumnMatch, read) -> Decimal | None:
    value = row.values[match.index] if match.index < len(row.values) else None
    if value is None:
        return None
    try:
        printed = read(match, value, sheet.formats.get(row.number, match.column, ""))
    except CellProblem:
        return None
    return None if printed is None else Decimal(printed)


def _unreadable(column, findings: Findings, numbers: list[int], scope: tuple[int, int]) -> bool:
    """Where a cell of the sum could not be read, the sum says nothing."""
    inside = set(numbers[scope[0] : scope[1]])
    name = column.match.letter
    return any(error.column == name and error.row in inside and error.code in _UNREAD for error in findings.errors)


_UNREAD = frozenset(("not_a_number", "formula_error", "formula_not_calculated"))


def _agree(printed: Decimal, computed: Decimal) -> bool:
    """Equal up to rounding: half of one where whole numbers are printed, one in the last place where decimals are."""
    places = -min(printed.as_tuple().exponent, 0)
    return abs(printed - computed) <= Decimal(1).scaleb(-places) / (1 if places else 2)


def _check_count(row: Row, numbers: list[int], scopes: list[tuple[int, int]], findings: Findings) -> None:
    """合计 … 280户: the number of rows that a total says it has."""
    said = next((int(found[1]) for value in row.values[:4] if isinstance(value, str) and (found := COUNT.search(match_key(value)))), None)
    counts = [last - first for first, last in scopes]
    if said is not None and said not in counts:
        findings.warn(row.number, "total_differs", value=row.text, printed=said, computed=counts[0], reason="count")


def _disagreement(number: int, match: ColumnMatch, printed: Decimal, computed: Decimal, findings: Findings) -> Disagreement:
    findings.warn(number, "total_differs", match=match, value=printed, printed=str(printed), computed=str(computed), reason="sum")
    return Disagreement(number, letter(match.column), match.header, printed, computed)


def in_own_unit(value: Decimal, match: ColumnMatch, base) -> Decimal:
    """A sum told in the column's own unit, as the sheet prints it."""
    return convert(value, base, match.unit) if match.unit and base and match.unit != base else value
