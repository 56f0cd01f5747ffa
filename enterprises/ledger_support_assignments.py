"""The assignments of a support table: who supports which firm in the year, and from which day where the sheet gives one."""

from datetime import date

from enterprises.ledger_support_days import Told, follow, match
from enterprises.matching import Firm
from enterprises.models import SupportAssignment
from enterprises.office_support import EXPORT_RIGHTS
from zone.ledgers.importer import Importer
from zone.ledgers.people_columns import departments_of, keep_settled, people_of, supporting_of
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR, part

OF_ASSIGNMENT = ("leader", "leader_title", "tier", "supporting_departments", "valid_from")
TOLD = ("leader_id", "leader_name", "leader_title", "department_id", "department_name", "officer_id", "officer_name", "tier")


class SupportAssignmentRecords(LedgerResource):
    code = "support-assignments"
    export_rights = EXPORT_RIGHTS
    natural_keys = (("enterprise_id", "year", "valid_from"),)

    enterprise = LedgerField("enterprise__name", "enterprise")
    year = LedgerField("year")
    leader = LedgerField("leader__name", "leader", kept_as_written="leader_name")
    leader_title = LedgerField("leader_title")
    department = LedgerField("department__name", "department", kept_as_written="department_name")
    supporting_departments = LedgerField("supporting_departments")
    officer = LedgerField("officer__name", "officer", kept_as_written="officer_name")
    tier = LedgerField("tier")
    valid_from = LedgerField("valid_from")
    valid_to = LedgerField("valid_to")

    class Meta:
        model = SupportAssignment
        fields = (
            "enterprise", "year", "leader", "leader_title", "department", "supporting_departments", "officer", "tier", "valid_from",
            "valid_to",
        )  # fmt: skip


def has_assignments(table: Table) -> bool:
    """A sheet that names nobody who supports lists requests alone."""
    return any(table.column(key) for key in OF_ASSIGNMENT)


def build_assignments(resource: SupportAssignmentRecords, table: Table, firms: list[list[Firm]], importer: Importer) -> RecordSet:
    """One record for each firm that a row names, and one for each earlier assignment that ends because the sheet dates a new one."""
    records = RecordSet(resource, [])
    records.said = {column: [] for column in resource.columns}
    if not has_assignments(table):
        return records
    told = _told(table, _said(table, importer), firms)
    stored = _stored([firm for found in firms for firm in found])
    for key, rows in told.items():
        _settle(records, table, rows, stored.get(key, []))
    keep_settled(records, "leader", "department", "officer")
    return records


def _told(table: Table, said: dict[str, list], firms: list[list[Firm]]) -> dict[tuple[int, int], list[Told]]:
    """What the rows say by firm and year; of a firm that is repeated, the first."""
    told: dict[tuple[int, int], list[Told]] = {}
    seen: dict[tuple, int] = {}
    for row, found in enumerate(firms):
        values = {column: cells[row] for column, cells in said.items()}
        for firm in found:
            first = seen.setdefault((firm.pk, values["year"], values["valid_from"]), row)
            if first != row:
                _tell_repeated(table, said, first, row)
            else:
                told.setdefault((firm.pk, values["year"]), []).append(Told(row, {**values, "enterprise_id": firm.pk}))
    return told


def _said(table: Table, importer: Importer) -> dict[str, list]:
    departments = departments_of(table, importer, "department")
    leaders = people_of(table, importer, "leader", departments.known)
    officers = people_of(table, importer, "officer", departments.known)
    year = table.context.year or importer.on.year
    days = [part(day, "on") for day in table.values("valid_from")]
    return {
        "year": [int(told) if told else year for told in table.values("year")],
        "leader_id": leaders.ids,
        "leader_name": leaders.written,
        "leader_title": table.values("leader_title"),
        "department_id": departments.ids,
        "department_name": departments.written,
        "supporting_departments": [
            [] if names is CLEAR else names for names in supporting_of(table, importer, "department", "supporting_departments")
        ],
        "officer_id": officers.ids,
        "officer_name": officers.written,
        "tier": table.values("tier"),
        "valid_from": [day if day is not CLEAR else None for day in days],
        "valid_to": [part(day, "due_by") for day in table.values("valid_to")],
    }


def _tell_repeated(table: Table, said: dict[str, list], first: int, row: int) -> None:
    """The same firm once more: for another request with the same supporters that is no second assignment."""
    differs = any(said[column][row] not in (None, CLEAR, said[column][first]) for column in TOLD)
    requests = [table.values("description")[each] for each in (first, row)]
    if differs or not requests[1] or requests[0] == requests[1]:
        table.tell_duplicate(first, row, "enterprise")


def _stored(firms: list[Firm]) -> dict[tuple[int, int], list[SupportAssignment]]:
    """The assignments of these firms by firm and year, the one that holds longest last."""
    found: dict[tuple[int, int], list] = {}
    pks = sorted({firm.pk for firm in firms})
    if pks:
        rows = SupportAssignment.objects.filter(enterprise__among=pks).order_by("id")
        for one in sorted(rows, key=lambda each: (each.valid_to is None, each.valid_from or date.min)):
            found.setdefault((one.enterprise_id, one.year), []).append(one)
    return found


def _settle(records: RecordSet, table: Table, told: list[Told], stored: list[SupportAssignment]) -> None:
    """Without a day the sheet corrects the assignment that stands; with one, it begins another on that day and ends the one before. A row
    that is rejected ends none."""
    taken = [each for each in told if table.rows[each.row].number not in table.findings.rejected]
    match(taken, stored)
    fitting = [each for each in taken if not _tell_order(table, each)]
    for row, one, last in follow(fitting, stored):
        _add(records, row, one.pk, {"valid_to": last})
    for each in fitting:
        _add(records, each.row, each.target.pk if each.target else None, each.values)


def _tell_order(table: Table, told: Told) -> bool:
    if told.ends_before_it_starts:
        place = table.cell("valid_to", told.row)
        table.findings.error(table.rows[told.row].number, "impossible_date", reason="finish_before_start", **place)
    return told.ends_before_it_starts


def _add(records: RecordSet, row: int, target: int | None, values: dict) -> None:
    records.rows.append(row)
    records.targets.append(target)
    for column, cells in records.said.items():
        cells.append(values.get(column))
