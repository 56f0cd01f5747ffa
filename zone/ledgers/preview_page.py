"""The page of a preview: one list at a time, fifty rows of it, all read from the stage."""

import json
from dataclasses import dataclass, field

from django.db.models import BooleanField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.ledgers.answer import plain_reader
from zone.ledgers.kind import LedgerKind
from zone.ledgers.records import CHANGED, NEW, UNCHANGED
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.sentences import parts
from zone.ledgers.shown_references import ShownReferences
from zone.ledgers.stage import ERROR, REJECTED, WARNING, Stage
from zone.lib.showing import show as shown

ROWS = 50
ERRORS, WARNINGS, TOTALS, SKIPPED = "errors", "warnings", "totals", "skipped"
ROW_LISTS = {
    NEW: gettext_lazy("new"),
    CHANGED: gettext_lazy("changed"),
    UNCHANGED: gettext_lazy("unchanged"),
    REJECTED: gettext_lazy("rejected"),
}
LISTS = {
    **ROW_LISTS,
    ERRORS: gettext_lazy("errors"),
    WARNINGS: gettext_lazy("warnings"),
    TOTALS: gettext_lazy("totals that do not add up"),
    SKIPPED: gettext_lazy("rows left out"),
}
REASONS = {
    "section": gettext_lazy("heading"),
    "total": gettext_lazy("total"),
    "note": gettext_lazy("note or signature"),
    "header": gettext_lazy("header once more"),
    "other_table": gettext_lazy("another table"),
}
SEVERITIES = {ERRORS: ERROR, WARNINGS: WARNING}


@dataclass(slots=True)
class SheetRow:
    """A data row: what becomes of it. `changes` are (record, key, old, new), `facts` (key, value) of new records, `problems` sentences."""

    number: int
    label: str
    status: str
    changes: list[tuple] = field(default_factory=list)
    facts: list[tuple] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class PreviewPage:
    """`show` is a key of LISTS; "" takes the first that has something to look at: errors, new, changed, unchanged."""

    def __init__(self, kind: LedgerKind, stage: Stage, show: str, number: int):
        self.kind, self.stage = kind, stage
        self.counts = stage.counts() | {
            ERRORS: stage.count_findings(ERROR),
            WARNINGS: stage.count_findings(WARNING),
            TOTALS: len(stage.totals()),
            SKIPPED: len(stage.skipped()),
        }
        order = (ERRORS, NEW, CHANGED, UNCHANGED)
        self.show = show or next((name for name in order if self.counts[name]), UNCHANGED)
        self.total = self.counts[self.show]
        self.pages = max(1, -(-self.total // ROWS))
        self.number = min(max(number, 1), self.pages)
        self.understood = {
            name: stage.fact(name) for name in ("title", "header_row", "header_rows", "first_data_row", "columns", "unmapped")
        }
        self.rows = self._rows()

    @property
    def row_counts(self) -> list[tuple[str, str, int]]:
        return [(name, LISTS[name], self.counts[name]) for name in ROW_LISTS]

    @property
    def other_counts(self) -> list[tuple[str, str, int]]:
        return [(name, LISTS[name], self.counts[name]) for name in (ERRORS, WARNINGS, TOTALS, SKIPPED)]

    @property
    def caption(self) -> str:
        return LISTS[self.show]

    @property
    def is_row_list(self) -> bool:
        return self.show in ROW_LISTS

    @property
    def is_problem_list(self) -> bool:
        return self.show in SEVERITIES

    @property
    def good(self) -> int:
        """Rows that could be saved."""
        return sum(self.counts[name] for name in (NEW, CHANGED, UNCHANGED))

    @property
    def to_write(self) -> int:
        return self.counts[NEW] + self.counts[CHANGED]

    def neighbours(self) -> list[tuple[str, int]]:
        steps = []
        if self.number > 1:
            steps.append((_("Previous page"), self.number - 1))
        if self.number < self.pages:
            steps.append((_("Next page"), self.number + 1))
        return steps

    def _rows(self) -> list:
        offset = (self.number - 1) * ROWS
        if self.is_problem_list:
            found = self.stage.findings(SEVERITIES[self.show], limit=ROWS, offset=offset)
            return [(finding, *parts(finding)) for finding in found]
        if self.show == TOTALS:
            return self.stage.totals()[offset : offset + ROWS]
        if self.show == SKIPPED:
            return [(row["number"], REASONS[row["reason"]], row["text"]) for row in self.stage.skipped()[offset : offset + ROWS]]
        return self._sheet_rows(offset)

    def _sheet_rows(self, offset: int) -> list[SheetRow]:
        rows = {
            row["number"]: SheetRow(row["number"], row["label"], row["status"])
            for row in self.stage.rows(self.show, limit=ROWS, offset=offset)
        }
        if self.show == REJECTED:
            for finding in self.stage.findings_of(list(rows)):
                rows[finding.row].problems.append(" ".join(filter(None, (finding.column, *parts(finding)))))
        elif rows:
            for resource in self.kind.resources:
                if resource.is_listed and self.stage.has(resource):
                    self._tell(resource, rows)
        return list(rows.values())

    def _tell(self, resource: LedgerResource, rows: dict[int, SheetRow]) -> None:
        """Add to the rows what happens to their records of one kind."""
        cells = _Cells(resource, self.stage)
        noun = str(resource.model._meta.verbose_name)
        for record in self.stage.records(resource, rows=list(rows)):
            row = rows[record["row"]]
            besides = json.loads(record["besides"]) if record["besides"] else {}
            if record["action"] == NEW:
                row.facts.append((noun, cells.facts(record)))
            elif record["action"] == CHANGED:
                before = json.loads(record["before"] or "{}")
                row.changes += [
                    (noun, cells.label(key), cells.old(key, old), cells.new(key, record, besides)) for key, old in before.items()
                ]


class _Cells:
    """How the values of one record kind are shown to people: names instead of codes, words instead of choices."""

    def __init__(self, resource: LedgerResource, stage: Stage):
        self.resource = resource
        self.keys = {key.key: key for key in resource.declared()}
        self.references = ShownReferences(resource, stage)
        self.names: dict[str, dict] = {}

    def label(self, key: str) -> str:
        declared = self.keys.get(key)
        return str(self.resource.model_field(declared.model_field).verbose_name) if declared else _("short and former names")

    def facts(self, record) -> list[tuple[str, str]]:
        """(label, value) of all that the record says."""
        told = [(self.label(name), self.new(name, record, {})) for name in self.keys if name != "kind"]
        return [(label, value) for label, value in told if value]

    def new(self, name: str, record, besides: dict) -> str:
        key = self.keys.get(name)
        if key is None:
            return "、".join(besides.get(name, ()))
        column = self.resource.column_of(key)
        if not key.is_reference:
            return self._word(key, plain_reader(self.resource.model_field(key.model_field))(record[column]))
        if column == self.resource.above_column and self.resource.above:
            return ""
        if record[column] is None:
            return (record[key.kept_as_written] or "") if key.kept_as_written else ""
        if name not in self.names:
            self.names[name] = self.references.names(column, key)
        return self.names[name].get(record[column], "")

    def old(self, name: str, value: object) -> str:
        key = self.keys.get(name)
        if key is None:
            return "、".join(value or ())
        if key.is_reference:
            return self.references.name_of(key, value) if value else ""
        return self._word(key, value)

    def _word(self, key: LedgerField, value: object) -> str:
        model_field = self.resource.model_field(key.model_field)
        if value is None or value == "":
            return ""
        if model_field.choices:
            return str(dict(model_field.flatchoices).get(value, value))
        if isinstance(model_field, BooleanField):
            return shown(bool(value))
        return str(value) if model_field.name == "plan_year" else shown(value)
