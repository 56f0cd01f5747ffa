"""Working days by the office's calendar: weekends that are worked and weekdays that are not are rows of it, never guessed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from zone.models import CalendarDay

ONE = timedelta(days=1)


class YearNotLoaded(LookupError):
    """The calendar has no row for a day that was asked for; its text may be shown."""

    def __init__(self, year: int):
        super().__init__(year)
        self.year = year

    def __str__(self) -> str:
        return _("The working-day calendar of %(year)s has not been loaded.") % {"year": self.year}


def is_working(day: date) -> bool:
    """Whether the day is worked. Raises YearNotLoaded."""
    found = CalendarDay.objects.filter(day=day).values_list("is_working", flat=True).first()
    if found is None:
        raise YearNotLoaded(day.year)
    return found


def working_days_between(a: date, b: date) -> int:
    """Working days after `a` up to and including `b`: what is left from today to a due day. Negative where `b` lies before `a`.

    One statement. Raises YearNotLoaded.
    """
    if b < a:
        return -working_days_between(b, a)
    span = CalendarDay.objects.filter(day__gt=a, day__lte=b)
    found = span.aggregate(known=Count("pk"), working=Count("pk", filter=Q(is_working=True)))
    if found["known"] < (b - a).days:
        raise YearNotLoaded(_first_unknown(a, b).year)
    return found["working"]


def left_until(days: Iterable[date], *, on: date) -> dict[date, int | None]:
    """Working days after `on` up to and including each of these later days; None where the calendar of the span has not been loaded.

    One statement, none where no day lies ahead.
    """
    ahead = sorted({day for day in days if day > on})
    if not ahead:
        return {}
    worked = dict(CalendarDay.objects.filter(day__gt=on, day__lte=ahead[-1]).values_list("day", "is_working"))
    found: dict[date, int | None] = {}
    for day in ahead:
        span = [worked.get(on + ONE * step) for step in range(1, (day - on).days + 1)]
        found[day] = None if None in span else sum(span)
    return found


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day` (before it where n is negative); `day` itself for 0. Raises YearNotLoaded."""
    step = ONE if n > 0 else -ONE
    left, reached = abs(n), day
    while left:
        after = (
            CalendarDay.objects.filter(day__gt=reached).order_by("day")
            if n > 0
            else CalendarDay.objects.filter(day__lt=reached).order_by("-day")
        )
        # Two days in seven are free, and the longest holiday runs over nine: one statement is enough unless the calendar was edited.
        days = list(after.values_list("day", "is_working")[: left * 2 + 14])
        if not days:
            raise YearNotLoaded((reached + step).year)
        for each, is_worked in days:
            if each != reached + step:
                raise YearNotLoaded((reached + step).year)
            reached = each
            left -= is_worked
            if not left:
                break
    return reached


def _first_unknown(a: date, b: date) -> date:
    known = set(CalendarDay.objects.filter(day__gt=a, day__lte=b).values_list("day", flat=True))
    day = a + ONE
    while day in known:
        day += ONE
    return day
