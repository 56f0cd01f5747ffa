"""The papers that a dispatch table lists beside each project: one record for each project and item of which anything is told."""

from collections.abc import Sequence
from dataclasses import replace

from projects.derived import end_of_span
from projects.export_rights import by_kind
from projects.ledger_investment_columns import PREFIX
from projects.models import Procedure
from zone.ledgers.cleaning import CleanColumn
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.slots import records_of_slots
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR
from zone.lib.layout import ColumnMatch
from zone.lib.textkey import tidy
from zone.models import Precision

KEPT = ("state", "document_number", "done_on", "done_precision")


class ProcedureRecords(LedgerResource):
    code = "procedures"
    export_rights = by_kind("project__")
    above = "projects"
    above_column = "project_id"
    natural_keys = (("project_id", "item"),)
    derived = ("done_precision",)

    project = LedgerField("project__name", "project")
    item = LedgerField("item")
    state = LedgerField("state")
    document_number = LedgerField("document_number")
    done_on = LedgerField("done_on")

    class Meta:
        model = Procedure
        fields = ("project", "item", "state", "document_number", "done_on")


def item_of(match: ColumnMatch) -> str:
    """What the paper of a column is called; empty for other columns."""
    if not match.key.startswith(PREFIX):
        return ""
    return match.key.removeprefix(PREFIX).strip() or tidy(match.places.get("any", ""))[:40]


def build_procedures(resource: ProcedureRecords, table: Table, projects: RecordSet) -> RecordSet:
    slots = {(item,): _parts(column) for column in table.columns if (item := item_of(column.match))}
    records = records_of_slots(resource, table, projects, slots=slots, kept=KEPT)
    _keep_exact_days(records)
    records.compare()
    return records


def _keep_exact_days(records: RecordSet) -> None:
    """A month does not replace the day within it that is stored."""
    days, precisions = records.stored_values("done_on"), records.stored_values("done_precision")
    said = records.said
    for index, target in enumerate(records.targets):
        on, precision, stored = said["done_on"][index], said["done_precision"][index], days.get(target)
        if not on or not stored or precision == Precision.DAY or precisions[target] not in ("", Precision.DAY):
            continue
        if on <= stored <= end_of_span(on, precision):
            said["done_on"][index] = said["done_precision"][index] = None


def _parts(column: CleanColumn) -> dict[str, CleanColumn]:
    """One column of papers as a column for each of their facts; 清空 takes the paper back to its beginning."""
    papers = column.values
    beginning = Procedure.State.NOT_STARTED.value
    return {
        "state": replace(column, values=[beginning if paper is CLEAR else paper and paper.state for paper in papers]),
        "document_number": _fact(column, papers, "number"),
        "done_on": _fact(column, papers, "on"),
        "done_precision": _fact(column, papers, "precision"),
    }


def _fact(column: CleanColumn, papers: Sequence, name: str) -> CleanColumn:
    return replace(column, values=[paper if paper is None or paper is CLEAR else getattr(paper, name) for paper in papers])
