"""Months written `YYYY-MM`, as periods of a report are kept. The text sorts as the months do."""

import calendar
from datetime import date


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def is_future(month: str, *, on: date) -> bool:
    """Whether the month (`2016-06`) has not begun on the day. December of that year stands for the year as a whole too, which may be
    estimated before it ends."""
    return month > month_of(on) and month != f"{on.year}-12"


def split(month: str) -> tuple[int, int]:
    """`2016-03` → (2016, 3). Raises ValueError for anything else."""
    year, _, number = month.partition("-")
    if len(year) != 4 or len(number) != 2 or not 1 <= int(number) <= 12:
        raise ValueError(month)
    return int(year), int(number)


def first_day(month: str) -> date:
    year, number = split(month)
    return date(year, number, 1)


def last_day(month: str) -> date:
    year, number = split(month)
    return date(year, number, calendar.monthrange(year, number)[1])


def shift(month: str, by: int) -> str:
    """The month that lies `by` months later (earlier where negative)."""
    year, number = split(month)
    index = year * 12 + number - 1 + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included; empty where `last` lies before `first`."""
    found = []
    while first <= last:
        found.append(first)
        first = shift(first, 1)
    return found


def year_to(month: str) -> list[str]:
    """January to `month` of the same year."""
    return between(f"{month[:4]}-01", month)
