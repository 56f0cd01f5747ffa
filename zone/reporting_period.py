"""Which month of reporting is the newest one that can be whole."""

from datetime import date

from zone.lib.months import month_of, shift


def period_due(*, on: date) -> str:
    """The newest month that is complete on the day: `2016-06` on 2016-07-05 and on 2016-07-31, `2016-05` still on 2016-06-30."""
    return shift(month_of(on), -1)
