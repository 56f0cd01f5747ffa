"""Locking a month of reporting, and opening it again: who, when, why."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zone import audit
from zone.models import Event, Period


@transaction.atomic
def set_month(*, month: str, status: str, reason: str, by, request=None) -> Period:
    """Give a month its state. Raises PermissionDenied, ValidationError for a month to come or one opened again without a new reason."""
    if not by.has_perm("zone.lock_month"):
        raise PermissionDenied
    period, is_new = Period.objects.select_for_update().get_or_create(month=month)
    before = Period.Status.OPEN if is_new else period.status
    period.status, period.reason, period.changed_by = status, reason.strip(), by
    period.full_clean()
    period._history_user = by
    period.save()
    detail = {"before": before, "status": period.status, "reason": period.reason}
    audit.record(Event.Kind.PERIOD_CHANGED, by=by, request=request, subject=_("month %s") % month, detail=detail)
    return period
