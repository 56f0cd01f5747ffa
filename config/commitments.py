"""All that somebody must do by a day, from every floor: one statement for the number in the menu, one for the counts, one for a page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache

from projects import commitments as of_projects
from zone import commitments
from zone.commitments import Commitments, Line, Statement, Tally
from zone.models import User
from zone.supervision import commitments as of_supervision

SOURCES = (of_projects.commitments, of_supervision.commitments)
STATEMENT_SECONDS = 60
AT_MOST = 100  # the number in the menu is counted no further: 99+

# The four counts at the head of the page, and what each of them holds.
OVERDUE, WEEK, RETURNED, REVIEW = "overdue", "week", "returned", "review"
SPANS = (OVERDUE, WEEK)


def kinds_of(user: User, *, on: date) -> list[Commitments]:
    return [kind for source in SOURCES for kind in source(user, on=on)]


def open_count(user: User, *, on: date) -> int:
    """How many commitments wait now, up to `AT_MOST`. One statement."""
    return len(commitments.asked(_kept("counting", user, on, lambda kinds: commitments.counting(kinds, at_most=AT_MOST))))


def tallies(user: User, *, on: date) -> list[Tally]:
    """How many wait now, by kind and person. One statement."""
    return commitments.tallies(_kept("tallying", user, on, lambda kinds: commitments.tallying(kinds, on=on, week_ends=week_end(on))))


def _kept(name: str, user: User, on: date, make: Callable[[list[Commitments]], Statement]) -> Statement:
    """The words of a statement, made anew once a minute and whenever the person may do or see something else."""
    own = hash((user.reach, frozenset(user.get_all_permissions())))
    key = f"todo.{name}.{user.pk}.{on}.{own}"
    statement = cache.get(key)
    if statement is None:
        statement = make(kinds_of(user, on=on))
        cache.set(key, statement, STATEMENT_SECONDS)
    return statement


def week_end(on: date) -> date:
    """The Sunday of the week."""
    return on + timedelta(days=6 - on.weekday())


@dataclass(frozen=True)
class Choice:
    """What of it is shown. `what`: one kind; `owner`: one person's (0: nobody's); `span`: overdue, or due until the end of the week;
    `month`: lines of that month one by one instead of gathered."""

    what: str = ""
    owner: int | None = None
    span: str = ""
    month: str = ""

    @property
    def is_gathered(self) -> bool:
        return not self.month

    def holds(self, tally: Tally) -> bool:
        return self.what in ("", tally.what) and self.owner in (None, tally.owner or 0)

    def number(self, tally: Tally) -> int:
        return {OVERDUE: tally.overdue, WEEK: tally.week}.get(self.span, tally.left)


def page_of(kinds: Iterable[Commitments], choice: Choice, *, on: date, start: int, stop: int) -> list[Line]:
    """Lines `start` to `stop` of what is chosen, by urgency. One statement."""
    parts = []
    for kind in kinds:
        if choice.what in ("", kind.what):
            parts.append(_narrowed(kind.lines(on=on, is_gathered=choice.is_gathered), choice, on))
    return commitments.lines(parts, start=start, stop=stop)


def _narrowed(lines, choice: Choice, on: date):
    if choice.owner is not None:
        lines = lines.filter(owner=choice.owner or None) if choice.owner else lines.filter(owner__isnull=True)
    if choice.month:
        lines = lines.filter(month=choice.month)
    if choice.span == OVERDUE:
        lines = lines.filter(due__lt=on)
    elif choice.span == WEEK:
        lines = lines.filter(due__range=(on, week_end(on)))
    return lines
