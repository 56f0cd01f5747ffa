"""How far the reporting of each month has come, for whoever reviews: handed in, waiting, returned, confirmed, still owed."""

from dataclasses import dataclass

from django.db.models import Count, Q

from projects.models import BoardState, ProjectMonth, ProjectProgress
from zone.models import Period

State = ProjectProgress.State
NOTHING = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month (`2016-06`): reports by state and projects that owe one (None: nobody kept who owed it then), of those that the person
    sees; the month's own row (None: it has always been open); its `status` is that of the whole office, whoever looks."""

    month: str
    waiting: int
    returned: int
    confirmed: int
    owed: int | None
    period: Period | None
    status: str


def month_states(reports, kept, months: list[str]) -> list[MonthState]:
    """`reports`, `kept`: the reports and the `ProjectMonth` rows that the person sees. Six statements, whatever the number of months."""
    locks = {period.month: period for period in Period.objects.filter(month__in=months).select_related("changed_by")}
    own, owed = _by_month(reports, months), owed_by_month(kept, months)
    of_all, owed_by_all = _by_month(ProjectProgress.objects.all(), months), owed_by_month(ProjectMonth.objects.all(), months)
    return [
        MonthState(
            month,
            *own.get(month, NOTHING),
            owed.get(month),
            locks.get(month),
            _status(locks.get(month), *of_all.get(month, NOTHING), owed_by_all.get(month)),
        )
        for month in months
    ]


def _by_month(reports, months: list[str]) -> dict[str, tuple[int, int, int]]:
    """How many of the reports wait, were returned, are confirmed."""
    counted = reports.order_by().filter(period__in=months).values_list("period")
    states = (State.SUBMITTED, State.RETURNED, State.CONFIRMED)
    found = counted.annotate(**{f"in_{state}": Count("pk", filter=Q(state=state)) for state in states})
    return {month: tuple(counts) for month, *counts in found}


def _status(period: Period | None, waiting: int, returned: int, confirmed: int, owed: int | None) -> str:
    """Locked by a person; else submitted once nothing is owed or returned, reviewed once all of it is confirmed. Where nobody kept what
    was owed, it cannot be said to be complete."""
    if period and period.status != Period.Status.OPEN:
        return period.status
    if owed != 0 or returned or not waiting + confirmed:
        return Period.Status.OPEN
    return Period.Status.SUBMITTED if waiting else Period.Status.REVIEWED


def owed_by_month(kept, months: list[str]) -> dict[str, int]:
    """How many projects still owe a report, of the months in which that was worked out: by how they stood then."""
    worked_out = BoardState.objects.filter(period__in=months).values_list("period", flat=True)
    # Said so, SQLite finds them in an index.
    owing = kept.order_by().filter(period__in=months, owes__in=[True], is_reported__in=[False]).still_owed()
    return dict.fromkeys(worked_out, 0) | dict(owing.values_list("period").annotate(Count("pk")))
