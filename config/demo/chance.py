"""Chance that falls the same every time."""

from datetime import date, datetime, time
from decimal import Decimal
from random import Random

from zone.lib.clock import ZONE

LAST_DAY = date(2016, 7, 5)  # nothing in the demo office is younger


def chance(subject: str) -> Random:
    """Random numbers of one subject: a change in one file leaves the others as they were."""
    return Random(f"demo office: {subject}")  # noqa: S311


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A time of the day in the zone, for histories."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def money(value: float, places: int = 1) -> Decimal:
    return Decimal(str(round(value, places)))


def parts_of(whole: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `whole` exactly."""
    total = sum(weights)
    found, given, seen = [], 0, 0.0
    for weight in weights:
        seen += weight
        share = round(whole * seen / total) - given
        found.append(share)
        given += share
    return found
