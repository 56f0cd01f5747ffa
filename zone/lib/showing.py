"""Values as people read them: one rounding, thousands parted, one minus sign, nothing where nothing is known."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zone.lib.months import split

MINUS = "\u2212"
MONTHS = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)


def month_of_year(number: int) -> str:
    """6月 for 6; June in English."""
    return str(MONTHS[number - 1])


def month_words(month: str) -> str:
    """2016年6月 for `2016-06`; June 2016 in English."""
    year, number = split(month)
    return _("%(month)s %(year)d") % {"year": year, "month": month_of_year(number)}


def listed(words) -> str:
    """设备、厂房; in English with commas."""
    return pgettext("between the words of a list", ", ").join(map(str, words))


def clauses(words) -> str:
    """未开工，完成率0%: parts of one sentence."""
    return pgettext("between the parts of a sentence", ", ").join(map(str, words))


def colon() -> str:
    """What stands between a label and what it says."""
    return pgettext("after a label", ": ")


def show(value: object, places: int | None = None) -> str:
    """`show(Decimal("5200"), 2)` is 5,200.00; without `places` a number keeps the places it needs. None is the empty text, a list
    its parts."""
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
    if isinstance(value, list):
        return listed(value)
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


def without_zeros(amount: Decimal | None) -> Decimal | None:
    """2400.0000 as a person would type it: 2400. A form that begins with it knows an amount that nobody changed."""
    return None if amount is None else amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
