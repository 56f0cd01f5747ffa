"""How far the reporting of each month has come, for whoever reviews: handed in, waiting, returned, confirmed, still owed."""

from dataclasses import dataclass

from django.db.models import Count, Q

from projects.models import ProjectProgress
from zone.models import Period

State = ProjectProgress.State


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month (`2016-06`): reports by state, projects that owe one, and the month's own row (None: it has always been open)."""

    month: str
    waiting: int
    returned: int
    confirmed: int
    owed: int
    period: Period | None

    @property
    def status(self) -> str:
        """Locked by a person; else submitted once nothing is owed or returned, reviewed once all of it is confirmed."""
        if self.period and self.period.status != Period.Status.OPEN:
            return self.period.status
        if self.owed or self.returned or not self.waiting + self.confirmed:
            return Period.Status.OPEN
        return Period.Status.SUBMITTED if self.waiting else Period.Status.REVIEWED


def month_states(reports, projects, months: list[str]) -> list[MonthState]:
    """`reports`, `projects`: those that the person sees. Two statements, and one for each month."""
    counted = reports.order_by().filter(period__in=months).values_list("period")
    found = counted.annotate(
        waiting=Count("pk", filter=Q(state=State.SUBMITTED)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        confirmed=Count("pk", filter=Q(state=State.CONFIRMED)),
    )
    by_month = {month: counts for month, *counts in found}
    locks = {period.month: period for period in Period.objects.filter(month__in=months).select_related("changed_by")}
    return [MonthState(month, *by_month.get(month, (0, 0, 0)), projects.not_reported(month).count(), locks.get(month)) for month in months]
