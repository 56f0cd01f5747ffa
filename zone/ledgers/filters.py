"""What imports leave in lists, as filters of any list: the rows that one wrote, and those with a name that nobody has settled."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zone.ledgers.kinds import batches_told_to


class BatchFilter(django_filters.ModelChoiceFilter):
    """`?batch=12`: the QuerySet has `written(batch)`. A batch of which one does not hear is no choice."""

    def __init__(self, **kwargs):
        super().__init__(queryset=lambda request: batches_told_to(request.user), label=_("Import batch"), **kwargs)

    def filter(self, rows, value):
        return rows.written(value.pk) if value else rows


class NameFilter(django_filters.CharFilter):
    """`?unknown_person=赵主任`: the rows that bear this name as written in one of the `references`, where it has been settled for none."""

    def __init__(self, *references: str, **kwargs):
        self.references = references
        super().__init__(**kwargs)

    def filter(self, rows, value):
        return rows.filter(bearing(self.references, [value])) if value else rows


def bearing(references, names) -> Q:
    """Rows in which one of the references is empty and one of the names stands beside it (`leader_name` beside `leader`)."""
    found = Q()
    for reference in references:
        found |= Q(**{f"{reference}__isnull": True, f"{reference}_name__in": names})
    return found
