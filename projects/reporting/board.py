"""Projects counted and summed by stage, department, district and leader: one statement, however many projects and boards there are."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from projects.models import Stage, conditions
from projects.reporting.figures import ZERO, Figures
from projects.reporting.latest import month_sums, reported_in, sums, with_figures
from zone.lib.months import split

DIMENSIONS = ("kind", "stage", "department", "district", "leader")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """How many projects are late to start, late to finish, without the month's report, without movement for the set days."""

    late_start: int = 0
    late_finish: int = 0
    not_reported: int = 0
    still: int = 0

    def __add__(self, other: "Exceptions") -> "Exceptions":
        return Exceptions(
            self.late_start + other.late_start,
            self.late_finish + other.late_finish,
            self.not_reported + other.not_reported,
            self.still + other.still,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a board. `key`: the code or id by which the list filters, None for projects that say none; money in 10,000 yuan."""

    key: str | int | None
    figures: Figures
    exceptions: Exceptions


@dataclass(frozen=True, slots=True)
class Cell:
    """The projects that agree in every dimension."""

    place: dict[str, str | int | None]
    figures: Figures
    exceptions: Exceptions


def cells(projects, *, period: str, on: date, still_days: int | None) -> list[Cell]:
    """The projects by kind, stage, department, district and leader at once; `still_days` None: nobody has said how long is too long."""
    month = split(period)[1]
    owing = conditions.owes_report(year=split(period)[0])
    counts = {
        "count": Count("pk"),
        "late_start": Count("pk", filter=conditions.late_to_start(on=on)),
        "late_finish": Count("pk", filter=conditions.late_to_finish(on=on)),
        "not_reported": Count("pk", filter=owing & Q(is_reported=False)),
    }
    if still_days is not None:
        counts["still"] = Count("pk", filter=conditions.still_since(on - timedelta(days=still_days)))
    figured = with_figures(projects.order_by(), period).annotate(is_reported=reported_in(period))
    found = figured.values(*DIMENSIONS).annotate(**counts, **sums(), **month_sums())
    return [_cell(row, month) for row in found]


def _cell(row: dict, month: int) -> Cell:
    return Cell(
        {name: row[name] for name in DIMENSIONS},
        Figures(month, row["count"], row["plan"], row["even_plan"], row["curve"], row["total_done"], *(row[name] for name in month_sums())),
        Exceptions(row["late_start"], row["late_finish"], row["not_reported"], row.get("still", 0)),
    )


def total(found: list[Cell], *, month: int) -> Line:
    """All cells as one line."""
    return Line(
        None,
        sum((cell.figures for cell in found), Figures(month)),
        sum((cell.exceptions for cell in found), Exceptions()),
    )


def lines(found: list[Cell], dimension: str, *, month: int) -> list[Line]:
    """One line for each value of the dimension: furthest behind the schedule first; those with nothing due yet after them, and those
    without a plan last."""
    groups = defaultdict(list)
    for cell in found:
        groups[cell.place[dimension]].append(cell)
    made = [Line(key, (whole := total(group, month=month)).figures, whole.exceptions) for key, group in groups.items()]
    return sorted(made, key=_worst_first)


def _worst_first(line: Line) -> tuple:
    figures = line.figures
    return not figures.plan, not figures.due, figures.gap or ZERO, figures.completion or ZERO, -figures.count


def by_stage(found: list[Cell], *, month: int) -> list[Line]:
    """One line for each stage in which there are projects, on the way from lead to effect."""
    order = {stage: number for number, stage in enumerate(Stage.values)}
    return sorted(lines(found, "stage", month=month), key=lambda line: order[line.key])


def only(found: list[Cell], where: Callable[[dict], bool]) -> list[Cell]:
    """The cells whose place fits."""
    return [cell for cell in found if where(cell.place)]
