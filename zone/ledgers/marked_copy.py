"""The person's own workbook back with what is wrong marked in it; where that cannot be, a new one of the rows with errors."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from zone.ledgers.findings import Findings
from zone.ledgers.folders import UPLOAD, folder_of
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.preview import limits
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.sentences import parts
from zone.ledgers.stage import ERROR, FILE_NAME, WARNING, Stage
from zone.ledgers.understanding import Understood, understand_workbook
from zone.lib.child_process import run_child
from zone.lib.clock import today
from zone.lib.day_words import day_words
from zone.lib.filetype import XLSX, recognise
from zone.lib.header import Merges, read_paths
from zone.lib.number_format import date_precision, is_percent, unit_shown
from zone.lib.own_sheets import PROBLEMS
from zone.lib.refusals import Refused
from zone.lib.rows import Row
from zone.lib.sheet import Sheet
from zone.lib.sheet_cells import ANY, TEXT, WORD
from zone.lib.sheet_reader import read_workbook
from zone.lib.sheet_writer import BookWriter, SheetColumn, SheetLayout

MARKED_ROWS = 20_000
MARKED = "marked.xlsx"
REASONS = "错误说明"
CHUNK = 2000


def problem_lines(stage: Stage) -> Iterator[list]:
    """Every problem: [severity, the word for it, row or None, column, header, value, what is wrong, what to do], errors first."""
    for severity, word in ((ERROR, _("error")), (WARNING, _("warning"))):
        for finding in stage.findings(severity):
            yield [severity, word, finding.row, finding.column, finding.header, finding.value, *parts(finding)]


def ready_copy(batch: ImportBatch) -> Path | None:
    """The copy that was made for the present preview, if it was."""
    target, stage = folder_of(batch) / MARKED, folder_of(batch) / FILE_NAME
    is_ready = target.is_file() and stage.is_file() and target.stat().st_mtime_ns >= stage.stat().st_mtime_ns
    return target if is_ready else None


def marked_copy(batch: ImportBatch) -> Path:
    """The copy, beside the upload; made once for each preview. Raises LedgerRefused where the file is gone or cannot be read."""
    if ready := ready_copy(batch):
        return ready
    folder = folder_of(batch)
    target, upload = folder / MARKED, folder / UPLOAD
    try:
        stage = Stage(folder)
    except FileNotFoundError:
        raise LedgerRefused("wiped") from None
    with stage, tempfile.TemporaryDirectory(prefix="marking-", dir=folder) as own:
        if not upload.is_file():
            raise LedgerRefused("wiped")
        passing = Path(own, MARKED)
        if not (may_be_marked(batch, upload) and _mark(batch, stage, upload, passing, Path(own))):
            with passing.open("wb") as file:
                write_rejected(file, batch, stage, upload)
        passing.replace(target)
    return target


def may_be_marked(batch: ImportBatch, upload: Path) -> bool:
    if batch.rows_read > MARKED_ROWS:
        return False
    try:
        return recognise(upload, batch.file_name, limits()).format == XLSX
    except Refused:
        return False


def _mark(batch: ImportBatch, stage: Stage, upload: Path, target: Path, folder: Path) -> bool:
    """In a process of its own. False where the workbook is too strange to be saved again."""
    lines = folder / "lines.json"
    lines.write_text(json.dumps(list(problem_lines(stage)), ensure_ascii=False), encoding="utf-8")
    order = {"path": str(upload), "target": str(target), "sheet": batch.sheet, "lines": str(lines), "limits": asdict(limits())}
    try:
        run_child("zone.lib.marking_child", order, folder / "answer", limits())
    except Refused:
        return False
    return True


# A new workbook of the rows with errors


def write_rejected(file: BinaryIO, batch: ImportBatch, stage: Stage, upload: Path) -> None:
    """Two sheets: all problems, and the rows with errors below the head of the sheet, each with its reasons in the last column.

    Put right it comes in by itself: what cells took from above (merged cells, 同上) stands in them, headings stand above their rows.
    """
    kind, importer = all_kinds()[batch.kind], Importer(batch.uploaded_by, today())
    try:
        workbook = read_workbook(upload, shown_name=batch.file_name, limits=limits())
    except Refused as refused:
        raise LedgerRefused.of(refused) from refused
    understood = understand_workbook(workbook, [kind], Options.of(batch.options), importer, Findings(), batch.file_name)
    reasons = _reasons(stage)
    with BookWriter(file) as book:
        with book.sheet(_list_layout()) as sheet:
            lines = problem_lines(stage)
            while part := list(islice(lines, CHUNK)):
                sheet.write([list(column) for column in list(zip(*part, strict=True))[1:]])
        layout = _rows_layout(understood)
        with book.sheet(layout) as sheet:
            rows = _rejected_rows(understood, reasons, len(layout.columns))
            while part := list(islice(rows, CHUNK)):
                sheet.write([list(column) for column in zip(*part, strict=True)])


def _reasons(stage: Stage) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for finding in stage.findings(ERROR):
        place = f"{finding.column}列：" if finding.column else ""
        found.setdefault(finding.row, []).append(place + _(". ").join(filter(None, parts(finding))))
    return {row: "\n".join(texts) for row, texts in found.items()}


def _list_layout() -> SheetLayout:
    heads = (_("severity"), _("row"), _("column"), _("header"), _("value"), _("problem"), _("what to do"))
    widths, cells = (8, 8, 8, 24, 24, 44, 44), (WORD, ANY, WORD, TEXT, TEXT, TEXT, TEXT)
    columns = [SheetColumn((head,), cell, width) for head, cell, width in zip(heads, cells, widths, strict=True)]
    return SheetLayout(PROBLEMS, columns)


def _rows_layout(understood: Understood) -> SheetLayout:
    """The head of the person's sheet: its title, all other lines above the header in one, the header as it was, and the reasons."""
    sheet, head, preamble = understood.sheet, understood.layout, understood.layout.preamble
    paths = read_paths(sheet, Merges(sheet.merges, sheet.first_row, head.first_data_row), head.header_row, head.header_rows)
    columns = [SheetColumn(paths.get(number, ("",)), ANY, 14) for number in range(1, sheet.width + 1)]
    others = [text for _row, text in preamble.lines if text != preamble.title]
    line = ("    ".join(others), "", "")
    title = preamble.title or (others.pop() if others else "")
    return SheetLayout(sheet.name, [*columns, SheetColumn((REASONS,), TEXT, 50)], title=title, line=line)


def _rejected_rows(understood: Understood, reasons: dict[int, str], width: int) -> Iterator[list]:
    headings: tuple[str, ...] = ()
    for row in understood.rows:
        if row.number not in reasons:
            continue
        if row.sections != headings:
            for heading in row.sections:
                yield [heading, *[None] * (width - 1)]
            headings = row.sections
        values = [_shown(understood.sheet, row, column) for column in range(1, width)]
        yield [*values, reasons[row.number]]


def _shown(sheet: Sheet, row: Row, column: int) -> object:
    """The value as it means the same without its number format; or the error of a formula that gave one."""
    source = row.source(column)
    value = row.values[column - 1] if column <= len(row.values) else None
    if value is None:
        return sheet.errors.get(source, column)
    number_format = sheet.formats.get(source, column, "")
    if isinstance(value, date):
        return day_words(value, date_precision(number_format))
    if isinstance(value, int | float) and not isinstance(value, bool):
        if is_percent(number_format):
            return f"{Decimal(repr(value)) * 100:f}%"
        if unit := unit_shown(number_format):
            return f"{value}{unit.name}"
    return value
