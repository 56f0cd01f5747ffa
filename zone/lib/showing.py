"""Values as people read them: one rounding, thousands parted, nothing where nothing is known."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _


def show(value: object, places: int | None = None) -> str:
    """`show(Decimal("5200"), 2)` is 5,200.00; without `places` a number keeps the places it needs. None is the empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return show_number(value, places)
    return str(value)


def show_number(value: int | float | Decimal, places: int | None = None) -> str:
    if places is not None:
        return f"{value:,.{places}f}"
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
