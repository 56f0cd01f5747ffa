"""A workbook as an office prints it, written straight into a file: title, unit line, header of several rows, typed cells, print set-up.

    with BookWriter(file) as book, book.sheet(SheetLayout("台账", columns, title="企业台账")) as sheet:
        sheet.write(columns_of_a_chunk)
        sheet.note("注：…")

Memory holds one chunk of rows, whatever their number.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from zone.lib.letters import letter
from zone.lib.sheet_cells import TEXT, Cell, cells, safe_texts, text_cell
from zone.lib.sheet_parts import (
    HEAD,
    LINE,
    LINE_MIDDLE,
    LINE_RIGHT,
    NOTE,
    RELATIONS,
    TITLE,
    TOTAL,
    book_relations,
    content_types,
    styles,
)

MOST_ROWS = 1_048_576
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
)
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "（）：＊？／＼’")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`path`: the words of its header from the top row down; equal words side by side are one merged cell. `width` in characters."""

    path: tuple[str, ...]
    cell: Cell = TEXT
    width: float = 12


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Without a `title` the header stands in the first row. `line`: what stands left, in the middle and right below the title.
    `frozen`: columns that stay; `choices`: by column number (from 1), the range of the texts it may have (`'选项'!$A$1:$A$9`)."""

    name: str
    columns: Sequence[SheetColumn]
    title: str = ""
    line: tuple[str, str, str] = ("", "", "")
    frozen: int = 0
    page_footer: str = ""
    choices: Mapping[int, str] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        return max(len(column.path) for column in self.columns)

    @property
    def first_header_row(self) -> int:
        return 1 + bool(self.title) + any(self.line)

    @property
    def first_data_row(self) -> int:
        return self.first_header_row + self.depth


class BookWriter:
    """The zip with its sheets; the parts that name them are written last."""

    def __init__(self, file: BinaryIO):
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._layouts: list[SheetLayout] = []

    def __enter__(self) -> "BookWriter":
        return self

    def __exit__(self, kind, *_error) -> None:
        if kind is None:
            self._finish()
        self._zip.close()

    @contextmanager
    def sheet(self, layout: SheetLayout) -> Iterator["SheetWriter"]:
        """One sheet after another; each is closed before the next begins."""
        self._layouts.append(layout)
        with self._zip.open(f"xl/worksheets/sheet{len(self._layouts)}.xml", "w") as member:
            sheet = SheetWriter(member, layout)
            yield sheet
            sheet.finish()

    def _finish(self) -> None:
        count = len(self._layouts)
        self._zip.writestr("[Content_Types].xml", content_types(count))
        self._zip.writestr("_rels/.rels", RELATIONS)
        self._zip.writestr("xl/workbook.xml", self._book())
        self._zip.writestr("xl/_rels/workbook.xml.rels", book_relations(count))
        self._zip.writestr("xl/styles.xml", styles())

    def _book(self) -> str:
        names = _own_names([layout.name for layout in self._layouts])
        sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1))
        titles = ""
        for at, (name, layout) in enumerate(zip(names, self._layouts, strict=True)):
            rows = escape(f"'{name}'!$1:${layout.first_data_row - 1}")
            titles += f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{rows}</definedName>'
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f"<sheets>{sheets}</sheets><definedNames>{titles}</definedNames></workbook>"
        )


class SheetWriter:
    """Rows go down the sheet as they are written."""

    def __init__(self, member, layout: SheetLayout):
        self._member, self._layout = member, layout
        self._letters = [letter(number) for number in range(1, len(layout.columns) + 1)]
        self._merges: list[str] = []
        self.row = 1
        self._send(_SHEET + self._view() + self._widths() + "<sheetData>")
        self._write_head()

    def write(self, columns: Sequence[Sequence]) -> None:
        """A chunk of rows, column by column, in the order of the layout."""
        count = len(columns[0])
        if self.row + count > MOST_ROWS:
            raise ValueError("more rows than a worksheet holds")
        kinds = (column.cell for column in self._layout.columns)
        parts = [cells(kind, values, name, self.row) for kind, values, name in zip(kinds, columns, self._letters, strict=True)]
        rows = zip(*parts, strict=True)
        self._send("".join([f'<row r="{number}">{"".join(row)}</row>' for number, row in enumerate(rows, self.row)]))
        self.row += count

    def total(self, values: Sequence) -> None:
        """A row of sums, bold. Numbers keep their column's format."""
        written = [
            text_cell(value, f"{name}{self.row}", TOTAL)
            if isinstance(value, str)
            else cells(column.cell, [value], name, self.row)[0]
            for value, column, name in zip(values, self._layout.columns, self._letters, strict=True)
        ]  # fmt: skip
        self._send(f'<row r="{self.row}">{"".join(written)}</row>')
        self.row += 1

    def note(self, text: str) -> None:
        """A line over the whole width."""
        lines = 1 + text.count("\n") + sum(len(part) for part in text.split("\n")) // 90
        self._across(text, NOTE, height=16 * lines + 4)

    def finish(self) -> None:
        footer = self._layout.page_footer.replace("&", "&&")
        merges = "".join(f'<mergeCell ref="{place}"/>' for place in self._merges)
        ending = "</sheetData>"
        if merges:
            ending += f'<mergeCells count="{len(self._merges)}">{merges}</mergeCells>'
        ending += self._choices()
        ending += (
            '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        )
        ending += '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        printed = safe_texts([f"&L{footer}&R第 &P 页，共 &N 页"])[0][0]
        ending += f"<headerFooter><oddFooter>{printed}</oddFooter></headerFooter></worksheet>"
        self._send(ending)

    # The head

    def _write_head(self) -> None:
        layout = self._layout
        if layout.title:
            self._across(layout.title, TITLE, height=32)
        if any(layout.line):
            self._line(layout.line)
        depth = layout.depth
        paths = [column.path + ("",) * (depth - len(column.path)) for column in layout.columns]
        for level in range(depth):
            shown = self._header_cells(paths, level)
            self._send(f'<row r="{self.row}" ht="{22 if depth > 1 else 34}" customHeight="1">{shown}</row>')
            self.row += 1

    def _header_cells(self, paths: list[tuple[str, ...]], level: int) -> str:
        """One row of the header. Equal words under the same words are one cell; what has no words below it reaches down to the rows."""
        texts = [""] * len(paths)
        for (words, below), group in groupby(enumerate(paths), key=lambda pair: (pair[1][: level + 1], any(pair[1][level + 1 :]))):
            places = [place for place, _path in group]
            if not words[level]:
                continue
            spans = [places] if below else [[place] for place in places]
            for span in spans:
                texts[span[0]] = words[level]
                last = self.row if below else self.row + len(paths[0]) - level - 1
                first_cell, last_cell = f"{self._letters[span[0]]}{self.row}", f"{self._letters[span[-1]]}{last}"
                if first_cell != last_cell:
                    self._merges.append(f"{first_cell}:{last_cell}")
        return "".join([text_cell(text, f"{name}{self.row}", HEAD) for text, name in zip(texts, self._letters, strict=True)])

    def _line(self, line: tuple[str, str, str]) -> None:
        """Left, middle and right, each merged over its share of the width."""
        count = len(self._letters)
        left = max(1, count * 2 // 5)
        right = max(left + 1, count - max(1, count // 4))
        spans = [(0, left, LINE, line[0]), (left, right, LINE_MIDDLE, line[1]), (right, count, LINE_RIGHT, line[2])]
        written = []
        for first, last, style, text in spans:
            if first >= last:
                continue
            if last - first > 1:
                self._merges.append(f"{self._letters[first]}{self.row}:{self._letters[last - 1]}{self.row}")
            names = self._letters[first:last]
            written += [text_cell(text if name == names[0] else "", f"{name}{self.row}", style) for name in names]
        self._send(f'<row r="{self.row}" ht="20" customHeight="1">{"".join(written)}</row>')
        self.row += 1

    def _across(self, text: str, style: int, *, height: int) -> None:
        if len(self._letters) > 1:
            self._merges.append(f"A{self.row}:{self._letters[-1]}{self.row}")
        cell = text_cell(text, f"A{self.row}", style)
        self._send(f'<row r="{self.row}" ht="{height}" customHeight="1">{cell}</row>')
        self.row += 1

    def _view(self) -> str:
        frozen, row = self._layout.frozen, self._layout.first_data_row
        corner = f"{letter(frozen + 1)}{row}"
        across = f' xSplit="{frozen}"' if frozen else ""
        pane = "bottomRight" if frozen else "bottomLeft"
        return (
            '<sheetViews><sheetView workbookViewId="0">'
            f'<pane{across} ySplit="{row - 1}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
            f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>'
        )

    def _widths(self) -> str:
        found = "".join(
            f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>' for at, column in enumerate(self._layout.columns, 1)
        )
        return f'<sheetFormatPr defaultRowHeight="18"/><cols>{found}</cols>'

    def _choices(self) -> str:
        if not self._layout.choices:
            return ""
        first = self._layout.first_data_row
        found = "".join(
            f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" '
            f'sqref="{letter(number)}{first}:{letter(number)}{first + 1999}"><formula1>{escape(source)}</formula1></dataValidation>'
            for number, source in self._layout.choices.items()
        )
        return f'<dataValidations count="{len(self._layout.choices)}">{found}</dataValidations>'

    def _send(self, text: str) -> None:
        self._member.write(text.encode())


def _own_names(names: Sequence[str]) -> list[str]:
    """Names that a sheet may have: 31 characters, none of []:*?/\\', each once."""
    found: list[str] = []
    for name in names:
        short = "".join(char for char in name if char.isprintable()).translate(_NOT_IN_NAMES)[:31] or "Sheet"
        number = 2
        own = short
        while own.casefold() in {other.casefold() for other in found}:
            own = f"{short[:27]}_{number}"
            number += 1
        found.append(own)
    return found
