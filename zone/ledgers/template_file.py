"""An empty table of the office to be filled in: its head, blank rows with their formats and drop-downs, and a sheet that says what
belongs into each column. Filled in it comes in as any other sheet of its kind."""

from collections.abc import Sequence
from typing import BinaryIO

from zone.ledgers.kind import LedgerKind
from zone.ledgers.office import Asked, OfficeColumn, OfficeSheet, joined
from zone.ledgers.office_file import layout_of
from zone.lib.header import match_paths
from zone.lib.letters import letter
from zone.lib.own_sheets import CHOICES, GUIDE
from zone.lib.sheet_cells import CODE, COUNT, DAY, MONEY, RATE, TEXT, WORD, Cell
from zone.lib.sheet_writer import BookWriter, SheetColumn, SheetLayout
from zone.lib.unit_words import unit_in_header

BLANK_ROWS = 300
MARK = "*"  # behind the words of a column that must be filled in; whoever reads a header leaves it out
HINTS: dict[Cell, str] = {
    CODE: "按原样填写；单元格已设为文本格式，长数字不会丢位",
    COUNT: "填整数",
    RATE: "填数字；下降8%填 -8",
    DAY: "填 2016-03-01 或 2016年3月",
}
HOW_TO = (
    "1. 在第一张工作表的表头下方逐行填写，每行一条；序号可以不填。",
    "2. 表头带 * 的列不能删除，请都填写；其余各列不清楚的可以空着。空白不会清除系统中已有的内容，确要清除的填“清空”。",
    "3. 标题和表头中的年份、月份，按所填数据的实际时间修改。",
    "4. 不用的列可以删除，列的顺序可以调整；表头文字请不要改。",
    "5. 填好后在“导入中心”上传，先看预览，确认后才保存。",
)


def write_template(file: BinaryIO, kind: LedgerKind, asked: Asked) -> None:
    """The workbook for a kind that has an office's table: the table, what to fill in, and the words of the drop-downs."""
    sheet = kind.office.sheet(asked, None)
    columns, needed = sheet.columns, _needed(kind, sheet, asked)
    offers = list(dict.fromkeys(tuple(column.choices) for column in columns if column.choices))
    with BookWriter(file) as book:
        layout = _layout(kind, sheet, asked, needed, offers)
        with book.sheet(layout) as page:
            page.write([[None] * BLANK_ROWS] * len(layout.columns))
        with book.sheet(_guide(kind)) as page:
            names, marks = ["/".join(column.path) for column in columns], ["是" if each else "" for each in needed]
            page.write([names, marks, [_hint(column, sheet) for column in columns]])
            for line in (*HOW_TO, *sheet.notes):
                page.note(line)
        if offers:
            _write_choices(book, columns, offers)


def _write_choices(book: BookWriter, columns: Sequence[OfficeColumn], offers: list[tuple[str, ...]]) -> None:
    """The words of the drop-downs, each list in a column of its own below the name of the first column that offers it."""
    heads = [next(column.path[-1] for column in columns if tuple(column.choices) == words) for words in offers]
    longest = max(map(len, offers))
    with book.sheet(SheetLayout(CHOICES, [SheetColumn((head,), TEXT, 24) for head in heads])) as page:
        page.write([[*words, *[None] * (longest - len(words))] for words in offers])


def _needed(kind: LedgerKind, sheet: OfficeSheet, asked: Asked) -> list[bool]:
    """Of each column, whether a row must fill it."""
    words = kind.words_for(asked.importer)
    keys = {column.key for column in words.required}
    found = match_paths({at: column.path for at, column in enumerate(sheet.columns)}, words)
    places = {at for at, column, _places in found if column.key in keys}
    return [at in places for at in range(len(sheet.columns))]


def _layout(kind: LedgerKind, sheet: OfficeSheet, asked: Asked, needed: list[bool], offers: list[tuple]) -> SheetLayout:
    """The office's layout with the marks and the drop-downs."""
    plain = layout_of(kind.office, sheet, asked)
    before = len(plain.columns) - len(sheet.columns)
    columns, choices = list(plain.columns[:before]), {}
    for number, (column, is_needed) in enumerate(zip(sheet.columns, needed, strict=True), before + 1):
        *groups, word = column.path
        columns.append(SheetColumn((*groups, f"{word}{MARK}") if is_needed else column.path, column.cell, column.width))
        if column.choices:
            name = letter(offers.index(tuple(column.choices)) + 1)
            choices[number] = f"'{CHOICES}'!${name}$2:${name}${len(column.choices) + 1}"
    body, _day, unit_line = plain.line
    return SheetLayout(plain.name, columns, plain.title, (body, "", unit_line), plain.frozen, choices=choices)


def _guide(kind: LedgerKind) -> SheetLayout:
    columns = [SheetColumn(("列",), TEXT, 30), SheetColumn(("必需",), WORD, 8), SheetColumn(("怎样填写",), TEXT, 80)]
    return SheetLayout(GUIDE, columns, f"{kind.office.name}填表说明")


def _hint(column: OfficeColumn, sheet: OfficeSheet) -> str:
    """What belongs into the cells of a column."""
    if column.choices:
        return "；".join(filter(None, (column.hint, "从下拉列表中选择")))
    if column.hint:
        return column.hint
    if column.cell is MONEY:
        unit = next(filter(None, map(unit_in_header, reversed(column.path))), None)
        return f"填数字，单位：{unit.name}" if unit else f"填数字，{sheet.unit_line}"
    if column.told is joined:
        return "填名称，多个用“、”分开"
    return HINTS.get(column.cell, "填文字")
