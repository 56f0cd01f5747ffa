"""What a preview says, as the contract's JSON has it. Read from the stage, so that page and command say the same."""

import json
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import BooleanField, DecimalField, Field, JSONField

from zone.ledgers.findings import Finding
from zone.ledgers.kind import LedgerKind
from zone.ledgers.models import ImportBatch
from zone.ledgers.records import number_of
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.sentences import sentence
from zone.ledgers.shown_references import ShownReferences
from zone.ledgers.stage import ERROR, WARNING, Stage


def preview_answer(kind: LedgerKind, stage: Stage, batch: ImportBatch) -> dict:
    """The object of `import_ledger --json`."""
    return {
        "kind": kind.code,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "sheet": batch.sheet,
        "header_row": stage.fact("header_row"),
        "header_rows": stage.fact("header_rows"),
        "first_data_row": stage.fact("first_data_row"),
        "unit": batch.unit,
        "period": batch.period or None,
        "committed": batch.state == ImportBatch.State.COMMITTED,
        "batch": batch.pk if batch.state == ImportBatch.State.COMMITTED else None,
        "rows_read": batch.rows_read,
        "new": batch.rows_new,
        "changed": batch.rows_changed,
        "unchanged": batch.rows_unchanged,
        "rejected": batch.rows_rejected,
        "errors": [finding_answer(finding) for finding in stage.findings(ERROR)],
        "warnings": [finding_answer(finding) for finding in stage.findings(WARNING)],
        "totals": [total_answer(total) for total in stage.totals()],
        "skipped": [{"row": row["number"], "reason": row["reason"], "text": row["text"]} for row in stage.skipped()],
        "unmapped_columns": stage.fact("unmapped", []),
        "records": {
            resource.code: list(record_answers(resource, stage))
            for resource in kind.resources
            if resource.is_listed and stage.has(resource)
        },
    }


def finding_answer(finding: Finding) -> dict:
    return {
        "row": finding.row,
        "column": finding.column,
        "header": finding.header,
        "value": finding.value,
        "code": finding.code,
        "message": sentence(finding),
    }


def total_answer(total) -> dict:
    numbers = {name: number_of(Decimal(total[name])) for name in ("printed", "computed", "difference")}
    return {"row": total["number"], "column": total["letter"], "header": total["header"], **numbers}


def record_answers(resource: LedgerResource, stage: Stage, rows: list[int] | None = None) -> Iterator[dict]:
    """Staged records with the contract's keys, the sheet's row, what happens to them and, for changed ones, the old values."""
    references = ShownReferences(resource, stage)
    readers = [(key.key, _reader(resource, key, references)) for key in resource.declared()]
    for record in stage.records(resource, rows=rows):
        answer = {"row": record["row"], "action": record["action"]}
        if record["before"]:
            answer["before"] = json.loads(record["before"])
        answer.update((name, read(record)) for name, read in readers)
        if record["besides"]:
            answer.update(json.loads(record["besides"]))
        yield answer


def _reader(resource: LedgerResource, key: LedgerField, references: ShownReferences):
    column = resource.column_of(key)
    if key.is_reference:
        shown, written = references.of(column, key), key.kept_as_written
        if column == resource.above_column and resource.above:
            return lambda record: references.above(record["above"])
        return lambda record: shown.get(record[column]) if record[column] is not None else ((record[written] or None) if written else None)
    convert = plain_reader(resource.model_field(key.model_field))
    return lambda record: convert(record[column])


def plain_reader(field: Field):
    """How a staged value of this field is told in JSON."""
    if isinstance(field, BooleanField):
        return lambda value: None if value is None else bool(value)
    if isinstance(field, DecimalField):
        return lambda value: None if value is None else number_of(Decimal(value))
    if isinstance(field, JSONField):
        return lambda value: None if value is None else json.loads(value)
    return lambda value: None if value == "" else value
