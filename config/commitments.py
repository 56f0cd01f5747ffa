"""All that somebody must do by a day, from every floor: one statement for the number in the menu, one for the counts, three for a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q, QuerySet

from projects import commitments as of_projects
from zone import commitment_statements as statements
from zone.commitments import Commitments, Key, Line, Tally, gathered_key, gathered_line
from zone.kept_statements import kept_for
from zone.lib.statements import THESE, Statement, asked, selecting, together, told
from zone.merger import commitments as of_merger
from zone.models import User
from zone.supervision import commitments as of_supervision

SOURCES = (of_projects.commitments, of_supervision.commitments, of_merger.commitments)
AT_MOST = 100  # the number in the menu is counted no further: 99+

# When something is due: each commitment is in one of them, so that their counts add up to the number in the menu.
OVERDUE, WEEK, REST = "overdue", "week", "rest"
SPANS = (OVERDUE, WEEK, REST)


def kinds_of(user: User, *, on: date) -> list[Commitments]:
    return [kind for source in SOURCES for kind in source(user, on=on)]


def open_count(user: User, *, on: date) -> int:
    """How many commitments wait now, up to `AT_MOST`. One statement."""
    return Waiting(user, on).count()


def week_end(on: date) -> date:
    """The Sunday of the week."""
    return on + timedelta(days=6 - on.weekday())


@dataclass(frozen=True)
class Choice:
    """What of it is shown. `what`: one kind; `owner`: one person's (0: nobody's); `span`: overdue, due until the end of the week, or the
    rest: due later or on no day; `month`: lines of that month one by one instead of gathered."""

    what: str = ""
    owner: int | None = None
    span: str = ""
    month: str = ""

    @property
    def is_gathered(self) -> bool:
        return not self.month

    def holds(self, tally: Tally) -> bool:
        """A kind that is not gathered is not counted by month."""
        in_month = self.month in ("", tally.month) or not tally.month
        return self.what in ("", tally.what) and self.owner in (None, tally.owner or 0) and in_month

    def number(self, tally: Tally) -> int:
        rest = tally.left - tally.overdue - tally.week
        return {OVERDUE: tally.overdue, WEEK: tally.week, REST: rest}.get(self.span, tally.left)


@dataclass(frozen=True)
class Kinds:
    """What is known of a person's kinds without looking. `dues`: by when the months of a gathered one are due, None for one that is not
    gathered; `told_whole`: of which the lines say how many there are, those done included."""

    dues: Mapping[str, Mapping[str, date] | None]
    told_whole: frozenset[str]
    tallying: Statement


class Waiting:
    """What waits for a person on a day. The words of its statements are made anew once a minute, and whenever he may do or see something
    else; the numbers are those of now."""

    def __init__(self, user: User, on: date):
        self.user, self.on = user, on

    @cached_property
    def kinds(self) -> dict[str, Commitments]:
        return {kind.what: kind for kind in kinds_of(self.user, on=self.on)}

    @cached_property
    def known(self) -> Kinds:
        return self._kept("tallying", self._known)

    def count(self) -> int:
        counting = self._kept("counting", lambda: statements.counting([*self.kinds.values()], at_most=AT_MOST))
        return len(asked(counting))

    def tallies(self) -> list[Tally]:
        """How many wait, by kind and person. One statement."""
        return statements.tallies(self.known.tallying, self.known.dues, on=self.on, week_ends=week_end(self.on))

    def page(self, choice: Choice, tallies: list[Tally], *, start: int, stop: int) -> list[Line]:
        """Lines `start` to `stop` of what is chosen, by urgency: those that are gathered from the tallies, the others from the first `stop`
        of each kind. At most three statements."""
        chosen = [tally for tally in tallies if choice.holds(tally) and choice.number(tally)]
        dues = self.known.dues
        gathered = [tally for tally in chosen if choice.is_gathered and dues[tally.what] is not None]
        ordered = [(gathered_key(tally, dues[tally.what].get(tally.month), on=self.on), tally) for tally in gathered]
        if single := sorted({tally.what for tally in chosen if not choice.is_gathered or dues[tally.what] is None}):
            found = statements.keys(self._kept(f"keys {single} {choice} {stop}", lambda: self._keys(single, choice, stop)))
            ordered += [(key, None) for key in found]
        ordered.sort(key=lambda each: each[0].order())
        return self._told(ordered[start:stop])

    def _told(self, ordered: list[tuple[Key, Tally | None]]) -> list[Line]:
        """Each with its words; a record that went away in between is left out."""
        records: dict[str, list[int]] = {}
        owners: dict[str, list[int]] = {}
        for key, tally in ordered:
            if tally is None:
                records.setdefault(key.what, []).append(key.record)
            elif key.what in self.known.told_whole:
                owners.setdefault(key.what, []).append(key.owner or 0)
        found = statements.lines(told(self._lines(what), ids) for what, ids in records.items())
        wholes = {what: self._numbers(what, ids) for what, ids in owners.items()}
        lines = []
        for key, tally in ordered:
            if tally:
                line = gathered_line(tally, key, self.known.dues[key.what].get(key.month))
                whole, settled = wholes.get(key.what, {}).get(key.owner, (line.whole, line.settled))
                lines.append(line._replace(whole=whole, settled=settled))
            elif (key.what, key.record) in found:
                lines.append(found[key.what, key.record])
        return lines

    def _numbers(self, what: str, owners: list[int]) -> dict[int | None, tuple[int, int]]:
        """By owner how many there are, those done included, and how many are done."""
        return {owner: (whole, settled) for owner, whole, settled in asked(told(self._wholes(what), owners))}

    def _known(self) -> Kinds:
        kinds = [*self.kinds.values()]
        tallying = statements.tallying(kinds, on=self.on, week_ends=week_end(self.on))
        told_whole = frozenset(kind.what for kind in kinds if kind.whole is not None)
        return Kinds({kind.what: kind.due_by_month for kind in kinds}, told_whole, tallying)

    def _keys(self, single: list[str], choice: Choice, stop: int) -> Statement:
        parts = [
            rows for what in single for rows in self.kinds[what].keys(on=self.on, narrowed=lambda rows: _narrowed(rows, choice, self.on))
        ]
        return together(selecting(rows[:stop]) for rows in parts)

    def _lines(self, what: str) -> Statement:
        return self._kept(f"lines {what}", lambda: selecting(self.kinds[what].lines(on=self.on, among=THESE)))

    def _wholes(self, what: str) -> Statement:
        return self._kept(f"wholes {what}", lambda: selecting(self.kinds[what].wholes(among=THESE)))

    def _kept(self, name: str, make: Callable[[], object]):
        return kept_for(self.user, "todo", (name, self.on), make)


def _narrowed(rows: QuerySet, choice: Choice, on: date) -> QuerySet:
    if choice.owner is not None:
        rows = rows.filter(owner=choice.owner or None) if choice.owner else rows.filter(owner__isnull=True)
    if choice.month:
        rows = rows.filter(month=choice.month)
    if choice.span == OVERDUE:
        rows = rows.filter(due__lt=on)
    elif choice.span == WEEK:
        rows = rows.filter(due__range=(on, week_end(on)))
    elif choice.span == REST:
        rows = rows.filter(Q(due__gt=week_end(on)) | Q(due__isnull=True))
    return rows
