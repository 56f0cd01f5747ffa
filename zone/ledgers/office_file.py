"""An office's table into a file: title, unit line, header, rows as they are read, sums, notes and the line of signatures."""

from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from django.db.models import QuerySet

from zone.ledgers.office import Asked, Chunk, OfficeColumn, OfficeSheet, OfficeTable
from zone.lib.day_words import long_day
from zone.lib.sheet_writer import BookWriter, SheetLayout

SIGNATURES = "负责人：                    审核人：                    填表人：{person}                    填表日期：{day}"


def write_office_table(file: BinaryIO, table: OfficeTable, rows: QuerySet, asked: Asked) -> int:
    """Gives the number of rows. Memory holds one chunk of them."""
    sheet = table.sheet(asked, rows)
    count, sums = 0, [Decimal(0)] * len(sheet.columns)
    with BookWriter(file) as book, book.sheet(layout_of(table, sheet, asked)) as page:
        for chunk in table.chunks(rows, sheet, asked):
            length = len(chunk["pk"])
            serial = [list(range(count + 1, count + length + 1))] if sheet.with_serial else []
            page.write([*serial, *cells_of(sheet, chunk)])
            count += length
            _add(sums, sheet, chunk)
        if count and sheet.with_total:
            page.total(_total(sheet, sums, count))
        for note in sheet.notes:
            page.note(note)
        page.note(SIGNATURES.format(person=asked.person, day=long_day(asked.on)))
    return count


def layout_of(table: OfficeTable, sheet: OfficeSheet, asked: Asked) -> SheetLayout:
    return SheetLayout(
        table.name,
        sheet.sheet_columns(),
        title=sheet.title,
        line=(f"填报单位：{asked.body}", f"填报日期：{long_day(asked.on)}", sheet.unit_line),
        frozen=sheet.frozen,
        page_footer=f"{asked.person} {long_day(asked.on)}".strip(),
    )


def cells_of(sheet: OfficeSheet, chunk: Chunk) -> Iterator[list]:
    for column in sheet.columns:
        values = [chunk[name] for name in column.sources]
        yield column.told(*values) if column.told else values[0]


def lines_of(table: OfficeTable, rows: QuerySet, asked: Asked) -> Iterator[list]:
    """The same rows one by one, the header first: for whoever wants them plain."""
    sheet = table.sheet(asked, rows)
    yield ["/".join(column.path) for column in sheet.columns]
    for chunk in table.chunks(rows, sheet, asked):
        yield from zip(*cells_of(sheet, chunk), strict=True)


def _add(sums: list[Decimal], sheet: OfficeSheet, chunk: Chunk) -> None:
    for at, column in enumerate(sheet.columns):
        if column.is_summed:
            sums[at] += sum(filter(None, chunk[column.sources[0]]))


def _total(sheet: OfficeSheet, sums: list[Decimal], count: int) -> list:
    """合计, how many, and the sums."""
    head = ["合计", f"{count}{sheet.counted}"] if sheet.with_serial else [f"合计（{count}{sheet.counted}）"]
    return [*head, *(_sum(column, value) for column, value in zip(sheet.columns[1:], sums[1:], strict=True))]


def _sum(column: OfficeColumn, value: Decimal) -> object:
    if not column.is_summed:
        return ""
    return column.told([value])[0] if column.told and len(column.sources) == 1 else value
