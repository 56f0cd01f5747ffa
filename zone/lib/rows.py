"""Telling the rows below a header apart: data, section headings, totals, notes, repeated headers, a second table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zone.lib.header import Merges
from zone.lib.header_again import OTHER, SAME, HeaderAgain
from zone.lib.layout import Layout
from zone.lib.merged_figures import additive_columns
from zone.lib.row_marks import (
    STRONG_MARKERS,
    is_beside,
    is_count,
    is_note,
    is_numbered_note,
    is_ordinal,
    is_total,
    is_within,
    says_how_many,
    section_marker,
    without_count,
)
from zone.lib.sheet import Sheet, Value
from zone.lib.textkey import is_ditto, match_key
from zone.lib.units_below import UnitsBelow
from zone.lib.vocabulary import Vocabulary

DATA, SECTION, TOTAL, NOTE, HEADER, OTHER_TABLE = "data", "section", "total", "note", "header", "other_table"
DITTO_CHARACTERS = frozenset("同〃\"”“″'上")
LONGEST_DITTO = 6
MOST_HEADING_WORDS = 3  # 一, the heading, and its district or industry
SERIAL_HEADERS = frozenset(("序号", "编号", "序", "no", "no."))


@dataclass(slots=True)
class Row:
    """One row below the header that is not blank.

    `values` are the effective ones: filled down inside a vertical merge (but for figures that add up), 同上 and 〃 replaced by what stands
    above.
    `sources` says for such cells from which row the value (and its number format) came: column number → row.
    `sections` are the headings that the row stands under, outermost first. `text` is what the row says, for a skipped
    one.
    """

    number: int
    reason: str
    values: list[Value]
    sections: tuple[str, ...] = ()
    sources: dict[int, int] | None = None
    text: str = ""

    def source(self, column: int) -> int:
        """The row in whose cell the value of that column was written."""
        return self.sources.get(column, self.number) if self.sources else self.number


def classify_rows(
    sheet: Sheet, layout: Layout, vocabulary: Vocabulary, is_group: Callable[[str], bool] = lambda name: False
) -> Iterator[Row]:
    """Every row below the header that is not blank, in order. `is_group`: whether a name is that of a district or an industry, say, so
    that its row with figures alone heads the rows below it."""
    return _Classifier(sheet, layout, vocabulary, is_group).rows()


def skipped(rows: list[Row]) -> list[dict[str, object]]:
    """The rows that are no data, as a preview lists them."""
    return [{"row": row.number, "reason": row.reason, "text": row.text} for row in rows if row.reason != DATA]


class _Classifier:
    def __init__(self, sheet: Sheet, layout: Layout, vocabulary: Vocabulary, is_group: Callable[[str], bool]):
        self.sheet, self.layout, self.vocabulary, self.is_group = sheet, layout, vocabulary, is_group
        self.merges = Merges(sheet.merges, layout.first_data_row, sheet.last_row)
        self.serial = next((column for column, path in layout.paths.items() if match_key(path[-1]) in SERIAL_HEADERS), None)
        self.counts_in_digits = self.serial is not None and any(
            str(row[self.serial - 1]).strip().isdigit() for row in sheet.rows if len(row) >= self.serial
        )
        required = {column.key for column in vocabulary.required}
        self.named = {match.column for match in layout.columns if match.key in required}
        self.names_at = () if vocabulary.within_is_data else tuple(column - 1 for column in self.named)
        self.mapped = {match.column for match in layout.columns if match.column != self.serial}
        self.additive = additive_columns(layout, vocabulary)
        self.header = HeaderAgain(sheet, layout, vocabulary, self.merges)
        self.units = UnitsBelow(layout)
        self.sections: list[tuple[str, str]] = []
        self.headings: tuple[str, ...] = ()
        self.above: list[Value] = []
        self.above_sources: dict[int, int] = {}
        self.above_row = 0
        self.is_in_notes = self.is_in_other = self.was_blank = self.has_ended = False

    def rows(self) -> Iterator[Row]:
        start = self.layout.first_data_row - self.sheet.first_row
        for number, cells in enumerate(self.sheet.rows[max(start, 0) :], max(self.layout.first_data_row, self.sheet.first_row)):
            filled = [at for at, value in enumerate(cells) if value is not None and (type(value) is not str or value.strip())]
            if (not filled and not self._has_errors(number)) or self._is_only_numbered(number, cells, filled):
                self.was_blank = True
                continue
            yield self._row(number, cells, filled)
            self.was_blank = False

    def _row(self, number: int, cells: list[Value], filled: list[int]) -> Row:
        reason = self._reason(number, cells, filled)
        if reason == DATA:
            self.units.read_row()
            values, sources = self._effective(number, cells)
            return Row(number, DATA, values, self.headings, sources)
        text = "    ".join(" ".join(str(cells[at]).split()) for at in filled)
        if reason == SECTION:
            heading = [cells[at] for at in filled if type(cells[at]) is str][:2]
            is_beside = is_ordinal(heading[0])
            text = " ".join("".join(heading if is_beside else heading[:1]).split())
            self._enter(text, section_marker(text) or ("chinese" if is_beside else ""))
        return Row(number, reason, list(cells), self.headings, None, text)

    def _reason(self, number: int, cells: list[Value], filled: list[int]) -> str:
        if self.is_in_other:
            return OTHER_TABLE
        texts = [cells[at] for at in filled if type(cells[at]) is str]
        if len(texts) >= 2 and (found := self._header_again(number, cells, filled)):
            return found
        if not texts or not filled:
            return DATA
        first = cells[filled[0]]
        labels = [cells[at] for at in filled[:2] if type(cells[at]) is str]
        if len(filled) <= 6 and type(first) is str and is_note(first) and self._is_note_row(number, filled):
            self.is_in_notes, self.has_ended = True, True
            return NOTE
        filled = self.units.without_unit(number, cells, filled)
        if not filled:
            return OTHER_TABLE if self._title_of_another(number, "") and self.is_in_other else HEADER
        if any(is_total(label) and not (self.vocabulary.within_is_data and is_within(label)) for label in labels):
            self.has_ended = True
            return TOTAL
        if any(is_beside(label) for label in labels) and not self.vocabulary.within_is_data:
            return TOTAL
        if self._is_part(cells):
            return TOTAL
        first = cells[filled[0]]
        if type(first) is str and self._is_alone(filled, cells):
            return self._lonely(number, first, filled)
        if type(first) is str and self._is_headline_with_counts(cells, filled):
            return SECTION
        self.is_in_notes = self.has_ended = False
        return DATA

    def _is_part(self, cells: list[Value]) -> bool:
        """A record's name that begins with 其中: is a part of the record above, and counted there."""
        names = [cells[at] for at in self.names_at if at < len(cells) and type(cells[at]) is str and "其中" in cells[at]]
        return bool(names) and any(map(is_within, names))

    def _is_note_row(self, number: int, filled: list[int]) -> bool:
        """A note begins the row: in the first columns, or merged over many."""
        merge = self.merges.of(number, filled[0] + 1)
        return filled[0] <= 1 or (merge is not None and merge[3] - merge[1] >= 2) or not self.mapped.issuperset(at + 1 for at in filled)

    @staticmethod
    def _is_alone(filled: list[int], cells: list[Value]) -> bool:
        """Text in the first columns and nowhere else."""
        return len(filled) == 1 or (len(filled) == 2 and filled[1] <= 1 and type(cells[filled[1]]) is str)

    def _lonely(self, number: int, text: str, filled: list[int]) -> str:
        """A row that says one thing: heading, note, title of a second table, or a record of which only the name is
        known."""
        if self.is_in_notes and is_numbered_note(text):
            return NOTE
        if self._title_of_another(number, text):
            return OTHER_TABLE if self.is_in_other else HEADER
        if self.is_in_notes and not section_marker(text):
            return NOTE
        marker = section_marker(text)
        merge = self.merges.of(number, filled[0] + 1)
        is_wide = merge is not None and merge[3] - merge[1] + 1 >= max(2, len(self.layout.paths) // 2) and merge[0] == merge[2]
        if len(filled) == 1 and (is_wide or marker in STRONG_MARKERS):
            return SECTION
        if len(filled) == 2:
            is_heading = marker in STRONG_MARKERS or (self.counts_in_digits and filled[0] + 1 == self.serial and is_ordinal(text))
            return SECTION if is_heading and filled[0] == 0 else DATA
        is_record_column = filled[0] + 1 in self.mapped and not self._names_group(text)
        return DATA if is_record_column or filled[0] > 1 else SECTION

    def _names_group(self, text: str) -> bool:
        """西市区 or 沿海基地（43户） alone in the column of names."""
        return self.is_group(without_count(text))

    def _is_headline_with_counts(self, cells: list[Value], filled: list[int]) -> bool:
        """一、装备制造业（162户） with figures of its own in the row, but nothing else that a record would say.

        Where records are numbered in digits the 一 may stand in the serial's column; without a number the name must say how many it stands
        for (新材料（3户）), or be that of a group.
        """
        texts = [at for at in filled if not is_count(cells[at])]
        if section_marker(cells[filled[0]]) in ("chinese", "bracketed") and texts == filled[:1]:
            return True
        if self.counts_in_digits and filled[0] + 1 == self.serial and is_ordinal(cells[filled[0]]):
            return len(texts) <= MOST_HEADING_WORDS
        if texts != filled[:1] or (filled[0] + 1 in self.mapped and filled[0] + 1 not in self.named):
            return False
        return says_how_many(cells[filled[0]]) or self.is_group(cells[filled[0]])

    def _header_again(self, number: int, cells: list[Value], filled: list[int]) -> str:
        """HEADER for the same header once more (a page break), OTHER_TABLE where a different one begins, else ""."""
        is_apart = self.was_blank or self.has_ended
        found = self.header.found(number, cells, filled, is_apart=is_apart, has_ended=self.has_ended)
        if found == SAME:
            self.has_ended = False
            return HEADER
        if found == OTHER:
            self.is_in_other = True
            return OTHER_TABLE
        return ""

    def _title_of_another(self, number: int, text: str) -> bool:
        """A title in the middle of the sheet: the next row that says several things is a header, the same or
        another."""
        if not (self.was_blank or self.has_ended):
            return False
        for below in range(number + 1, min(number + 4, self.sheet.last_row + 1)):
            cells = self.sheet.row(below)
            filled = [at for at, value in enumerate(cells) if value is not None and str(value).strip()]
            if len(filled) < 3:
                continue
            was_blank, self.was_blank = self.was_blank, True
            found = self._header_again(below, cells, filled)
            self.was_blank = was_blank
            return bool(found)
        return False

    def _has_errors(self, number: int) -> bool:
        return any(self.sheet.errors.get(number, column) for column in self.sheet.errors.columns)

    def _is_only_numbered(self, number: int, cells: list[Value], filled: list[int]) -> bool:
        """A row that was only numbered in advance."""
        return (
            len(filled) == 1
            and filled[0] + 1 == self.serial
            and (type(cells[filled[0]]) is int or str(cells[filled[0]]).strip().isdigit())
            and not any(merge[0] < number for merge in self.merges.in_row(number))
            and not self._has_errors(number)
        )

    def _enter(self, text: str, marker: str) -> None:
        """Step into a section: one of the same numbering, and all inside it, ends."""
        for depth, (known, _text) in enumerate(self.sections):
            if known == marker:
                del self.sections[depth:]
                break
        self.sections.append((marker, text))
        self.headings = tuple(heading for _marker, heading in self.sections)

    def _effective(self, number: int, cells: list[Value]) -> tuple[list[Value], dict[int, int] | None]:
        values, sources = list(cells), {}
        for top, left, _bottom, _right in self.merges.in_row(number):
            if top < number and left not in self.additive:
                if left > len(values):
                    values.extend([None] * (left - len(values)))
                if values[left - 1] is None:
                    values[left - 1] = self.sheet.value(top, left)
                    sources[left] = top
        short = [at for at, value in enumerate(values) if type(value) is str and len(value) <= LONGEST_DITTO]
        for at in short:
            value = values[at]
            if self.above_row and not DITTO_CHARACTERS.isdisjoint(value) and is_ditto(value):
                values[at] = self.above[at] if at < len(self.above) else None
                sources[at + 1] = self.above_sources.get(at + 1, self.above_row)
        if not sources:
            values = cells  # the copy of a large sheet's every row would be a third of what the sheet itself holds
        self.above, self.above_sources, self.above_row = values, sources, number
        return values, sources or None
