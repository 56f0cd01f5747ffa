"""Commitments as statements, whose words may be kept: to make one costs more than to run it, and it says nothing of what is open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from zone.commitments import Commitments, Key, Line, Tally
from zone.lib.statements import NOTHING, Statement, asked, selecting, together

NO_DAYS: Mapping[str, date] = MappingProxyType({})


def counting(kinds: Sequence[Commitments], *, at_most: int) -> Statement:
    """Gives a row for each open commitment, `at_most` so many."""
    words, values = together(selecting(rows) for kind in kinds for rows in kind.ones())
    return (f"{words} LIMIT {at_most:d}", values) if words else NOTHING


def tallying(kinds: Sequence[Commitments], *, on: date, week_ends: date) -> Statement:
    """Counts by kind, person and month."""
    words, values = together(selecting(rows) for kind in kinds for rows in kind.tallies(on=on, week_ends=week_ends))
    sums = ", ".join(f'CAST(SUM("{number}") AS bigint)' for number in ("left", "overdue", "week"))
    added_up = f'SELECT "what", "owner", "month", {sums}, MIN("since") FROM ({words}) AS parts GROUP BY "what", "owner", "month"'  # noqa: S608
    return (added_up, values) if words else NOTHING


def tallies(statement: Statement, dues: Mapping[str, Mapping[str, date] | None], *, on: date, week_ends: date) -> list[Tally]:
    """How many by kind and person, as a statement of `tallying` finds it now. `dues`: by when the months of a gathered kind are due."""
    found = []
    for what, owner, month, left, overdue, week, since in asked(statement):
        if due := (dues[what] or NO_DAYS).get(month):
            overdue, week = left * (due < on), left * (on <= due <= week_ends)
        if left:
            found.append(Tally(what, owner, month, left, overdue, week, day_of(since)))
    return found


def keys(statement: Statement) -> list[Key]:
    return [Key(day_of(rank), day_of(since), *rest) for rank, since, *rest in asked(statement)]


def lines(statements: Iterable[Statement]) -> dict[tuple[str, int], Line]:
    """Lines by kind and record. One statement."""
    found = [Line(*row) for row in asked(together(statements))]
    days = [line._replace(due=day_of(line.due), since=day_of(line.since), rank=day_of(line.rank)) for line in found]
    return {(line.what, line.record): line for line in days}


def day_of(value: str | date | None) -> date | None:
    """SQLite keeps days as texts, and gives them as such where no model stands between."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
