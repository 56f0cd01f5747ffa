"""A kind of sheet: its words, how its columns are read, which records it makes. The kinds themselves live with their nouns."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from zone.ledgers.importer import Importer
from zone.ledgers.records import RecordSet
from zone.ledgers.resource import LedgerResource
from zone.ledgers.table import Table
from zone.ledgers.widgets import CellWidget
from zone.lib.vocabulary import Vocabulary


class LedgerKind:
    """Subclasses declare the attributes and the three methods. `records` in the order in which they depend on each other.

    `summed` are the keys of columns that a 合计 row adds up. `lands_on` is the URL name of the list that shows what a batch wrote.
    """

    code = ""
    label = ""
    right = ""
    vocabulary: Vocabulary
    records: Sequence[type[LedgerResource]] = ()
    summed: Sequence[str] = ()
    lands_on = ""

    def widgets(self, importer: Importer) -> Mapping[str, CellWidget]:
        """How the cells of each column key are read."""
        raise NotImplementedError

    def build(self, table: Table, importer: Importer) -> list[RecordSet]:
        """Records from the cleaned table, matched with what is stored; findings go to `table.findings`."""
        raise NotImplementedError

    def row_labels(self, table: Table) -> list[str]:
        """What a row is called in lists of rows: the name that it gives."""
        raise NotImplementedError

    @cached_property
    def resources(self) -> list[LedgerResource]:
        return [resource() for resource in self.records]
