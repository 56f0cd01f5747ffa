"""What is shown for the references of staged records: a district's code, a firm's name, a person's name. One statement a reference."""

from zone.ledgers.resource import LedgerField, LedgerResource
from zone.ledgers.stage import Stage, table_of


class ShownReferences:
    def __init__(self, resource: LedgerResource, stage: Stage):
        self.resource, self.stage = resource, stage
        self._above: dict[int, str] | None = None

    def of(self, column: str, key: LedgerField) -> dict[int, str]:
        """Stored rows by primary key, as the key's own way shows them (`district__code`)."""
        if column == self.resource.above_column and self.resource.above:
            return {}
        query = f'SELECT DISTINCT "{column}" FROM {table_of(self.resource)} WHERE "{column}" IS NOT NULL'  # noqa: S608
        used = [pk for (pk,) in map(tuple, self.stage.db.execute(query))]
        if not used:
            return {}
        related = self.resource.model_field(key.model_field).related_model
        shown = key.attribute.partition("__")[2]
        return dict(related._base_manager.filter(pk__among=used).values_list("pk", shown))

    def above(self, number: int) -> str | None:
        """The name of the staged record to which this one belongs."""
        if self._above is None:
            rows = self.stage.db.execute(f'SELECT n, name FROM "records {self.resource.above}"')  # noqa: S608
            self._above = dict(map(tuple, rows))
        return self._above.get(number)
