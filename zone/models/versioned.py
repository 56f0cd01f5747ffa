"""Records that people edit carry a version, and every version is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zone.models.written import Written

REASON_LENGTH = 100  # of why a version was written, in its history


class Versioned(Written):
    """`version` counts the writes. A form carries the version it was opened with; `zone.editing` checks it in the write itself."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class ImportedHistory(models.Model):
    """A history row that a bulk import wrote names its batch, so that the batch can list and undo what it did."""

    history_batch = models.BigIntegerField(_("import batch"), null=True, editable=False, db_index=True)

    class Meta:
        abstract = True


class ImportedQuerySet(models.QuerySet):
    """Rows of a model with `history()`.

    `imported_parts`: records with a history that sheets bring for a row and that have no list of their own, by their name at the row.
    """

    imported_parts: tuple[str, ...] = ()

    def written(self, batch: int):
        """The rows that an import batch made or changed, those of which it wrote parts alone among them."""
        wrote = models.Q(pk__in=self.model.history.filter(history_batch=batch).values("id"))
        for name in self.imported_parts:
            at_row = self.model._meta.get_field(name)
            parts = at_row.related_model.history.filter(history_batch=batch)
            wrote |= models.Q(pk__in=parts.values(at_row.field.attname))
        return self.filter(wrote)


def history(**options) -> HistoricalRecords:
    """History of a model, indexed by id and by date; `**options` as for HistoricalRecords."""
    return HistoricalRecords(bases=[ImportedHistory], **options)
