"""When a month is reported: from a day of the month itself (a forecast to its end) to a day of the next, as the office's settings say.

The settings that hold on the last day of the month count for it, so that a past month keeps the days that it had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from zone.lib.months import first_day, last_day, month_of, shift
from zone.lib.showing import month_of_year
from zone.models import CalendarDay, Period, Setting
from zone.reporting_period import period_due
from zone.workdays import YearNotLoaded, working_days_between

# What holds where the office has said nothing.
DEFAULTS = {"report_opens_day": 25, "report_due_day": 5, "report_due_moves": 1}

LONGEST_REST = 15  # no holiday is longer, with the weekends beside it


@dataclass(frozen=True, slots=True)
class Window:
    """Both days belong to it; on the due day one is on time. `unknown_year`: whose working days are not loaded, where that left the due day
    as it was."""

    period: str
    opens_on: date
    due_on: date
    unknown_year: int | None = None

    def is_open(self, *, on: date) -> bool:
        """Whether the month may be reported already; it stays so, late, until it is locked."""
        return self.opens_on <= on


def window(period: str) -> Window:
    """Of a month (`2016-06`). Two statements. A calendar that is not loaded moves nothing, and that is said."""
    return windows([period])[period]


def due_on(period: str) -> date:
    return window(period).due_on


def windows(periods: Iterable[str]) -> dict[str, Window]:
    """The same of several months, by as many statements."""
    periods = list(periods)
    rows = list(Setting.objects.filter(key__in=DEFAULTS).values_list("key", "valid_from", "valid_to", "value"))
    held = {period: _held(rows, last_day(period)) for period in periods}
    named = {period: _day_of(shift(period, 1), held[period]["report_due_day"]) for period in periods}
    following = {period: [day + timedelta(days=step) for step in range(LONGEST_REST)] for period, day in named.items()}
    asked = {day for days in following.values() for day in days}
    worked = dict(CalendarDay.objects.filter(day__in=asked).values_list("day", "is_working"))
    return {
        period: Window(
            period,
            _day_of(period, held[period]["report_opens_day"]),
            *(_first_worked(following[period], worked) if held[period]["report_due_moves"] else (named[period], None)),
        )
        for period in periods
    }


def _held(rows: list[tuple], day: date) -> dict:
    """What holds on the day, of two the one that began later."""
    holding = [row for row in rows if (row[1] or day) <= day <= (row[2] or day)]
    return {**DEFAULTS, **{key: value for key, _since, _until, value in sorted(holding, key=lambda row: row[1] or date.min)}}


def _first_worked(days: list[date], worked: dict[date, bool]) -> tuple[date, int | None]:
    """The first working day among these; the first of all where the calendar does not know them, with the year that is not loaded."""
    for day in days:
        if day not in worked:
            return days[0], day.year
        if worked[day]:
            return day, None
    return days[0], None


def reported_on(day: date) -> Window:
    """The window of the month that one reports on this day: the running month as soon as it is open, until then the newest whole one."""
    return reported_among(windows(months_about(day)), on=day)


def months_about(day: date) -> tuple[str, str]:
    """The two of which one is reported on this day."""
    return month_of(day), period_due(on=day)


def reported_among(known: Mapping[str, Window], *, on: date) -> Window:
    """`reported_on`, where the windows of `months_about` are known already."""
    running, whole = months_about(on)
    return known[running] if known[running].is_open(on=on) else known[whole]


def words(window: Window, *, on: date, is_locked: bool = False) -> str:
    """填报期 6月25日—7月5日（今天截止）; nothing is overdue in a locked month."""
    state = Period.Status.LOCKED.label if is_locked else state_words(window, on=on)
    facts = {"opens": day_words(window.opens_on), "due": day_words(window.due_on), "state": state}
    said = _("Reporting %(opens)s–%(due)s (%(state)s)") % facts
    if window.unknown_year is None:
        return said
    return f"{said} {unmoved_words(window.unknown_year)}"


def unmoved_words(year: int) -> str:
    return _("The working days of %(year)d are not loaded, so the due day was not moved.") % {"year": year}


def state_words(window: Window, *, on: date) -> str:
    if not window.is_open(on=on):
        return _("opens on %(day)s") % {"day": day_words(window.opens_on)}
    if on > window.due_on:
        return _("closed, %(days)d days overdue") % {"days": (on - window.due_on).days}
    if on == window.due_on:
        return _("due today")
    try:
        return _("%(days)d working days left") % {"days": working_days_between(on, window.due_on)}
    except YearNotLoaded:
        return _("%(days)d days left") % {"days": (window.due_on - on).days}


def day_words(day: date) -> str:
    return _("%(month)s %(day)d") % {"month": month_of_year(day.month), "day": day.day}


def _day_of(month: str, number) -> date:
    """The 31st of a shorter month is its last day."""
    return min(first_day(month) + timedelta(days=max(int(number), 1) - 1), last_day(month))
