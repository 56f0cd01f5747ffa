"""The lines of the board: written as a whole, or moved by what some projects changed. The caller holds the month's BoardState."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from projects.models import BoardLine, Project, ProjectMonth
from projects.standing.sums import MONEY, MONTH, PLACE, SUMS, curve_sums, line_sums, of_year, plan_sums, quantized
from zone.lib.database import insert_selected
from zone.lib.months import between, split

Place = tuple[str, str, str]


@dataclass(slots=True)
class Part:
    """What some projects add to the board. `is_curved`: some of them have plans month by month."""

    sums: dict[Place, dict[str, int | Decimal]] = field(default_factory=dict)
    is_curved: bool = False


def part_of(period: str, ids: Collection[int]) -> Part:
    """What these projects add to the lines of the month, by the rows as they stand. Three statements."""
    own = ProjectMonth.objects.filter(period=period, project__among=ids)
    sums = {tuple(row[:3]): dict(zip(SUMS, row[3:], strict=True)) for row in line_sums(of_year(own))}
    for kind, month, total in curve_sums(period, ids):
        sums[kind, MONTH, month] = {"done": total or 0}
    return Part(sums, own.filter(is_curved=True).exists())


def move_lines(period: str, before: Part, after: Part) -> None:
    """Add the difference of two parts to the lines. Two statements at most."""
    moved: dict[Place, dict[str, int | Decimal]] = defaultdict(lambda: defaultdict(int))
    for part, sign in ((before, -1), (after, 1)):
        for place, sums in part.sums.items():
            for name, value in sums.items():
                moved[place][name] += sign * (quantized(value) if name in MONEY else value)
    changes = {place: sums for place, sums in moved.items() if any(sums.values())}
    if not changes:
        return
    lines = {(line.kind, line.dimension, line.key): line for line in BoardLine.objects.filter(period=period)}
    for place, sums in changes.items():
        line = lines.setdefault(place, BoardLine(period=period, **dict(zip(PLACE, place, strict=True))))
        for name, value in sums.items():
            setattr(line, name, getattr(line, name) + value)
    unique = ["period", *PLACE]
    moved_lines = [lines[place] for place in changes]
    BoardLine.objects.bulk_create(moved_lines, update_conflicts=True, unique_fields=unique, update_fields=list(SUMS))


def write_lines(period: str) -> None:
    """All lines of the month anew. Five statements."""
    BoardLine.objects.filter(period=period).delete()
    selected = line_sums(of_year(ProjectMonth.objects.filter(period=period)), constants={"period": period})
    insert_selected(BoardLine, ("period", *PLACE, *SUMS), selected)
    months = between(f"{split(period)[0]}-01", f"{split(period)[0]}-12")
    done = {(kind, month): total for kind, month, total in curve_sums(period)}
    plan = {(kind, month): total for kind, month, total in plan_sums(period)}
    BoardLine.objects.bulk_create(
        BoardLine(
            period=period,
            kind=kind,
            dimension=MONTH,
            key=month,
            done=quantized(done.get((kind, month)) or 0),
            plan=quantized(plan.get((kind, month)) or 0),
        )
        for kind in Project.Kind
        for month in months
    )


def write_curve(period: str) -> None:
    """What the monthly plans say, added up anew: the rows of a project's plan keep nothing of what it was. Three statements."""
    plan = {(kind, month): quantized(total or 0) for kind, month, total in plan_sums(period)}
    lines = list(BoardLine.objects.filter(period=period, dimension=MONTH))
    for line in lines:
        line.plan = plan.get((line.kind, line.key), Decimal(0))
    BoardLine.objects.bulk_update(lines, ["plan"])
