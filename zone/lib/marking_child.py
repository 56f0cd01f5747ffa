"""The process that marks problems in a copy of somebody's workbook: `python -m zone.lib.marking_child`, under limits, without Django.

The copy keeps sheets, formats and formulas; what the formulas gave stays beside them (zone.lib.formula_results), nothing is calculated.
"""

import contextlib
import json
import os
import sys
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from zone.lib import archive
from zone.lib.formula_results import keep_results
from zone.lib.limits import Limits
from zone.lib.own_sheets import PROBLEMS
from zone.lib.refusals import Refused
from zone.lib.sheet_child import confine

AUTHOR = "导入检查"
COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}
MOST_COMMENTS, MOST_LINES = 10_000, 100_000
HEADS = (("类别", 8), ("行", 8), ("列", 8), ("表头", 24), ("填写的内容", 24), ("哪里不对", 44), ("怎样修改", 44))


def mark(source: Path, target: Path, sheet_name: str, lines: list[list]) -> None:
    """`lines` are [severity, word for it, row or null, column letters or "", header, value, what is wrong, what to do]."""
    with source.open("rb") as file:  # its name says nothing of what it is
        book = openpyxl.load_workbook(file, rich_text=True)
    if PROBLEMS in book.sheetnames:
        del book[PROBLEMS]
    sheet = book[sheet_name]
    _forget_marks(sheet)
    places: dict[tuple[int, int], list[list]] = {}
    for line in lines:
        if line[2]:
            places.setdefault(_anchor(sheet, line[2], line[3]), []).append(line)
    for number, ((row, column), found) in enumerate(places.items()):
        cell = sheet.cell(row, column)
        worst = "error" if any(line[0] == "error" for line in found) else "warning"
        cell.fill = PatternFill("solid", fgColor=COLOURS[worst])
        if number < MOST_COMMENTS:
            cell.comment = _comment(cell.comment, found)
    _list(book, sheet, lines)
    book.save(target)


def _anchor(sheet, row: int, letters: str) -> tuple[int, int]:
    """The cell that shows what stands there: of a merged range its first; of a whole row the first that is filled."""
    if not letters:
        column = next((cell.column for cell in sheet[row] if cell.value is not None), 1)
    else:
        column = openpyxl.utils.column_index_from_string(letters)
    if isinstance(sheet.cell(row, column), MergedCell):
        for merged in sheet.merged_cells.ranges:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                return merged.min_row, merged.min_col
    return row, column


def _comment(before: Comment | None, found: list[list]) -> Comment:
    text = "\n".join(f"【{line[1]}】{'。'.join(filter(None, line[6:8]))}" for line in found)[:4000]
    if before is not None and before.author != AUTHOR:
        text = f"{before.text}\n{text}"
    comment = Comment(text, AUTHOR)
    comment.width, comment.height = 280, 40 + 20 * (len(text) // 18 + text.count("\n") + 1)
    return comment


def _forget_marks(sheet) -> None:
    """What an earlier marking left in the file goes, so that a cell put right looks so."""
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell) and cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb in COLOURS.values():
                    cell.fill = PatternFill(None)


def _list(book, sheet, lines: list[list]) -> None:
    """The first sheet: every problem, with a link to its cell."""
    page = book.create_sheet(PROBLEMS, 0)
    page.append([head for head, _width in HEADS])
    for at, (_head, width) in enumerate(HEADS, 1):
        page.column_dimensions[get_column_letter(at)].width = width
        page.cell(1, at).font = Font(bold=True)
    name = sheet.title.replace("'", "''")
    for number, (severity, word, row, letters, *told) in enumerate(lines[:MOST_LINES], 2):
        for at, value in enumerate((word, row or "整张表", letters, *told), 1):
            cell = page.cell(number, at)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a value that begins with = is no formula here
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(number, 1).fill = PatternFill("solid", fgColor=COLOURS[severity])
        if row:
            link = page.cell(number, 2)
            link.hyperlink = f"#'{name}'!{letters or 'A'}{row}"
            link.font = Font(color="FF0563C1", underline="single")
    if not lines:
        page.append(["没有发现问题。"])
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page


def main() -> int:
    order = json.loads(sys.argv[1])
    confine(Limits(**order["limits"]))
    source, target = Path(order["path"]), Path(order["target"])
    try:
        limits = Limits(**order["limits"])
        archive.directory(source, limits)
        lines = json.loads(Path(order["lines"]).read_text(encoding="utf-8"))
        mark(source, target, order["sheet"], lines)
        keep_results(source, target)
        answer: dict = {"ok": True}
    except Refused as refusal:
        answer = {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        answer = {"refused": "too_big", "params": {}}
    except BaseException as error:  # whatever a strange workbook makes of the library is no traceback
        answer = {"refused": "unreadable", "params": {}}
        with contextlib.suppress(Exception):
            sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)
