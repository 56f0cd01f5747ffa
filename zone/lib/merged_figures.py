"""Money and numbers of people in a cell merged over several rows: one figure of all of them together, not one for each."""

from collections.abc import Iterator

from zone.lib.layout import ColumnMatch, Layout
from zone.lib.sheet import Sheet
from zone.lib.vocabulary import Vocabulary

ADDITIVE = frozenset(("yuan", "usd", "count", "electricity"))


def additive_columns(layout: Layout, vocabulary: Vocabulary) -> dict[int, ColumnMatch]:
    """The columns whose figures add up, by their numbers."""
    keys = {column.key for column in vocabulary.columns if column.family in ADDITIVE}
    return {match.column: match for match in layout.columns if match.key in keys}


def merged_figures(sheet: Sheet, layout: Layout, vocabulary: Vocabulary, rows: set[int]) -> Iterator[tuple[ColumnMatch, int, int]]:
    """(column, first row, last row) of each such cell that covers several of the rows of data, numbered `rows`."""
    columns = additive_columns(layout, vocabulary)
    for top, left, bottom, _right in sheet.merges:
        covered = sum(1 for number in range(top, bottom + 1) if number in rows) if left in columns and top in rows else 0
        if covered > 1 and sheet.value(top, left) is not None:
            yield columns[left], top, bottom
