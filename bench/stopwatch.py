"""Two things timed turn by turn, so that whatever else the machine does falls on both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 3


def nothing() -> None:
    """Nothing has to be done before."""


@dataclass(frozen=True)
class Case:
    """What is measured, and against what. `goal`: at most so many times (None: only its statements count); `statements`: at most so many
    database statements a run.

    `times`: runs of each in one round; `before`: what is done before each run, untimed.

    The ratio reported is the median of three rounds, a round's figure the median of its runs.
    """

    name: str
    against_name: str
    run: Callable[[], object]
    against: Callable[[], object]
    goal: float | None
    statements: int | None = None
    times: int = 15
    before: Callable[[], object] = nothing


@dataclass(frozen=True)
class Own:
    """A case that measures in its own way. `measure` gives the figure that the goal is about, what else there is to show of the run, and
    the number of its statements (None: not counted). `least`: the goal is the least that is wanted, not the most."""

    name: str
    against_name: str
    measure: Callable[[], tuple[float, str, int | None]]
    goal: float
    statements: int | None = None
    unit: str = "×"
    least: bool = False


@dataclass(frozen=True)
class Reading:
    case: Case | Own
    figure: float
    shown: str
    statements: int | None
    unit: str = "×"
    least: bool = False

    @property
    def reached(self) -> bool:
        enough = self.case.statements is None or self.statements <= self.case.statements
        goal = self.case.goal
        return (goal is None or (self.figure >= goal if self.least else self.figure <= goal)) and enough

    def row(self) -> tuple[str, ...]:
        limit = f"≤ {self.case.statements}" if self.case.statements is not None else ""
        mark = "" if self.reached else "missed"
        return (
            self.case.name,
            self.case.against_name,
            self.shown,
            f"{self.figure:.2f} {self.unit}",
            "" if self.case.goal is None else f"{'≥' if self.least else '≤'} {self.case.goal:g}",
            "" if self.statements is None else str(self.statements),
            limit,
            mark,
        )


def seconds(run: Callable[[], object], before: Callable[[], object] = nothing) -> float:
    before()
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def read(case: Case | Own) -> Reading:
    """Warm both up, count the statements of one run, then time them; or let the case do it."""
    if isinstance(case, Own):
        return Reading(case, *case.measure(), unit=case.unit, least=case.least)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    case.against()
    case.run()
    case.before()
    with CaptureQueriesContext(connection) as asked:
        case.run()
    statements = len(asked)  # now: the next request empties the log
    ratios, times = [], []
    for _round in range(ROUNDS):
        gc.collect()
        pairs = [(seconds(case.against), seconds(case.run, case.before)) for _turn in range(case.times)]
        floor, own = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratios.append(own / floor)
        times.append(own)
    return Reading(case, statistics.median(ratios), f"{statistics.median(times) * 1000:.1f} ms", statements)


HEAD = ("case", "against", "median", "figure", "goal", "statements", "goal", "")


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def table(title: str, readings: list[Reading]) -> str:
    rows = [HEAD, *(reading.row() for reading in readings)]
    widths = [max(width(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"\n{title}", *lines])
