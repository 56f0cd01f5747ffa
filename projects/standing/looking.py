"""Before somebody looks at a month: what nobody has worked out yet, or was worked out on an earlier day, is worked out now."""

from datetime import date, timedelta
from functools import lru_cache

from django.db import transaction
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from projects.models import BoardLine, BoardState, LightOverride, MonthlyPlan, Project, ProjectProgress
from projects.standing import duties
from projects.standing.keeping import MANY, held_states, refresh, work_out
from projects.standing.lines import move_lines, share_of, write_curve, write_lines
from zone.lib.database import hold_writers
from zone.lib.months import between, shift, year_to
from zone.lib.statements import Statement, selecting
from zone.models import Setting
from zone.reporting_period import period_due
from zone.reporting_window import reported_on
from zone.rules import NotSet, rule

KEPT = 16  # statements: those of as many choices of months
LOOK_BACK = 17  # so many months back from the newest one may be looked at: this year and the whole of the last


def may_look(period: str, *, on: date) -> bool:
    """Whether the month is one of those that are worked out: none to come, and none so old that nobody keeps it."""
    newest = period_due(on=on)
    return shift(newest, -LOOK_BACK) <= period <= newest


def ensure(period: str, *, on: date) -> None:
    """Work out the month where that has not been done, or, of the newest month, not on this day. One statement where nothing is to do.

    Nothing is done for a month that may not be looked at.
    """
    ensure_all([period], on=on)


def ensure_year(period: str, *, on: date) -> None:
    """`ensure` for every month from January to the period."""
    ensure_all(year_to(period), on=on)


def ensure_all(periods: list[str], *, on: date) -> dict[str, BoardState]:
    """`ensure` for several months, and how they stand, by their period; still one statement where nothing is to do."""
    newest = period_due(on=on)
    wanted = [period for period in periods if may_look(period, on=on)]
    states = _known(wanted, on)
    missing = [period for period in wanted if period not in states]
    if newest in missing and shift(newest, -1) not in wanted:
        missing.append(shift(newest, -1))  # the lights of the newest month are compared with these
    if missing:
        _fill(missing, on=on)
    elif newest in wanted and not _is_of(states[newest], on):
        _turn(newest, on=on)
    else:
        return states
    return _known(wanted, on)


@transaction.atomic
def work_out_all(since: str, *, on: date) -> None:
    """Every project in every month from `since` (`2016-03`) to the newest one, and what they ask of people, whatever has been worked out
    before."""
    duties.ensure(reported_on(on).period)  # first: it waits for who writes, and he would wait for the months
    ensure_all(between(since, period_due(on=on)), on=on)
    refresh(None, on=on, since=since)


def _states(on: date) -> QuerySet:
    """The months that have been worked out, with `still_now`: after how many days a project counts as still on this day."""
    said = Setting.objects.on(on).filter(key="still_days").order_by(F("valid_from").desc(nulls_last=True)).values("value")[:1]
    return BoardState.objects.annotate(still_now=Cast(Subquery(said), IntegerField()))


def _known(periods: list[str], on: date) -> dict[str, BoardState]:
    """One statement, whose words are kept: every page that tells of projects begins with it."""
    return {state.period: state for state in BoardState.objects.raw(*_knowing(tuple(periods), on))} if periods else {}


@lru_cache(maxsize=KEPT)
def _knowing(periods: tuple[str, ...], on: date) -> Statement:
    return selecting(_states(on).filter(period__in=periods))


def _is_of(state: BoardState, on: date) -> bool:
    return state.is_open and state.day == on and state.still_days == state.still_now and not state.is_curve_old


@transaction.atomic
def _fill(periods: list[str], *, on: date) -> None:
    """Nobody writes meanwhile: who has written already is waited for, so that nothing falls between him and the first working out."""
    hold_writers(Project, ProjectProgress, MonthlyPlan)
    newest, still_days = period_due(on=on), still_after(on)
    states = held_states()
    fresh = sorted(set(periods) - set(states))
    if newest in fresh:
        for state in states.values():
            _close(state, on=on)
    for period in fresh:
        state = BoardState.objects.create(period=period, day=on, still_days=still_days, is_open=period == newest)
        work_out(state, None, on=on, is_first=True)
    if newest in fresh:
        BoardLine.objects.exclude(period=newest).delete()
    if any(period[:4] == newest[:4] for period in fresh) and BoardState.objects.filter(period=newest, is_open=True).exists():
        write_lines(newest)  # its curve holds the other months of the year
    if fresh:
        duties.keep(None)


def _close(state: BoardState, *, on: date) -> None:
    """A month is the newest one no more. What turned between the last look at it and its end (a light set by hand that ran out) is judged
    again; where projects stood stays as it was seen last."""
    if state.is_open:
        state.is_open = False
        state.save(update_fields=["is_open"])
        if touched := list(_touched(state.day, on, None)):
            work_out(state, touched, on=on)


@transaction.atomic
def _turn(period: str, *, on: date) -> None:
    """The newest month on a later day: the rows whose days have gone by; all of them where the clock or the office's rule has changed."""
    held_states()
    state = _states(on).get(period=period)
    if _is_of(state, on):
        return
    if state.is_open and state.day == on and state.still_days == state.still_now:
        write_curve(period)
    else:
        is_later = state.is_open and state.still_days == state.still_now and state.day < on
        ids = list(_touched(state.day, on, state.still_days)) if is_later else None
        is_moved = ids is not None and len(ids) <= MANY
        state.still_days, state.is_open = state.still_now, True
        before = share_of(period, ids) if is_moved else None
        if ids != []:
            work_out(state, ids, on=on)
            duties.keep(ids)
        if is_moved:
            move_lines(period, before, share_of(period, ids))
            write_curve(period)
        else:
            BoardState.objects.exclude(period=period).update(is_open=False)
            write_lines(period)
    state.day, state.is_curve_old = on, False
    state.save()


def _touched(day: date, on: date, still_days: int | None) -> QuerySet:
    """The ids of projects for which something is another on the day `on` than it was on `day`: by days that have gone by between
    them. What the lights ask for is judged as of the end of the month."""
    gone = (day, on - timedelta(days=1))
    found = Q(planned_finish_by__range=gone) | Q(planned_start_by__range=gone)
    if still_days is not None:
        back = timedelta(days=still_days)
        found |= Q(moved_on__range=(gone[0] - back, gone[1] - back))
    overrides = LightOverride.objects.filter(project=OuterRef("pk"))
    turned = overrides.filter(Q(expires_on__range=gone) | Q(valid_from__gt=day, valid_from__lte=on))
    return Project.objects.filter(found | Exists(turned)).order_by().values_list("pk", flat=True)


def still_after(on: date) -> int | None:
    """After how many days a project counts as still; None where the office has not said."""
    try:
        return int(rule("still_days", on=on))
    except NotSet:
        return None
