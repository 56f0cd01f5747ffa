"""Two halves of one list beside each other: the same header twice in one row, with other records under each."""

from zone.lib.layout import ColumnMatch, Layout
from zone.lib.sheet import Sheet
from zone.lib.textkey import match_key
from zone.lib.vocabulary import Vocabulary


def second_table(sheet: Sheet, layout: Layout, vocabulary: Vocabulary) -> ColumnMatch | None:
    """The first column of the right half; None where there is none. A name that stands once more in the middle of a wide table, with the
    same words in every row, begins no half."""
    required = {column.key for column in vocabulary.required}
    pairs = []
    for match in layout.duplicates:
        first = next((column for column in layout.columns if column.key == match.key and column.header == match.header), None)
        if first is not None:
            pairs.append((first, match))
    named = [(first, match) for first, match in pairs if match.key in required]
    if len(pairs) < 2 or {match.key for _first, match in named} != {column.key for column in layout.columns if column.key in required}:
        return None
    numbers = range(layout.first_data_row, sheet.last_row + 1)
    return pairs[0][1] if any(_differ(sheet, number, *pair) for pair in named for number in numbers) else None


def _differ(sheet: Sheet, number: int, first: ColumnMatch, second: ColumnMatch) -> bool:
    one, other = (sheet.value(number, match.column) for match in (first, second))
    return type(one) is str and type(other) is str and bool(other.strip()) and match_key(one) != match_key(other)
