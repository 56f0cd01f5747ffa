"""The rows that one import wrote, as a filter of any list."""

import django_filters
from django.utils.translation import gettext_lazy as _

from zone.ledgers.kinds import batches_told_to


class BatchFilter(django_filters.ModelChoiceFilter):
    """`?batch=12`: the QuerySet has `written(batch)`. A batch of which one does not hear is no choice."""

    def __init__(self, **kwargs):
        super().__init__(queryset=lambda request: batches_told_to(request.user), label=_("Import batch"), **kwargs)

    def filter(self, rows, value):
        return rows.written(value.pk) if value else rows
