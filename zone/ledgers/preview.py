"""From a file on disk to a staged preview: reading, understanding, cleaning, matching, difference. Nothing of it writes a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings

from zone.ledgers.cleaning import clean_column
from zone.ledgers.content import content_digest
from zone.ledgers.findings import Findings
from zone.ledgers.heads import forget_heads, keep_heads
from zone.ledgers.importer import Importer, Options
from zone.ledgers.kind import LedgerKind
from zone.ledgers.progress import CHECKING, COMPARING, READING, STAGING, Progress
from zone.ledgers.records import CHANGED, NEW, UNCHANGED, RecordSet
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.stage import REJECTED, Stage
from zone.ledgers.table import Table
from zone.ledgers.totals import Disagreement, check_totals, in_own_unit
from zone.ledgers.understanding import Understood, understand_workbook
from zone.ledgers.widgets import IgnoredWidget
from zone.lib.collector import collector_at_rest
from zone.lib.limits import Limits
from zone.lib.refusals import Refused
from zone.lib.sheet_reader import read_workbook


@dataclass(frozen=True, slots=True)
class Preview:
    """What the batch keeps of a preview; all else is in the stage."""

    kind: LedgerKind
    sheet: str
    period: str
    unit: str
    rows_read: int
    counts: dict[str, int]
    content: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The data rows as the stage lists them, column by column: where each stands, what becomes of it, what it is called."""

    numbers: list[int]
    statuses: list[str]
    labels: list[str]


def limits() -> Limits:
    """What an upload may cost, as the settings say."""
    return Limits(uploaded=settings.UPLOAD_MAX_BYTES)


@collector_at_rest()
def make_preview(
    path: Path, folder: Path, *, shown_name: str, kinds: Sequence[LedgerKind], options: Options, importer: Importer, progress: Progress
) -> Preview:
    """Stage the preview of a file into `folder`. Raises LedgerRefused and stages nothing where the file is not taken, and
    Stopped where it is not wanted any more. The header is kept in either case, once it is known."""
    forget_heads(folder)
    try:
        workbook = read_workbook(path, shown_name=shown_name, limits=limits(), progress=partial(progress, READING), workspace=folder)
    except Refused as refused:
        raise LedgerRefused.of(refused) from refused
    findings = Findings()
    understood = understand_workbook(workbook, kinds, options, importer, findings, shown_name, partial(keep_heads, folder))
    table, widgets = _clean(understood, importer, findings, progress)
    totals = _totals(understood, table, widgets)
    content = content_digest(understood, table)
    del workbook
    _let_cells_go(understood)
    progress(COMPARING, len(table))
    sets = understood.kind.build(table, importer)
    for records in sets:
        progress(COMPARING, len(table))
        records.compare()
    findings.in_order()
    rows = Rows(list(table.numbers()), _statuses(sets, table, findings), list(understood.kind.row_labels(table)))
    # Staged are the final values: of a large sheet, its cells and what was read of them would lie beside them in memory.
    understood.rows.clear()
    del table
    for records in sets:
        records.said.clear()
    return _stage(folder, understood, rows, findings, sets, totals, content, progress)


def _clean(understood: Understood, importer: Importer, findings: Findings, progress: Progress) -> tuple[Table, dict]:
    widgets, ignored = understood.kind.widgets(importer), IgnoredWidget()
    columns = []
    for number, match in enumerate(understood.columns, 1):
        progress(CHECKING, len(understood.rows) * number // len(understood.columns))
        widget = widgets.get(match.key, ignored)
        if widget is not ignored:
            columns.append(clean_column(understood.sheet, understood.rows, match, widget, understood.context, findings))
    return Table(understood.rows, columns, understood.context, findings), widgets


def _let_cells_go(understood: Understood) -> None:
    """Whatever follows reads columns; a large sheet's rows would lie beside them to the end."""
    understood.sheet.rows.clear()
    for row in understood.rows:
        row.values = ()


def _totals(understood: Understood, table: Table, widgets: dict) -> list[Disagreement]:
    def read(match, value, number_format):
        return widgets[match.key].clean(value, number_format=number_format, column=match, sheet=understood.context).value

    found = check_totals(understood.sheet, table, understood.skipped, understood.kind.summed, read)
    told = []
    for each in found:
        match = next(match for match in understood.columns if match.letter == each.column)
        base = getattr(widgets[match.key], "unit", None)
        printed, computed = (in_own_unit(value, match, base) for value in (each.printed, each.computed))
        told.append(Disagreement(each.row, each.column, each.header, printed, computed))
    return told


def _statuses(sets: list[RecordSet], table: Table, findings: Findings) -> list[str]:
    """Each data row is what its records of the first kind are; an unchanged one whose other records are new or change counts as changed."""
    statuses, first = [UNCHANGED] * len(table), [None] * len(table)
    for place, records in enumerate(sets):
        for index, row in enumerate(records.rows):
            action = records.actions[index]
            if first[row] is None:
                first[row] = place
            if first[row] == place and action == NEW:
                statuses[row] = NEW
            elif action != UNCHANGED and statuses[row] == UNCHANGED:
                statuses[row] = CHANGED
    return [REJECTED if row.number in findings.rejected else status for row, status in zip(table.rows, statuses, strict=True)]


def _stage(
    folder: Path,
    understood: Understood,
    rows: Rows,
    findings: Findings,
    sets: list[RecordSet],
    totals: list[Disagreement],
    content: str,
    progress: Progress,
) -> Preview:
    kind, layout = understood.kind, understood.layout
    with Stage.create(folder) as stage:
        progress(STAGING, len(rows.numbers))
        stage.put_rows(zip(rows.numbers, rows.statuses, rows.labels, strict=True))
        stage.put_findings(findings.errors, findings.warnings)
        stage.put_skipped(understood.skipped)
        stage.put_totals(totals)
        for records in sets:
            progress(STAGING, len(rows.numbers))
            stage.put_records(records, rows.numbers, findings.rejected)
        stage.put_facts(
            {
                "kind": kind.code,
                "sheet": understood.sheet.name,
                "header_row": layout.header_row,
                "header_rows": layout.header_rows,
                "first_data_row": layout.first_data_row,
                "unit": understood.unit.name if understood.unit else "",
                "period": understood.context.period,
                "title": layout.title,
                "columns": [
                    {
                        "letter": match.letter,
                        "header": match.header,
                        "unit": match.unit.name if match.unit else "",
                        "records": list(kind.stands_for(match)),
                        "period": (match.period.key or "") if match.period else "",
                    }
                    for match in understood.columns
                ],
                "unmapped": [{"column": letter, "header": header} for letter, header in layout.unmapped],
            }
        )
        stage.finish()
        counts = stage.counts()
    return Preview(
        kind=kind,
        sheet=understood.sheet.name,
        period=understood.context.period or "",
        unit=understood.unit.name if understood.unit else "",
        rows_read=len(rows.numbers),
        counts=counts,
        content=content,
    )
