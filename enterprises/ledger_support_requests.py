"""The requests of a support table: each numbered part of a cell is one, with its own progress and time limit."""

from enterprises.ledger_support_assignments import has_assignments
from enterprises.ledger_support_cells import limit_words, note_of, part_of, text_key
from enterprises.ledger_support_columns import status_in
from enterprises.matching import Firm
from enterprises.models import ServiceRequest
from enterprises.models.request import NATURAL_KEY_LENGTH
from enterprises.office_support import EXPORT_RIGHTS
from zone.ledgers.importer import Importer
from zone.ledgers.people_columns import Named, departments_of, keep_settled, people_of
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR, part

IN_PROGRESS = ServiceRequest.Status.IN_PROGRESS.value


class ServiceRequestRecords(LedgerResource):
    code = "service-requests"
    export_rights = EXPORT_RIGHTS
    derived = ("text_key",)
    natural_keys = (("enterprise_id", "text_key"),)

    enterprise = LedgerField("enterprise__name", "enterprise")
    description = LedgerField("description")
    category = LedgerField("category")
    raised_on = LedgerField("raised_on")
    department = LedgerField("department__name", "department", kept_as_written="department_name")
    officer = LedgerField("officer__name", "officer", kept_as_written="officer_name")
    status = LedgerField("status")
    progress_note = LedgerField("progress_note")
    due_on = LedgerField("due_on")
    due_precision = LedgerField("due_precision")
    due_by = LedgerField("due_by")

    class Meta:
        model = ServiceRequest
        fields = (
            "enterprise", "description", "category", "raised_on", "department", "officer", "status", "progress_note", "due_on",
            "due_precision", "due_by",
        )  # fmt: skip


def build_requests(resource: ServiceRequestRecords, table: Table, firms: list[list[Firm]], importer: Importer) -> RecordSet:
    """The requests of each row, matched with those stored."""
    records = RecordSet(resource, [])
    records.said = {column: [] for column in resource.columns}
    if table.column("description") is None:
        return records
    departments, officers = _handlers(table, importer)
    seen: dict[tuple, int] = {}
    for row, (cell, found) in enumerate(zip(table.values("description"), firms, strict=True)):
        if not cell or cell is CLEAR or not found:
            continue
        for firm, number, text in _owners(table, row, cell, found):
            key = (firm.pk, text_key(text, NATURAL_KEY_LENGTH))
            if seen.setdefault(key, row) != row:
                table.tell_duplicate(seen[key], row, "description")
                continue
            values = {
                "enterprise_id": firm.pk,
                "text_key": key[1],
                "description": text,
                "category": table.values("category")[row],
                "raised_on": part(table.values("raised_on")[row], "on"),
                **_handler("department", departments, row),
                **_handler("officer", officers, row),
                **_progress(table, row, number),
                **_due(table, row, number),
            }
            records.rows.append(row)
            for column, cells in records.said.items():
                cells.append(values.get(column))
    _match(records, table)
    keep_settled(records, "department", "officer")
    return records


def _owners(table: Table, row: int, cell: dict, firms: list[Firm]) -> list[tuple[Firm, int, str]]:
    """(firm, number, text). Where a row names several firms and does not say whose request it is, the first is taken, or one firm for each
    request where there are as many; that is said."""
    texts = list(cell.items())
    if len(firms) == 1:
        return [(firms[0], number, text) for number, text in texts]
    owners = firms if len(firms) == len(texts) else firms[:1] * len(texts)
    names = "、".join(dict.fromkeys(firm.name for firm in owners))
    table.findings.warn(table.rows[row].number, "whose_request", names=names, **table.cell("description", row))
    return [(firm, number, text) for firm, (number, text) in zip(owners, texts, strict=True)]


def _handlers(table: Table, importer: Importer) -> tuple[Named, Named]:
    """Who handles a request: columns of their own; in a sheet of requests alone, the department and the person that it names."""
    alone = not has_assignments(table)
    department = "handling" if table.column("handling") or not alone else "department"
    officer = "handler" if table.column("handler") or not alone else "officer"
    nobody = Named([None] * len(table), [None] * len(table))
    departments = departments_of(table, importer, department) if table.column(department) else nobody
    return departments, people_of(table, importer, officer, departments.known) if table.column(officer) else nobody


def _handler(key: str, named: Named, row: int) -> dict:
    return {f"{key}_id": named.ids[row], f"{key}_name": named.written[row]}


def _progress(table: Table, row: int, number: int) -> dict:
    """The status by its own column, else by the words of the progress; words that may mean anything are work in progress."""
    words = part_of(table.values("progress_note")[row], number)
    told = table.values("status")[row]
    due = part_of(table.values("due")[row], number)
    if words is CLEAR:
        return {"progress_note": CLEAR, "status": told or None}
    status = told or (status_in(words) or IN_PROGRESS if words else None)
    remarks = table.values("remarks")[row] or ""
    return {"status": status or None, "progress_note": note_of(words, limit_words(due) if due else "", remarks)}


def _due(table: Table, row: int, number: int) -> dict:
    day = part_of(table.values("due")[row], number)
    if day is None or day is CLEAR:
        return {"due_on": day, "due_precision": day, "due_by": day}
    if day.on is None:
        return {}
    precision, by = table.values("due_precision")[row] or day.precision, table.values("due_by")[row]
    return {"due_on": day.on, "due_precision": precision, "due_by": by.due_by if by else day.due_by}


def _match(records: RecordSet, table: Table) -> None:
    said = records.said
    keys = list(zip(said["enterprise_id"], said["text_key"], strict=True))
    stored = {}
    if keys:
        rows = ServiceRequest.objects.filter(enterprise__among=sorted({firm for firm, _key in keys}))
        stored = {(firm, key): pk for pk, firm, key in rows.values_list("pk", "enterprise_id", "text_key")}
    records.targets = [stored.get(key) for key in keys]
