"""How enterprises stand: who supports them, what they reported. Pure reading; money in 10,000 yuan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, QuerySet

from enterprises.models import OperatingFigure, SupportAssignment

# Of several figures for one month the most settled one is shown.
SETTLED = [kind.value for kind in OperatingFigure.ValueKind]


@dataclass(frozen=True, slots=True)
class Support:
    """Who supports a firm: names as linked, else as written in the sheet. The ids are None where nobody is linked."""

    leader: str
    department: str
    officer: str
    officer_id: int | None


def supports_of(enterprises: Collection[int], *, on: date) -> dict[int, Support]:
    """The assignment of each of these firms that holds on the day, the youngest where there are several. One statement."""
    rows = SupportAssignment.objects.on(on).filter(enterprise__in=enterprises).order_by("year", "id")
    columns = rows.values_list(
        "enterprise_id",
        "leader__name",
        "leader_name",
        "department__short_name",
        "department__name",
        "department_name",
        "officer__name",
        "officer_name",
        "officer_id",
    )
    return {
        pk: Support(leader or led or "", short or department or written or "", officer or named or "", officer_id)
        for pk, leader, led, short, department, written, officer, named, officer_id in columns
    }


def latest_period(figures: QuerySet) -> str | None:
    """The youngest month of which there are figures."""
    return figures.aggregate(period=Max("period"))["period"]


def figures_in(period: str, figures: QuerySet, enterprises: Collection[int]) -> dict[int, tuple[Decimal | None, Decimal | None]]:
    """Cumulative output and its stated growth (%) of these firms, January to `period`, the most settled figure of each. One statement."""
    rows = figures.filter(period=period, enterprise__in=enterprises)
    found = sorted(
        rows.values_list("enterprise_id", "value_kind", "gross_output", "gross_output_growth"), key=lambda row: SETTLED.index(row[1])
    )
    return {pk: (output, growth) for pk, _kind, output, growth in found}
