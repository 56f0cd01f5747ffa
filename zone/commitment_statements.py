"""Commitments as statements, whose words may be kept: to make one costs more than to run it, and it says nothing of what is open."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from zone.commitments import Commitments, Key, Line, Tally

# A statement and its parameters.
Statement = tuple[str, tuple]
NOTHING: Statement = ("", ())
NO_DAYS: Mapping[str, date] = MappingProxyType({})
THESE = [-1]  # stands in a kept statement for ids that are told when it is asked


def counting(kinds: Sequence[Commitments], *, at_most: int) -> Statement:
    """Gives a row for each open commitment, `at_most` so many."""
    words, values = together(statement_of(rows) for kind in kinds for rows in kind.ones())
    return (f"{words} LIMIT {at_most:d}", values) if words else NOTHING


def tallying(kinds: Sequence[Commitments], *, on: date, week_ends: date) -> Statement:
    """Counts by kind, person and month."""
    words, values = together(statement_of(rows) for kind in kinds for rows in kind.tallies(on=on, week_ends=week_ends))
    sums = ", ".join(f'CAST(SUM("{number}") AS bigint)' for number in ("left", "overdue", "week"))
    added_up = f'SELECT "what", "owner", "month", {sums}, MIN("since") FROM ({words}) AS parts GROUP BY "what", "owner", "month"'  # noqa: S608
    return (added_up, values) if words else NOTHING


def statement_of(rows: QuerySet) -> Statement:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING


def together(statements: Iterable[Statement]) -> Statement:
    """All that they give, as one statement; each may have an order and an end of its own, which SQLite takes only within brackets."""
    found = [statement for statement in statements if statement[0]]
    words = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{number}" for number, (sql, _values) in enumerate(found))  # noqa: S608
    return words, tuple(value for _sql, values in found for value in values)


def asked(statement: Statement) -> list[tuple]:
    """The rows that it gives now."""
    if not statement[0]:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def told(statement: Statement, ids: Sequence[int]) -> Statement:
    """The statement with the ids where it was made with THESE: a list on PostgreSQL, the text of one on SQLite."""
    as_text, these = json.dumps(list(ids)), json.dumps(THESE)
    words, values = statement
    return words, tuple(list(ids) if value == THESE else as_text if value == these else value for value in values)


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
