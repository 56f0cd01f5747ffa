"""A kind of sheet: its words, how its columns are read, which records it makes. The kinds themselves live with their nouns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

from django.db.models import Model

from zone.ledgers.importer import Importer
from zone.ledgers.office import OfficeTable
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CellWidget
from zone.lib.layout import ColumnMatch
from zone.lib.vocabulary import BESIDE, Vocabulary


class LedgerKind:
    """Subclasses declare the attributes and the three methods. `records` in the order in which they depend on each other.

    `hidden_keys` of records follow from others and are not shown to people; `besides_keys` are no columns of the first record kind's model.
    `summed` are the keys of columns that a 合计 row adds up. `lands_on` is the URL name of the list that shows what a batch wrote.
    `said_twice` says of a column key what the other of two such columns is: (a word in its head, its key).
    `unit_by_row`: each row says its own unit, so that a sheet that names no unit of money has none.
    `office` is the table by which its rows go out as they came in. `kept_up` are models that the house fills by itself from the records:
    they go with them and are no reason to keep one. `field_labels` are what columns are called that have no name of their own.
    `lists`: of records with names that may be kept as written, by their code, the URL name of the list that shows them, and what narrows
    list and rows to those of this kind of sheet ({"kind": "investment"}).
    """

    code = ""
    label = ""
    right = ""
    vocabulary: Vocabulary
    records: Sequence[type[LedgerResource]] = ()
    summed: Sequence[str] = ()
    lands_on = ""
    hidden_keys: frozenset[str] = frozenset()
    besides_keys: frozenset[str] = frozenset()
    said_twice: Mapping[str, tuple[str, str]] = {}
    kept_up: frozenset[type[Model]] = frozenset()
    unit_by_row = False
    office: OfficeTable | None = None
    field_labels: Mapping[str, object] = {}
    lists: Mapping[str, tuple[str, Mapping[str, str]]] = {}

    def words_for(self, importer: Importer) -> Vocabulary:
        """The vocabulary with what it takes from the database: names of districts, for one."""
        return self.vocabulary

    def group_names(self, importer: Importer) -> Callable[[str], bool]:
        """Whether a name is that of a group of records, so that its row with figures alone is a heading: a district."""
        return lambda name: importer.districts.find(name) is not None

    @cached_property
    def fields(self) -> dict[str, object]:
        """What a column may be said to hold: keys of the vocabulary, each with what it is called."""
        found: dict[str, object] = {}
        for column in self.vocabulary.columns:
            label = self.field_labels.get(column.key) or (column.label if column.names else "")
            is_open = all("{any}" in name for name in column.names) and not self.field_labels.get(column.key)
            if column.key != BESIDE and label and not is_open and not (isinstance(label, str) and label.isascii()):
                found.setdefault(column.key, label)
        return found

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        """How the cells of each column key are read."""
        raise NotImplementedError

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        """Records from the cleaned table, matched with what is stored; findings go to `table.findings`."""
        raise NotImplementedError

    def row_labels(self, table: Table) -> list[str]:
        """What a row is called in lists of rows: the name that it gives."""
        raise NotImplementedError

    def follow_up(self, batch: int, *, on: date) -> None:
        """What follows from the rows that the batch has just written, in its transaction: sums that are kept, for one."""

    def settled(self, records: Mapping[type[Model], Sequence[int]], *, on: date) -> None:
        """What follows where these records (primary keys by model) have been given the people and departments of their names, in that
        transaction."""

    def list_of(self, batch: int) -> str:
        """The URL name of the list on which a saved batch lands."""
        return self.lands_on

    def leave(self, removed: Mapping[type[Model], Sequence[int]], *, on: date) -> None:
        """Done before an undoing removes these records (primary keys by model), in its transaction; `follow_up` comes after."""

    def renew(self, restored: Mapping[type[Model], Sequence[int]]) -> None:
        """Fill what no history keeps of records that an undoing restored (search texts), by primary keys of each model."""

    def stands_for(self, match: ColumnMatch) -> Sequence[str]:
        """The keys of records in which a column of the sheet ends; none where it is read past."""
        return (match.key,)

    def words(self, key: str, value: object, told: Mapping[str, object]) -> str | None:
        """How a value that needs words of its own is shown (a day known to the month); None: as any other. `told` is the whole record."""
        return None

    @cached_property
    def resources(self) -> list[LedgerResource]:
        return [resource() for resource in self.records]
