"""The breakdown of the merger's tasks (三区整合任务分解表): one task a row."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from zone.ledgers.importer import Importer
from zone.ledgers.kind import LedgerKind
from zone.ledgers.people_columns import departments_of, keep_settled, people_of, supporting_of
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CLEAR, CellWidget, ChoiceWidget, DayWidget, TextWidget, part
from zone.lib.layout import ColumnMatch
from zone.merger.ledger_cells import BEFORE_TITLE, ShareWidget, TickWidget, shares_done, states_ticked, task_numbers
from zone.merger.ledger_columns import TICKS, VOCABULARY, percent_in, plan_of, state_in
from zone.merger.models import MergerTask
from zone.merger.models.task import supporting_key
from zone.merger.office_tasks import EXPORT_RIGHTS, MergerTaskTable
from zone.models import Precision

_ALL_DISTRICTS = frozenset(("三区", "各区", "三个区"))


class MergerTaskRecords(LedgerResource):
    code = "merger-tasks"
    export_rights = EXPORT_RIGHTS
    derived = ("supporting_key",)
    natural_keys = (("plan", "number"),)

    plan = LedgerField("plan")
    number = LedgerField("number")
    workstream = LedgerField("workstream")
    title = LedgerField("title")
    lead_leader = LedgerField("lead_leader__name", "lead_leader", kept_as_written="lead_leader_name")
    lead_department = LedgerField("lead_department__name", "lead_department", kept_as_written="lead_department_name")
    supporting_departments = LedgerField("supporting_departments")
    due_on = LedgerField("due_on")
    due_precision = LedgerField("due_precision")
    due_by = LedgerField("due_by")
    state = LedgerField("state")
    progress_percent = LedgerField("progress_percent")
    progress_note = LedgerField("progress_note")
    deliverable = LedgerField("deliverable")
    remarks = LedgerField("remarks")

    class Meta:
        model = MergerTask
        fields = (
            "plan", "number", "workstream", "title", "lead_leader", "lead_department", "supporting_departments", "due_on",
            "due_precision", "due_by", "state", "progress_percent", "progress_note", "deliverable", "remarks",
        )  # fmt: skip


class MergerLedger(LedgerKind):
    code = "merger"
    label = _("breakdown of merger tasks")
    right = "ledgers.import_merger"
    vocabulary = VOCABULARY
    records = (MergerTaskRecords,)
    lands_on = "merger:task-list"
    said_twice = {"title": ("重点", "workstream")}
    hidden_keys = frozenset(("plan", "due_precision", "due_by"))
    office = MergerTaskTable()
    lists = {"merger-tasks": ("merger:task-list", {})}

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        return {
            "plan": TextWidget(120),
            "number": TextWidget(10),
            "workstream": TextWidget(120),
            "title": TextWidget(300),
            "lead_leader": TextWidget(200),
            "lead_department": TextWidget(200),
            "supporting_departments": TextWidget(500),
            "due": DayWidget(),
            "due_precision": ChoiceWidget({value: value for value in Precision.values}),
            "due_by": DayWidget(),
            "state": TextWidget(40),
            **dict.fromkeys(TICKS, TickWidget()),
            "progress_percent": ShareWidget(),
            "progress_note": TextWidget(900),
            "deliverable": TextWidget(200),
            "remarks": TextWidget(500),
        }

    def stands_for(self, match: ColumnMatch):
        if match.key in TICKS:
            return ("state",)
        return ("due_on",) if match.key == "due" else (match.key,)

    def row_labels(self, table: Table) -> list[str]:
        return [title or "" for title in table.values("title")]

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        (resource,) = self.resources
        said = _said(table, importer)
        stored = list(MergerTask.objects.filter(plan__in=set(said["plan"])).values_list("plan", "number", "title", "pk"))
        said["number"] = task_numbers(table, said["plan"], (task[:3] for task in stored))
        tasks = RecordSet(resource, list(range(len(table))), said=said)
        seen: dict[tuple, int] = {}
        for row, key in enumerate(zip(said["plan"], said["number"], strict=True)):
            if not said["title"][row]:
                table.findings.error(table.rows[row].number, "missing_required", **table.cell("title", row))
            elif (first := seen.setdefault(key, row)) != row:
                table.tell_duplicate(first, row, "title")
        by_key = {(plan, number): pk for plan, number, _title, pk in stored}
        tasks.targets = [by_key.get(key) for key in zip(said["plan"], said["number"], strict=True)]
        keep_settled(tasks, "lead_leader", "lead_department")
        return [tasks]


def _said(table: Table, importer: Importer) -> dict[str, list]:
    departments = departments_of(table, importer, "lead_department")
    leaders = people_of(table, importer, "lead_leader", departments.known)
    supporting = [_bodies(names, importer) for names in supporting_of(table, importer, "lead_department", "supporting_departments")]
    plan = plan_of(table.context.title, table.context.year)
    days = table.values("due")
    told = [day if day is CLEAR or (day and day.on) else None for day in days]
    words, states = table.values("progress_note"), table.values("state")
    rows = range(len(table))
    ticked = states_ticked(table)
    reached = [state_in(states[row]) if states[row] else ticked[row] or (state_in(words[row]) if words[row] else None) for row in rows]
    shares = shares_done(table, reached)
    return {
        "plan": [own or plan for own in table.values("plan")],
        "workstream": table.values("workstream"),
        "title": [BEFORE_TITLE.sub("", title).strip() if title else None for title in table.values("title")],
        "lead_leader_id": leaders.ids,
        "lead_leader_name": leaders.written,
        "lead_department_id": departments.ids,
        "lead_department_name": departments.written,
        "supporting_departments": supporting,
        "supporting_key": [None if names is None else supporting_key(names) for names in supporting],
        "due_on": [part(day, "on") for day in told],
        "due_precision": [own or part(day, "precision") for own, day in zip(table.values("due_precision"), told, strict=True)],
        "due_by": [part(own, "due_by") or part(day, "due_by") for own, day in zip(table.values("due_by"), told, strict=True)],
        "state": reached,
        "progress_percent": [share if share is not None else _percent_in_words(words[row]) for row, share in enumerate(shares)],
        "progress_note": [_note(words[row], days[row]) for row in rows],
        "deliverable": table.values("deliverable"),
        "remarks": table.values("remarks"),
    }


def _bodies(names: object, importer: Importer) -> list[str] | None:
    """Supporting bodies; 三区 stands for all districts. An emptied cell leaves none."""
    if names is None:
        return None
    found: list[str] = []
    for name in names or ():
        found += importer.districts.names().split("、") if name in _ALL_DISTRICTS else [name]
    return list(dict.fromkeys(found))


def _percent_in_words(words: object) -> Decimal | None:
    told = percent_in(words) if words else None
    return Decimal(told) if told else None


def _note(words: object, day: object) -> object:
    """The progress in words, with a time limit that is no date (即时, 长期推进)."""
    limit = day.text if day and day.on is None else ""
    if words is CLEAR or not limit or (words and limit in words):
        return words
    return f"{words}；{limit}" if words else limit
