"""The records that a sheet makes, column by column, and how they differ from what is stored."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.widgets import CLEAR

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(slots=True)
class RecordSet:
    """Records of one kind. Each has the index of its data row in `rows` and a value a column in `said`.

    `said[column][i]` None: the sheet says nothing; CLEAR: it wipes. `parent` is the index of the record in `above` to which it belongs.
    `targets[i]` is the stored row that it means, None for a new one; `versions` the version that was compared. `besides` are keys that are
    shown and are no column of the model; `touched` are records that change although none of their columns does (a firm that gets another
    alias), with what stood before. `cells`: for each record the column letters in which its keys stood, where a row tells several records
    of one kind in columns of their own.
    """

    resource: LedgerResource
    rows: list[int]
    said: dict[str, list] = field(default_factory=dict)
    above: "RecordSet | None" = None
    parent: list[int] | None = None
    targets: list[int | None] = field(default_factory=list)
    versions: list[int | None] = field(default_factory=list)
    besides: dict[str, list] = field(default_factory=dict)
    touched: dict[int, dict] = field(default_factory=dict)
    cells: list[dict[str, str]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    final: dict[str, list] = field(default_factory=dict)
    before: dict[int, dict] = field(default_factory=dict)
    changed_columns: set[str] = field(default_factory=set)
    moved: dict[str, set[int]] = field(default_factory=dict)
    _loaded: dict[int, tuple] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def compare(self) -> None:
        """Settle each record: new, changed (with the old values) or unchanged. Once is enough; at most one statement."""
        if self.actions:
            return
        if not self.targets:
            self.targets = [None] * len(self)
        stored = self._stored()
        matched = [(index, stored[target]) for index, target in enumerate(self.targets) if target is not None]
        self.versions = [None] * len(self)
        self.actions = [NEW] * len(self)
        for index, row in matched:
            self.versions[index], self.actions[index] = row[0], UNCHANGED
        derived = {self.resource.model_field(name).attname for name in self.resource.derived}
        keys = self._keys_by_column()
        for place, column in enumerate(self.resource.columns, 1):
            final = self.final[column] = self._settled(column)
            values = self.said.get(column)
            for index, row in matched:
                if values is None or values[index] is None:
                    final[index] = row[place]
                elif column not in derived and final[index] != row[place]:
                    self._note_change(index, column, row[place], keys.get(column))
        self._show_references()
        for index, before in self.touched.items():
            if self.targets[index] is not None:
                self.before.setdefault(index, {}).update(before)
                self.actions[index] = CHANGED
        for place, column in enumerate(self.resource.columns, 1):
            if column in derived and any(self.actions[i] == CHANGED and self.final[column][i] != row[place] for i, row in matched):
                self.changed_columns.add(column)

    def writes(self, index: int, column: str) -> bool:
        """Whether a record that was compared writes this column: it is new, or another value is stored."""
        return self.actions[index] == NEW or index in self.moved.get(column, ())

    def _settled(self, column: str) -> list:
        """The values of a column as a new row has them."""
        default, blank, values = self.resource.defaults[column], self.resource.blanks[column], self.said.get(column)
        if values is None:
            return [default] * len(self)
        return [default if value is None else blank if value is CLEAR else value for value in values]

    def _note_change(self, index: int, column: str, old: object, key: LedgerField | None) -> None:
        self.actions[index] = CHANGED
        self.changed_columns.add(column)
        self.moved.setdefault(column, set()).add(index)
        if key is not None:
            before = self.before.setdefault(index, {})
            if key.is_reference and column == self.resource.column_of(key):
                before[key.key] = old
            elif before.get(key.key) is None:
                before[key.key] = plain_value(old)

    def _show_references(self) -> None:
        """Turn the references among the old values into what is shown for them; one statement a reference that changes."""
        for key in self.resource.declared():
            column = self.resource.column_of(key) if key.is_reference else ""
            moved = self.moved.get(column, set())
            stored = {index: self._stored()[self.targets[index]][1 + self.resource.columns.index(column)] for index in moved}
            if wanted := sorted({pk for pk in stored.values() if pk is not None}):
                related = self.resource.model_field(key.model_field).related_model
                shown = dict(related._base_manager.filter(pk__among=wanted).values_list("pk", key.attribute.partition("__")[2]))
                for index, pk in stored.items():
                    if pk is not None:
                        self.before[index][key.key] = shown.get(pk)

    def stored_values(self, column: str) -> dict[int, object]:
        """What the stored rows have in a column, by primary key."""
        place = 1 + self.resource.columns.index(column)
        return {pk: row[place] for pk, row in self._stored().items()}

    def _stored(self) -> dict[int, tuple]:
        """Stored rows by primary key: (version, *columns)."""
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def _load(self) -> dict[int, tuple]:
        wanted = {target for target in self.targets if target is not None}
        if not wanted:
            return {}
        model = self.resource.model
        is_versioned = self.resource.is_versioned
        names = ["version" if is_versioned else "pk", *self.resource.columns]
        rows = model._base_manager.filter(pk__among=wanted).values_list("pk", *names)
        return {pk: (version if is_versioned else None, *values) for pk, version, *values in rows}

    def _keys_by_column(self) -> dict[str, LedgerField]:
        found = {}
        for key in self.resource.declared():
            found[self.resource.column_of(key)] = key
            if key.kept_as_written:
                found[key.kept_as_written] = key
        return found


def plain_value(value: object) -> object:
    """A value as the contract's JSON has it; "" is not known."""
    if isinstance(value, Decimal):
        return number_of(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def number_of(value: Decimal) -> int | float | str:
    """The number, or its digits where binary floating point would lose some."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)
