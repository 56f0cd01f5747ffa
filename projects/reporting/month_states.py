"""How far the reporting of each month has come, for whoever reviews: handed in, waiting, returned, confirmed, still owed."""

from dataclasses import dataclass

from django.db.models import Count, Q

from projects.models import BoardState, ProjectProgress
from zone.models import Period

State = ProjectProgress.State


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month (`2016-06`): reports by state, projects that owe one (None: nobody kept who owed it then), and the month's own row (None:
    it has always been open)."""

    month: str
    waiting: int
    returned: int
    confirmed: int
    owed: int | None
    period: Period | None

    @property
    def status(self) -> str:
        """Locked by a person; else submitted once nothing is owed or returned, reviewed once all of it is confirmed."""
        if self.period and self.period.status != Period.Status.OPEN:
            return self.period.status
        if self.owed or self.returned or not self.waiting + self.confirmed:
            return Period.Status.OPEN
        return Period.Status.SUBMITTED if self.waiting else Period.Status.REVIEWED


def month_states(reports, kept, months: list[str]) -> list[MonthState]:
    """`reports`, `kept`: the reports and the `ProjectMonth` rows that the person sees. Four statements, whatever the number of months."""
    counted = reports.order_by().filter(period__in=months).values_list("period")
    found = counted.annotate(
        waiting=Count("pk", filter=Q(state=State.SUBMITTED)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        confirmed=Count("pk", filter=Q(state=State.CONFIRMED)),
    )
    by_month = {month: counts for month, *counts in found}
    locks = {period.month: period for period in Period.objects.filter(month__in=months).select_related("changed_by")}
    owed = owed_by_month(kept, months)
    return [MonthState(month, *by_month.get(month, (0, 0, 0)), owed.get(month), locks.get(month)) for month in months]


def owed_by_month(kept, months: list[str]) -> dict[str, int]:
    """How many projects owed a report and have none, of the months in which that was worked out: by how they stood then."""
    worked_out = BoardState.objects.filter(period__in=months).values_list("period", flat=True)
    # Said so, SQLite finds them in an index.
    owing = kept.order_by().filter(period__in=months, owes__in=[True], is_reported__in=[False])
    return dict.fromkeys(worked_out, 0) | dict(owing.values_list("period").annotate(Count("pk")))
