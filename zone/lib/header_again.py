"""A header once more below the first: the same one, one of another order or unit, or that of another table."""

from zone.lib.header import Merges, header_text, match_paths, read_paths
from zone.lib.header_words import header_key
from zone.lib.layout import Layout
from zone.lib.refusals import Refused
from zone.lib.sheet import Sheet, Value
from zone.lib.unit_words import unit_in_header
from zone.lib.vocabulary import BESIDE, Vocabulary

SAME, OTHER = "same", "other"
FEWEST_WORDS = 3
LONGEST_WORD = 16

Meaning = tuple


class HeaderAgain:
    """Compares rows below the header with it."""

    def __init__(self, sheet: Sheet, layout: Layout, vocabulary: Vocabulary, merges: Merges):
        self.sheet, self.layout, self.vocabulary, self.merges = sheet, layout, vocabulary, merges
        self.mapped = {match.column for match in layout.columns}
        self.units = {match.column: match.unit for match in layout.columns}
        numbers = range(layout.header_row, layout.first_data_row)
        self.words = [[header_text(value) for value in sheet.row(number)] for number in numbers]
        self.starts = {text[0] for words in self.words for text in words if text}
        known = Merges(sheet.merges, layout.header_row, layout.first_data_row - 1)
        self.first = [self._meanings(number, known) for number in numbers]

    def found(self, number: int, cells: list[Value], filled: list[int], *, is_apart: bool, has_ended: bool) -> str:
        """SAME, OTHER where another table begins, "" where the row is no header. `is_apart`: a blank row, a total or a note is above.

        Refused `other_header` where the columns are the first header's in another order or with another unit, or where others stand in the
        midst of the table: no row below could be read by the first header.
        """
        if self._may_be_of_its_words(cells, filled) and (found := self._compared(number, is_apart)):
            return found
        begins = any(type(cells[at]) is str and cells[at].lstrip()[:1] in self.starts for at in filled[:4])
        for words in self.words if begins else ():
            same = sum(1 for at in filled if at < len(words) and words[at] and words[at] == header_text(cells[at]))
            if same >= 2 and same * 5 >= len(filled) * 4:
                return SAME
        if not is_apart or len(filled) < FEWEST_WORDS or any(type(cells[at]) is not str for at in filled):
            return ""
        known = {column.key for _number, column, _places in match_paths(self._paths(number), self.vocabulary)}
        is_other = len(known) >= FEWEST_WORDS or (
            has_ended and (self._names_its_columns(cells, filled) or self._is_of_short_words(number, cells, filled))
        )
        return OTHER if is_other else ""

    def _may_be_of_its_words(self, cells: list[Value], filled: list[int]) -> bool:
        """Nothing but text, and most of it begins like words of the header: what a hundred thousand rows are asked."""
        if any(type(cells[at]) is not str for at in filled):
            return False
        alike = sum(1 for at in filled if cells[at].lstrip()[:1] in self.starts)
        return alike >= 2 and alike * 2 >= len(filled)

    def _compared(self, number: int, is_apart: bool) -> str:
        again = self._meanings(number, self.merges)
        for first in self.first:
            meant = set(first.values())
            shared = [meaning for meaning in again.values() if meaning in meant]
            is_header = len(set(shared)) >= FEWEST_WORDS and len(shared) * 2 >= len(again)
            if not is_header and (len(set(shared)) < 2 or len(shared) < len(again)):
                continue
            is_moved = any(first.get(column) != meaning for column, meaning in again.items() if column in self.mapped or meaning in meant)
            if is_moved and is_apart and sorted(first.values()) != sorted(again.values()):
                return OTHER
            if is_moved or self._has_other_unit(number, again):
                raise Refused("other_header", {"row": number, "first": self.layout.header_row})
            return SAME
        return ""

    def _meanings(self, number: int, merges: Merges) -> dict[int, Meaning]:
        """What each cell of a header row means, by its column: in a header of one row what the vocabulary knows, else the words alone."""
        paths = read_paths(self.sheet, merges, number, 1)
        words: dict[int, Meaning] = {column: (header_key(path[0]),) for column, path in paths.items()}
        if self.layout.header_rows == 1:
            known = match_paths(paths, self.vocabulary)
            words |= {number: (column.key, *sorted(places.items())) for number, column, places in known if column.key != BESIDE}
        return words

    def _has_other_unit(self, number: int, again: dict[int, Meaning]) -> bool:
        units = [(unit_in_header(header_text(self.sheet.value(number, column))), self.units.get(column)) for column in again]
        return any(unit and unit != first and (first or unit.family != "count") for unit, first in units)

    def _paths(self, number: int) -> dict[int, tuple[str, ...]]:
        return read_paths(self.sheet, self.merges, number, 1)

    def _names_its_columns(self, cells: list[Value], filled: list[int]) -> bool:
        """A row whose cell in a column repeats that column's own head (企业名称 below 企业名称)."""
        return any(
            at < len(words) and words[at] and at + 1 in self.mapped and words[at] == header_text(cells[at])
            for words in self.words
            for at in filled
        )

    def _is_of_short_words(self, number: int, cells: list[Value], filled: list[int]) -> bool:
        """A row of short words without any digit, with figures below it."""
        if any(len(cells[at]) > LONGEST_WORD or any(c.isdigit() for c in cells[at]) for at in filled):
            return False
        below = self.sheet.row(number + 1)
        return any(at < len(below) and type(below[at]) in (int, float) for at in filled)
