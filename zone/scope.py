"""Out of scope is not found: the same answer as for what does not exist, and a line in the audit trail."""

from django.http import Http404

from zone import audit
from zone.event_words import about
from zone.models import Event


def get_visible_or_404(queryset, user, request, *, shown=None, **lookup):
    """The row of `queryset` (not yet narrowed to the person) that the lookup names, if the person may see it. Raises Http404.

    `shown`: the rows that he may see, where a page has them with figures of its own.
    """
    found = (queryset.visible_to(user) if shown is None else shown).filter(**lookup).first()
    if found is not None:
        return found
    hidden = queryset.filter(**lookup).first()
    if hidden is not None:
        record_probe(hidden, user, request)
    raise Http404


def record_probe(row, user, request) -> None:
    """Somebody asked for a row that exists and is not his to see."""
    audit.record(
        Event.Kind.OUT_OF_SCOPE,
        by=user,
        request=request,
        **about(row),
        succeeded=False,
    )
