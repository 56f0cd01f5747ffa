"""The office's own thresholds and goals, as they hold on a day (rows of `Setting`, edited in the back office)."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import F

from zone.lib.statements import Statement, selecting
from zone.models import Setting

KEPT = 16  # statements


class NotSet(LookupError):
    """The office has not said what holds on that day."""


def rules(prefix: str, *, on: date) -> dict[str, Decimal]:
    """All settings below `prefix.` on this day, by the rest of their key; the youngest start wins. One statement."""
    return {setting.key.removeprefix(f"{prefix}."): setting.value for setting in Setting.objects.raw(*_ruling(prefix, on))}


@lru_cache(maxsize=KEPT)
def _ruling(prefix: str, on: date) -> Statement:
    settings = Setting.objects.on(on).filter(key__startswith=f"{prefix}.").only("key", "value")
    return selecting(settings.order_by(F("valid_from").asc(nulls_first=True)))


def rule(key: str, *, on: date) -> Decimal:
    """The value of `key` on this day; the youngest start wins. Raises NotSet."""
    found = Setting.objects.on(on).filter(key=key).order_by(F("valid_from").desc(nulls_last=True)).values_list("value", flat=True).first()
    if found is None:
        raise NotSet(key)
    return found
