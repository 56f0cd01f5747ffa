"""What somebody must do by a day, in one shape: each app gives its kinds as rows of it, and the roof joins them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, Count, DateField, F, IntegerField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

SOON_DAYS = 14  # what has a last day is told so many days before it


class Line(NamedTuple):
    """A line of a list of commitments. The names are such as no model has for a field of its own.

    `what`: the kind; `record`: its id (0 where several are gathered into one line); `month`: the month of reporting that it is about;
    `words`, `more`: parts of its title; `owner`, `unit`: ids of the person and the department whose it is; `due`: the last day, if there
    is one; `since`: from when it waits; `rank`: the day by which it is put in order; `actor`: id of the person from whom it comes;
    `target`: id of the record that it opens; `left`: how many of them are open; of all `whole` that were
    to be done so many are `settled` (the others are open here, or as another kind).
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
    settled: int


class Tally(NamedTuple):
    """How many of a kind one person has (of a kind that is gathered: for one month): all that are open, those overdue, those due until the
    end of the week. `since`: of gathered ones without a last day, from when the first of them waits."""

    what: str
    owner: int | None
    month: str
    left: int
    overdue: int
    week: int
    since: date | None


class Key(NamedTuple):
    """By what lines are put in order, and found again."""

    rank: date
    since: date
    what: str
    month: str
    record: int
    owner: int | None

    def order(self) -> tuple:
        """Nobody stands behind everybody."""
        rank, since, what, month, record, owner = self
        return rank, since, what, month, record, owner is None, owner


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


def undated(on: date) -> date:
    """What has no last day stands behind what is due today."""
    return on + timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """Rows that are counted: one for each open commitment. `columns`: expressions for record, month, owner, due and since of `Line` that
    are not as usual. `ahead`: a field that an index has in front of the owner; added up by it too, its rows need not be sorted.
    `is_dated`: each has a last day, and waits since then; `due_by_month`: the last day follows from the month."""

    rows: QuerySet
    columns: Mapping[str, object] = field(default_factory=dict)
    ahead: tuple[str, ...] = ()
    is_dated: bool = False
    due_by_month: Mapping[str, date] | None = None

    def column(self, name: str):
        return self.columns.get(name, USUAL[name])


@dataclass(frozen=True)
class Commitments:
    """The open commitments of one kind of one person. `rows`: what a line is read from by its record; `columns`: expressions for those of
    `Line` that are not as usual. `parts`: what is counted and put in order, the same rows where nothing else is said: no more than this
    person may see, none twice, and no dearer than their count.

    With `due_by_month` lines are gathered by owner and month; it says by when those of a month are due, if there is such a day. `whole`:
    those open and those done, with their `owner` and `settled` (null where it is not), where a gathered line says how many there are.
    """

    what: str
    rows: QuerySet
    columns: Mapping[str, object] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    due_by_month: Mapping[str, date] | None = None
    whole: QuerySet | None = None

    def counted(self) -> Sequence[Part]:
        return self.parts or [Part(self.rows, self.columns)]

    def ones(self) -> list[QuerySet]:
        """A row for each, with nothing in it."""
        return [part.rows.order_by().values_list(Value(1, output_field=IntegerField())) for part in self.counted()]

    def tallies(self, *, on: date, week_ends: date) -> list[QuerySet]:
        """Rows of `Tally`, `since` as a text; of gathered ones the days are told afterwards, from their months."""
        return [self._gathered(part) if self.due_by_month is not None else self._single(part, on, week_ends) for part in self.counted()]

    def _gathered(self, part: Part) -> QuerySet:
        none = Value(0, output_field=IntegerField())
        marked = part.rows.order_by().annotate(what=text(self.what), owner=part.column("owner"), month=part.column("month"))
        counted = marked.values(*part.ahead, "what", "owner", "month")
        since = text() if self.due_by_month else Cast(Min(part.column("since")), CharField())
        return counted.annotate(left=Count("*"), overdue=none, week=none, since=since).values_list(*Tally._fields)

    def _single(self, part: Part, on: date, week_ends: date) -> QuerySet:
        if part.due_by_month is None:
            last, is_overdue, is_near = part.column("due"), Q(last__lt=on), Q(last__range=(on, week_ends))
        else:  # a day for each row would have to be made of its month else
            months = part.due_by_month.items()
            last, is_overdue = part.column("month"), Q(last__in=[month for month, due in months if due < on])
            is_near = Q(last__in=[month for month, due in months if on <= due <= week_ends])
        marked = part.rows.order_by().annotate(what=text(self.what), owner=part.column("owner"), last=last)
        numbers = {"left": Count("*"), "overdue": Count("last", filter=is_overdue), "week": Count("last", filter=is_near)}
        counted = marked.values(*part.ahead, "what", "owner").annotate(**numbers, month=text(), since=text())
        return counted.values_list(*Tally._fields)

    def keys(self, *, on: date, narrowed: Callable[[QuerySet], QuerySet]) -> list[QuerySet]:
        """Rows of `Key` in order, of what is left when `narrowed` by the columns of `Line`."""
        found = []
        for part in self.counted():
            columns = {name: part.column(name) for name in ("record", "month", "owner", "due")}
            rank = columns["due"] if part.is_dated else Coalesce(columns["due"], day(undated(on)))
            since = columns["due"] if part.is_dated else Coalesce(part.column("since"), day(undated(on)))
            rows = narrowed(part.rows.order_by().annotate(what=text(self.what), **columns, rank=rank, since=since))
            found.append(rows.order_by("rank", "since", "month", "record", F("owner").asc(nulls_last=True)).values_list(*Key._fields))
        return found

    def lines(self, *, on: date, among: Sequence[int]) -> QuerySet:
        """Rows of `Line` by their records."""
        columns = {name: self.columns.get(name, usual) for name, usual in USUAL.items()}
        none, one = (Value(count, output_field=IntegerField()) for count in (0, 1))
        numbers = {"left": one, "whole": one, "settled": none}
        rows = self.rows.order_by().filter(pk__among=among)
        rows = rows.annotate(**columns, rank=Coalesce(columns["due"], day(undated(on))), what=text(self.what), **numbers)
        return rows.values_list(*Line._fields)

    def wholes(self, *, among: Sequence[int]) -> QuerySet:
        """(owner, number of those open and those done, number of those done) of these owners, and of nobody."""
        owned = self.whole.order_by().filter(Q(owner__among=among) | Q(owner=None))
        return (
            owned.values("owner")
            .annotate(number=Count("*"), number_settled=Count("settled"))
            .values_list("owner", "number", "number_settled")
        )


def gathered_line(tally: Tally, key: Key, due: date | None) -> Line:
    """The line of all that one person has for a month."""
    none = {"record": 0, "words": "", "more": "", "unit": None, "actor": None, "target": 0}
    same = {"what": tally.what, "owner": tally.owner, "month": tally.month, "left": tally.left, "whole": tally.left, "settled": 0}
    return Line(**same, **none, due=due, since=due or tally.since, rank=key.rank)


def gathered_key(tally: Tally, due: date | None, *, on: date) -> Key:
    return Key(due or undated(on), due or tally.since or undated(on), tally.what, tally.month, 0, tally.owner)
