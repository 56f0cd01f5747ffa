"""Out of scope is not found: the same answer as for what does not exist, and a line in the audit trail."""

from django.http import Http404

from zone import audit
from zone.models import Event


def get_visible_or_404(queryset, user, request, **lookup):
    """The row of `queryset` (not yet narrowed to the person) that the lookup names, if the person may see it. Raises Http404."""
    found = queryset.visible_to(user).filter(**lookup).first()
    if found is not None:
        return found
    if queryset.filter(**lookup).exists():
        record_probe(queryset.model, user, request, lookup)
    raise Http404


def record_probe(model, user, request, lookup: dict) -> None:
    """Somebody asked for a row that exists and is not his to see."""
    audit.record(
        Event.Kind.OUT_OF_SCOPE,
        by=user,
        request=request,
        subject=f"{model._meta.label} {' '.join(f'{key}={value}' for key, value in lookup.items())}",
        succeeded=False,
    )
