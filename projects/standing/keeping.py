"""Keeping the months, the board and the duties up to date: in the transaction that writes what they follow from.

Who writes first writes all that he has to write, then calls `refresh` once: from there to the end of the transaction he holds the board.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from projects import lights
from projects.models import BoardState, Duty, ProjectMonth
from projects.models.board_line import new_stamp
from projects.standing import duties
from projects.standing.lines import Share, move_lines, share_of, write_lines
from projects.standing.rows import Month, write_rows
from zone.reporting_period import period_due

MANY = 3_000  # of more projects than this the lines are added up anew, not moved


@transaction.atomic
def refresh(project_ids: Iterable[int] | None, *, on: date, since: str | None = None, plans_stand: bool = False) -> None:
    """Work out these projects (None: all) in the months that have been worked out, from `since` (`2016-03`) to the newest one, which is
    the default; the lines of the board move with them. Months that nobody has looked at yet are filled when somebody does (`ensure`).
    `plans_stand`: reports or lights alone were written, so that the sums of the monthly plans stay what they are.

    Call it after everything is written. Some twenty statements a month, whatever the number of projects.
    """
    ids = None if project_ids is None else sorted(set(project_ids))
    states = held_states()
    if ids == []:
        return
    if states:
        _refresh_months(ids, states, on=on, since=since, plans_stand=plans_stand)
    duties.keep(ids)


def _refresh_months(ids: list[int] | None, states: dict[str, BoardState], *, on: date, since: str | None, plans_stand: bool) -> None:
    newest = period_due(on=on)
    first = min(since or newest, newest)
    if ids is not None and first > min(states) and _are_new(ids, states):
        first = min(states)  # every month that was worked out holds every project
    before = Share()
    board = states.get(newest)
    is_moved = board is not None and board.is_open and ids is not None and len(ids) <= MANY
    if is_moved:
        before = share_of(newest, ids)
    for period in sorted(states):
        if first <= period <= newest:
            work_out(states[period], ids, on=on)
    if is_moved:
        after = share_of(newest, ids)
        move_lines(newest, before, after)
        if not plans_stand and (before.is_curved or after.is_curved):
            age_curve(board)
    elif board is not None and board.is_open:
        write_lines(newest)


@transaction.atomic
def leave(project_ids: Iterable[int], *, on: date) -> None:
    """Take these projects out of the months, the board and the duties: call it before they are deleted."""
    ids = sorted(set(project_ids))
    states = held_states()
    board = states.get(period_due(on=on))
    if board is not None and board.is_open:
        before = share_of(board.period, ids)
        move_lines(board.period, before, Share())
        if before.is_curved:
            age_curve(board)
    ProjectMonth.objects.filter(project__among=ids).delete()
    Duty.objects.filter(project__among=ids).delete()


def held_states() -> dict[str, BoardState]:
    """The months that have been worked out, by their period, held until the transaction ends. Who holds them is about to change what
    boards tell, of past months too, where projects stand as of today: so they get another stamp."""
    states = {state.period: state for state in BoardState.objects.select_for_update().order_by("period")}
    BoardState.objects.update(stamp=new_stamp())
    return states


def work_out(state: BoardState, ids: Collection[int] | None, *, on: date, is_first: bool = False) -> None:
    """Write the rows of these projects for the month, and their lights. `is_first`: the month has not been worked out before."""
    write_rows(Month(state.period, on, state.still_days, state.is_open, is_first), ids)
    lights.judge(ids, period=state.period, on=on)


def age_curve(board: BoardState) -> None:
    """The sums of the monthly plans are added up anew when they are next looked at."""
    if not board.is_curve_old:
        board.is_curve_old = True
        board.save(update_fields=["is_curve_old"])


def _are_new(ids: Collection[int], states: dict[str, BoardState]) -> bool:
    return ProjectMonth.objects.filter(period=min(states), project__among=ids).count() < len(ids)
