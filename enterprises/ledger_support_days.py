"""From which day to which the assignments of one firm in one year hold: the sheet's rows and those stored are one line of days."""

from dataclasses import dataclass
from datetime import date, timedelta

from enterprises.models import SupportAssignment
from zone.ledgers.widgets import CLEAR


@dataclass(slots=True)
class Told:
    """A row that says who supports the firm. `target`: the stored assignment that it means, None for a new one."""

    row: int
    values: dict
    target: SupportAssignment | None = None

    @property
    def start(self) -> date | None:
        return self.values["valid_from"] or (self.target.valid_from if self.target else None)

    @property
    def last(self) -> date | None:
        """The last day that the row says, None where it says none."""
        return None if self.values["valid_to"] is CLEAR else self.values["valid_to"]

    @property
    def ends_before_it_starts(self) -> bool:
        return bool(self.start and self.last and self.last < self.start)


def match(told: list[Told], stored: list[SupportAssignment]) -> None:
    """A row with a first day means the assignment that begins on it; one without means one of those that no other row means."""
    by_start = {one.valid_from: one for one in stored if one.valid_from}
    for each in told:
        each.target = by_start.get(each.values["valid_from"])
    for each in told:
        if each.values["valid_from"] is None:
            each.target = _meant(each.last, _left(told, stored))


def _meant(last: date | None, stored: list[SupportAssignment]) -> SupportAssignment | None:
    """The assignment that ends on the day, else the one that held on it, else the one that stands."""
    ending = [one for one in stored if last and one.valid_to == last]
    holding = [one for one in stored if last and (one.valid_from or last) <= last <= (one.valid_to or last)]
    return (ending or holding or stored or [None])[-1]


def follow(told: list[Told], stored: list[SupportAssignment]) -> list[tuple[int, SupportAssignment, date]]:
    """Each assignment without an end ends the day before the next begins. One that is stored ends for a new one alone, so that a sheet read
    again changes nothing. Returned are the stored ones that no row means and that end: (the row that ends it, it, its last day)."""
    begun = {each.start: each.row for each in told if each.target is None and each.start}
    starts = {*begun, *(one.valid_from for one in stored if one.valid_from)}
    for each in told:
        last = _day_before_next(each.start, starts if each.target is None else begun)
        held_to = each.target.valid_to if each.target else None
        if each.values["valid_to"] is None and last and (held_to is None or held_to > last):
            each.values["valid_to"] = last
    open_ends = [(one, _day_before_next(one.valid_from, begun)) for one in _left(told, stored) if one.valid_to is None]
    return [(begun[last + timedelta(days=1)], one, last) for one, last in open_ends if last]


def _left(told: list[Told], stored: list[SupportAssignment]) -> list[SupportAssignment]:
    """The stored assignments that no row means."""
    meant = {each.target.pk for each in told if each.target}
    return [one for one in stored if one.pk not in meant]


def _day_before_next(start: date | None, starts) -> date | None:
    later = [day for day in starts if start is None or day > start]
    return min(later) - timedelta(days=1) if later else None
