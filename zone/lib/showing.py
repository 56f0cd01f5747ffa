"""Values as people read them: one rounding, thousands parted, one minus sign, nothing where nothing is known."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

MINUS = "\u2212"


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


def show_number(value: int | float | Decimal, places: int | None = None, *, signed: bool = False) -> str:
    """`show_number(-4.71, 1)` is −4.7 with the true minus sign, which is as wide as a digit; what rounds to nothing has no sign.

    `signed`: what is more than nothing gets its plus: a gap, a change.
    """
    size = abs(value)
    if places is not None:
        text = f"{size:,.{places}f}"
    elif isinstance(value, int):
        text = f"{size:,}"
    else:
        text = f"{size:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    if not text.strip("0.,"):
        return text
    return f"{MINUS if value < 0 else '+' if signed else ''}{text}"
