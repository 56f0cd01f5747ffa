"""The rows of a preview as a table in the sheet's own columns: in each cell what would be stored, and what is stored where that changes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import BooleanField, DateField, DecimalField, FloatField, IntegerField
from django.utils.translation import gettext as _

from zone.ledgers.answer import plain_reader
from zone.ledgers.kind import LedgerKind
from zone.ledgers.records import CHANGED, NEW
from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.shown_references import ShownReferences
from zone.ledgers.stage import Stage
from zone.lib.showing import show as shown

LONG = 20  # characters


@dataclass(slots=True)
class ShownCell:
    """`new` as it would be stored; `old` is what is stored now where that changes, else None."""

    label: str
    new: str
    old: str | None = None
    is_number: bool = False

    @property
    def is_long(self) -> bool:
        """More than a narrow column holds in two lines."""
        return len(self.new) > LONG


@dataclass(slots=True)
class SheetRow:
    """A data row: a cell for each column shown, `others` for what follows from the sheet's headings, title or other columns."""

    number: int
    label: str
    cells: list[ShownCell] = field(default_factory=list)
    others: list[ShownCell] = field(default_factory=list)


class SheetTable:
    """`columns` are the used columns of the sheet, the name first; each is a dict of the stage's fact `columns`. `heads`: each of them with
    whether it holds numbers, which stand to the right."""

    def __init__(self, kind: LedgerKind, stage: Stage, rows: Sequence):
        self.kind = kind
        self.readers = [RecordReader(kind, resource, stage) for resource in kind.resources if resource.is_listed and stage.has(resource)]
        used = [column for column in stage.fact("columns", []) if self.labels(column)]
        self.columns = sorted(used, key=lambda column: "name" not in column["records"])
        self.heads = [(column, self._holds_numbers(column)) for column in self.columns]
        self.joints = {column["letter"]: "—" if self._holds_days(column) else " " for column in self.columns}
        self.period = stage.fact("period") or ""
        self.rows = list(self._rows(rows))

    def labels(self, column: dict) -> list[str]:
        """What the column was understood as; empty where it is not used."""
        found = (reader.label(key) for key in column["records"] for reader in self.readers if reader.knows(key))
        return list(dict.fromkeys(found))

    @property
    def has_others(self) -> bool:
        return any(row.others for row in self.rows)

    def _rows(self, rows: Sequence) -> Iterator[SheetRow]:
        numbers = [row["number"] for row in rows]
        records = [reader.records_of(numbers) for reader in self.readers]
        covered = {key for column in self.columns for key in column["records"]} | self.kind.hidden_keys
        for row in rows:
            own = [(reader, found.get(row["number"], [])) for reader, found in zip(self.readers, records, strict=True)]
            shown_row = SheetRow(row["number"], row["label"])
            shown_row.cells = [replace(self._cell(column, own), is_number=is_number) for column, is_number in self.heads]
            for reader, found in own:
                for record in found:
                    shown_row.others += reader.others(record, covered)
            yield shown_row

    def _holds_numbers(self, column: dict) -> bool:
        return all(reader.is_number(key) for key in column["records"] for reader in self.readers if reader.knows(key))

    def _holds_days(self, column: dict) -> bool:
        """From one day to another, as 建设起止年限 has it."""
        return all(reader.is_day(key) for key in column["records"] for reader in self.readers if reader.knows(key))

    def _cell(self, column: dict, own: list) -> ShownCell:
        parts = list(_parts_of(column["letter"], own))
        for key in column["records"] if not parts else ():
            for reader, found in own:
                found = [record for record in found if not record["cells"] or key not in _json(record["cells"]).values()]
                if reader.knows(key) and (record := reader.choose(found, column["period"] or self.period)) is not None:
                    parts.append(reader.cell(key, record))
                    break
        is_changed = any(part.old is not None for part in parts)
        between = self.joints[column["letter"]]
        new = between.join(part.new for part in parts if part.new)
        old = between.join(filter(None, (part.new if part.old is None else part.old for part in parts))) if is_changed else None
        return ShownCell(column["header"], new, old)


def _parts_of(letter: str, own: list) -> Iterator[ShownCell]:
    """What the cell of a column fills, where each record knows its own columns."""
    for reader, found in own:
        for record in found:
            if key := _json(record["cells"]).get(letter):
                yield reader.cell(key, record)


class RecordReader:
    """How the values of one record kind are shown to people: names instead of codes, words instead of choices."""

    def __init__(self, kind: LedgerKind, resource: LedgerResource, stage: Stage):
        self.kind, self.resource, self.stage = kind, resource, stage
        self.keys = {key.key: key for key in resource.declared()}
        self.references = ShownReferences(resource, stage)
        self.names: dict[str, dict] = {}

    def knows(self, key: str) -> bool:
        return key in self.keys or (key in self.kind.besides_keys and self.resource is self.kind.resources[0])

    def label(self, key: str) -> str:
        declared = self.keys.get(key)
        return str(self.resource.model_field(declared.model_field).verbose_name) if declared else _("short and former names")

    def is_number(self, key: str) -> bool:
        declared = self.keys.get(key)
        if declared is None or declared.is_reference:
            return False
        model_field = self.resource.model_field(declared.model_field)
        return isinstance(model_field, (DecimalField, FloatField, IntegerField)) and not model_field.choices

    def is_day(self, key: str) -> bool:
        declared = self.keys.get(key)
        return declared is not None and isinstance(self.resource.model_field(declared.model_field), DateField)

    def records_of(self, numbers: Sequence[int]) -> dict[int, list]:
        found: dict[int, list] = {}
        for record in self.stage.records(self.resource, rows=numbers):
            found.setdefault(record["row"], []).append(record)
        return found

    def choose(self, records: list, period: str):
        """The record of that month where there are several."""
        if "period" not in self.keys:
            return records[0] if records else None
        return next((record for record in records if record["period"] == period), None)

    def cell(self, key: str, record) -> ShownCell:
        before = _json(record["before"])
        is_changed = record["action"] == CHANGED and key in before
        return ShownCell(self.label(key), self._new(key, record), self._old(key, before, record) if is_changed else None)

    def others(self, record, covered: frozenset | set) -> Iterator[ShownCell]:
        """What would be stored beside the sheet's columns: changes, and in new records whatever is not the usual."""
        if record["action"] == CHANGED:
            yield from (self.cell(key, record) for key in _json(record["before"]) if key not in covered)
        elif record["action"] == NEW:
            for name, key in self.keys.items():
                column = self.resource.column_of(key)
                is_usual = name in covered or record[column] == self.resource.defaults[column]
                if not is_usual and (cell := self.cell(name, record)).new:
                    yield cell

    def _new(self, name: str, record) -> str:
        key = self.keys.get(name)
        if key is None:
            return "、".join(_json(record["besides"]).get(name) or ())
        column = self.resource.column_of(key)
        if not key.is_reference:
            return self._word(key, plain_reader(self.resource.model_field(key.model_field))(record[column]), record)
        if column == self.resource.above_column and self.resource.above:
            return ""
        if record[column] is None:
            return (record[key.kept_as_written] or "") if key.kept_as_written else ""
        if name not in self.names:
            self.names[name] = self.references.names(column, key)
        return self.names[name].get(record[column], "")

    def _old(self, name: str, before: dict, record) -> str:
        key, value = self.keys.get(name), before[name]
        if key is None:
            return "、".join(value or ())
        if key.is_reference:
            return self.references.name_of(key, value) if value else ""
        return self._word(key, value, {**dict(record), **before})

    def _word(self, key: LedgerField, value: object, told) -> str:
        if value is None or value == "":
            return ""
        if (words := self.kind.words(key.key, value, told)) is not None:
            return words
        model_field = self.resource.model_field(key.model_field)
        if model_field.choices:
            return str(dict(model_field.flatchoices).get(value, value))
        return shown(bool(value)) if isinstance(model_field, BooleanField) else shown(value)


def _json(text: str | None) -> dict:
    return json.loads(text) if text else {}
