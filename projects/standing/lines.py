"""The lines of the board: written as a whole, or moved by what some projects changed. The caller holds the month's BoardState."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet, Sum

from projects.models import BoardLine, ProjectMonth
from projects.models.board_line import EVERY
from projects.standing.sums import MONEY, PART, PLACE, PLANNED, SUMS, curve_sums, line_sums, of_year, plan_sums, quantized
from zone.lib.database import add_rows
from zone.lib.statements import THESE, Statement, asked, inserting, run, selecting, told

KEPT = 8  # statements: those of as many newest months
UNIQUE = ("period", *PART, *PLACE)
Place = tuple[int, int, str, str, str]  # PART and PLACE
NO_SUMS = {name: Decimal(0) if name in MONEY else 0 for name in SUMS}


@dataclass(slots=True)
class Share:
    """What some projects add to the board. `is_curved`: some of them have plans month by month."""

    sums: dict[Place, dict[str, int | Decimal]] = field(default_factory=dict)
    is_curved: bool = False


def share_of(period: str, ids: Collection[int]) -> Share:
    """What these projects add to the lines of the month, by the rows as they stand. Three statements."""
    own_sums, curve = (asked(told(statement, ids)) for statement in _sharing(period))
    sums = {tuple(row[:5]): dict(zip(SUMS, row[5:], strict=True)) for row in own_sums}
    for *place, total in curve:
        sums[tuple(place)] = {"done": total}
    return Share(sums, ProjectMonth.objects.filter(period=period, project__among=ids, is_curved=True).exists())


@lru_cache(maxsize=KEPT)
def _sharing(period: str) -> tuple[Statement, Statement]:
    own = ProjectMonth.objects.filter(period=period, project__among=THESE)
    return selecting(line_sums(of_year(own), by_part=True)), selecting(curve_sums(period, THESE))


def move_lines(period: str, before: Share, after: Share) -> None:
    """Add the difference of two shares to the lines of their parts and of the whole zone. One statement at most."""
    moved: dict[Place, dict[str, int | Decimal]] = defaultdict(NO_SUMS.copy)
    for share, sign in ((before, -1), (after, 1)):
        for (department, district, *place), sums in share.sums.items():
            for line in (moved[department, district, *place], moved[EVERY, EVERY, *place]):
                for name, value in sums.items():
                    line[name] += sign * (quantized(value) if name in MONEY else value)
    rows = [(period, *place, *sums.values()) for place, sums in moved.items() if any(sums.values())]
    if rows:
        add_rows(BoardLine, (*UNIQUE, *SUMS), rows, unique=UNIQUE)


def write_lines(period: str) -> None:
    """All lines of the month anew. Five statements."""
    BoardLine.objects.filter(period=period).delete()
    for statement in _writing(period):
        run(statement)


@lru_cache(maxsize=KEPT)
def _writing(period: str) -> tuple[Statement, ...]:
    sums = line_sums(of_year(ProjectMonth.objects.filter(period=period)), by_part=True)
    parts = inserting(BoardLine, (*PART, *PLACE, *SUMS), sums, constants={"period": period})
    done = inserting(BoardLine, (*PART, *PLACE, "done"), curve_sums(period), constants={"period": period})
    return parts, done, _planned(period), _adding_up(BoardLine.objects.filter(period=period), period)


def write_curve(period: str) -> None:
    """What the monthly plans say, added up anew: the rows of a project's plan keep nothing of what it was. Three statements."""
    lines = BoardLine.objects.filter(period=period, dimension=PLANNED)
    lines.delete()
    run(_planned(period))
    run(_adding_up(lines, period))


def _planned(period: str) -> Statement:
    return inserting(BoardLine, (*PART, *PLACE, "plan"), plan_sums(period), constants={"period": period})


def _adding_up(parts: QuerySet, period: str) -> Statement:
    """Writes the lines of the whole zone from those of all its parts."""
    constants = {"period": period, **dict.fromkeys(PART, EVERY)}
    return inserting(BoardLine, (*PLACE, *SUMS), added_up(parts), constants=constants)


def added_up(lines: QuerySet) -> QuerySet:
    """The sums of these lines by PLACE, as values of PLACE and SUMS."""
    sums = {f"sum_{name}": Sum(name) for name in SUMS}
    return lines.order_by().values(*PLACE).annotate(**sums).values_list(*PLACE, *sums)
