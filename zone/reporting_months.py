"""Months into which figures may be written: not locked ones, and none that has not begun. Forms, back office and imports ask here."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from zone.lib.clock import today
from zone.lib.months import is_future
from zone.lib.showing import month_words
from zone.models import Period


def check_open(months: Iterable[str], *, may_be_future: bool = False) -> None:
    """Raises ValidationError at `period` for a locked month, with who locked it and when, and for one that lies in the future."""
    months = sorted({month for month in months if month})
    lock = Period.objects.locked().filter(month__in=months).select_related("changed_by").first()
    if lock is not None:
        raise ValidationError({"period": ValidationError(lock_words(lock), code="period_locked")})
    future = next((month for month in months if is_future(month, on=today())), None)
    if future and not may_be_future:
        told = _("%(month)s lies in the future.") % {"month": month_words(future)}
        raise ValidationError({"period": ValidationError(told, code="future_period")})


def check_record_open(record: models.Model, *, may_be_future: bool = False) -> None:
    """`check_open` for the month that a record is of and for the one it was of: a locked month gives no figure away to another."""
    before = type(record).objects.filter(pk=record.pk).values_list("period", flat=True)
    check_open([*before, record.period], may_be_future=may_be_future)


def is_locked_month(month: str) -> bool:
    return Period.objects.locked().filter(month=month).exists()


def lock_words(lock: Period) -> str:
    """Who locked the month and since when, and the two ways out: a correction, or opening it again."""
    facts = {"month": month_words(lock.month), "day": f"{timezone.localtime(lock.changed_at):%Y-%m-%d}", "person": lock.changed_by}
    if lock.changed_by is None:
        told = _("%(month)s has been locked since %(day)s. The bureau corrects a report, or the statisticians open the month again.")
        return told % facts
    told = _("%(month)s was locked by %(person)s on %(day)s. The bureau corrects a report, or the statisticians open the month again.")
    return told % facts
