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
        used = self._used(column)
        if not used:
            return {}
        related = self.resource.model_field(key.model_field).related_model
        shown = key.attribute.partition("__")[2]
        return dict(related._base_manager.filter(pk__among=used).values_list("pk", shown))

    def names(self, column: str, key: LedgerField) -> dict[int, str]:
        """The same rows as people call them (高新区 instead of GXQ)."""
        related = self.resource.model_field(key.model_field).related_model
        return {row.pk: str(row) for row in related._base_manager.filter(pk__among=self._used(column))}

    def name_of(self, key: LedgerField, shown: object) -> str:
        """What people call the stored row that is shown so (GXQ)."""
        related = self.resource.model_field(key.model_field).related_model
        row = related._base_manager.filter(**{key.attribute.partition("__")[2]: shown}).first()
        return str(row) if row else str(shown)

    def _used(self, column: str) -> list[int]:
        query = f'SELECT DISTINCT "{column}" FROM {table_of(self.resource)} WHERE "{column}" IS NOT NULL'  # noqa: S608
        return [pk for (pk,) in map(tuple, self.stage.db.execute(query))]

    def above(self, number: int) -> str | None:
        """The name of the staged record to which this one belongs."""
        if self._above is None:
            rows = self.stage.db.execute(f'SELECT n, name FROM "records {self.resource.above}"')  # noqa: S608
            self._above = dict(map(tuple, rows))
        return self._above.get(number)
