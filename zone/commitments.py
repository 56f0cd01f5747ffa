"""What somebody must do by a day, in one shape: each app gives its kinds as rows of it, and the roof joins them in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, DateField, F, IntegerField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce


class Line(NamedTuple):
    """A line of a list of commitments. The names are such as no model has for a field of its own.

    `what`: the kind; `record`: its id (0 where several are gathered into one line); `month`: the month of reporting that it is about;
    `words`, `more`: parts of its title; `owner`, `unit`: ids of the person and the department whose it is; `due`: the last day, if there
    is one; `since`: from when it waits; `rank`: the day by which it is put in order; `actor`: id of the person from whom it comes;
    `target`: id of the record that it opens; `left` of `whole` are still to be done.
    """

    what: str
    record: int
    month: str
    words: str
    more: str
    owner: int | None
    unit: int | None
    due: date | None
    since: date | None
    rank: date
    actor: int | None
    target: int
    left: int
    whole: int


class Tally(NamedTuple):
    """How many of a kind one person has: all that are open, those overdue, those due until the end of the week."""

    what: str
    owner: int | None
    left: int
    overdue: int
    week: int


def text(words: str = "") -> Value:
    return Value(words, output_field=CharField())


def number(value: int | None) -> Value | Cast:
    """A number, or the absence of one; said with its type, since a UNION takes it from its first part."""
    return Value(value, output_field=BigIntegerField()) if value is not None else Cast(Value(None), BigIntegerField())


def day(value: date | None) -> Cast:
    return Cast(Value(value, output_field=DateField()), DateField())


USUAL: Mapping[str, object] = {
    "record": F("pk"),
    "month": text(),
    "words": text(),
    "more": text(),
    "owner": number(None),
    "unit": number(None),
    "due": day(None),
    "since": day(None),
    "actor": number(None),
    "target": F("pk"),
}


@dataclass(frozen=True)
class Commitments:
    """The open commitments of one kind of one person: `rows` has one row for each, no more than he may see, and costs no more than their
    count. `columns`: expressions for those of `Line` that are not as usual. With `gathered_over` (the same rows and those done already) the
    lines are gathered by owner and month, and `is_open` tells which of them are open."""

    what: str
    rows: QuerySet
    columns: Mapping[str, object] = field(default_factory=dict)
    gathered_over: QuerySet | None = None
    is_open: Q = field(default_factory=Q)

    def ones(self) -> QuerySet:
        """A row for each, with nothing in it."""
        return self.rows.order_by().values_list(Value(1, output_field=IntegerField()))

    def tallies(self, *, on: date, week_ends: date) -> QuerySet:
        marked = self.rows.order_by().annotate(owner=self._column("owner"), due=self._column("due"), what=text(self.what))
        counted = marked.values("what", "owner").annotate(
            left=Count("pk"),
            overdue=Count("pk", filter=Q(due__lt=on)),
            week=Count("pk", filter=Q(due__range=(on, week_ends))),
        )
        return counted.values_list(*Tally._fields)

    def lines(self, *, on: date, is_gathered: bool) -> QuerySet:
        """What has no last day stands behind what is due today."""
        undated = day(on + timedelta(days=1))
        if is_gathered and self.gathered_over is not None:
            return self._gathered(self.gathered_over, undated)
        columns = {name: self._column(name) for name in USUAL}
        rank = Coalesce(columns["due"], undated)
        one = Value(1, output_field=IntegerField())
        lines = self.rows.order_by().annotate(**columns, rank=rank, what=text(self.what), left=one, whole=one)
        return lines.values_list(*Line._fields)

    def _gathered(self, rows: QuerySet, undated: Cast) -> QuerySet:
        same = {name: self._column(name) for name in ("month", "owner", "due")}
        of_none = {"record": number(0), "words": text(), "more": text(), "unit": number(None), "actor": number(None)}
        fixed = {**of_none, "target": number(0), "what": text(self.what)}
        since = self._column("since")
        whole = rows.order_by().annotate(**same, **fixed).values(*same, *fixed)
        counted = whole.annotate(
            left=Count("pk", filter=self.is_open), whole=Count("pk"), since=Min(since), rank=Min(Coalesce(same["due"], undated))
        )
        return counted.filter(left__gt=0).values_list(*Line._fields)

    def _column(self, name: str):
        return self.columns.get(name, USUAL[name])


def joined(parts: Sequence[QuerySet]) -> QuerySet:
    """All rows of the parts, by one statement."""
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


# A statement and its parameters. It says nothing of what is open now, so that it may be kept: to make one costs more than to run it.
Statement = tuple[str, tuple]


def counting(kinds: Sequence[Commitments], *, at_most: int) -> Statement:
    """The statement that gives a row for each open commitment, `at_most` so many."""
    return _statement(joined([kind.ones() for kind in kinds])[:at_most]) if kinds else ("", ())


def tallying(kinds: Sequence[Commitments], *, on: date, week_ends: date) -> Statement:
    """The statement that counts by kind and person."""
    return _statement(joined([kind.tallies(on=on, week_ends=week_ends) for kind in kinds])) if kinds else ("", ())


def _statement(rows: QuerySet) -> Statement:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()


def asked(statement: Statement) -> list[tuple]:
    """The rows that it gives now."""
    if not statement[0]:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def tallies(statement: Statement) -> list[Tally]:
    """How many by kind and person, as a statement of `tallying` finds it now."""
    return [tally for row in asked(statement) if (tally := Tally(*row)).left]


def lines(parts: Iterable[QuerySet], *, start: int, stop: int) -> list[Line]:
    """Lines `start` to `stop`, what presses most first. One statement."""
    parts = list(parts)
    return [Line(*row) for row in joined(parts).order_by("rank", "since", "what", "month", "record", "owner")[start:stop]] if parts else []
