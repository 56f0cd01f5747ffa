"""How enterprises stand: who supports them, what they reported. Pure reading; money in 10,000 yuan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, QuerySet

from enterprises.models import OperatingFigure

# Of several figures for one month the most settled one is shown.
SETTLED = [kind.value for kind in OperatingFigure.ValueKind]


@dataclass(frozen=True, slots=True)
class Support:
    """Who supports a firm: names as linked, else as written in the sheet. The ids are None where nobody is linked."""

    leader: str
    department: str
    officer: str
    officer_id: int | None


def supports_of(enterprises: Collection[int], supports: QuerySet, *, on: date) -> dict[int, Support]:
    """Of these assignments the one of each firm that holds on the day, the youngest where there are several. One statement."""
    rows = supports.on(on).filter(enterprise__in=enterprises).order_by("year", "id")
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


@dataclass(frozen=True, slots=True)
class MonthOfFigures:
    """What a firm reported January to `period`; `kind` says how settled the figures are."""

    period: str
    kind: str
    gross_output: Decimal | None
    growth: Decimal | None
    principal_revenue: Decimal | None
    total_profits: Decimal | None
    taxes_paid: Decimal | None
    employees: int | None


def last_months(figures: QuerySet, *, months: int = 12) -> list[MonthOfFigures]:
    """The youngest months of one firm's figures, newest first, the most settled figure of each. One statement."""
    measures = ("gross_output", "gross_output_growth", "principal_revenue", "total_profits", "taxes_paid", "employees")
    found: dict[str, tuple] = {}
    kinds = dict(OperatingFigure.ValueKind.choices)
    for row in figures.order_by("-period").values_list("period", "value_kind", *measures):
        if row[0] not in found and len(found) == months:
            break
        if row[0] not in found or SETTLED.index(row[1]) > SETTLED.index(found[row[0]][1]):
            found[row[0]] = row
    return [MonthOfFigures(period, str(kinds[kind]), *rest) for period, kind, *rest in found.values()]
