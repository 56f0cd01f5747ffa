"""What some projects were to invest and did invest in a year, up to a month. All money in 10,000 yuan (万元), all rates in percent."""

from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from projects.reporting.spread import Spread

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as people round; the one rounding of a column."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over `count` projects up to a month of the year, that of the `spread`.

    `plan`: planned for the year. `even_plan`: the part of it without a monthly curve. `curve_due`: what the curves of the others plan up to
    the month. `done`: invested since January, each project's latest report.

    `done_in_month` counts a project only where its month is known: stated as such, in January, or where the month before was reported
    too. `unplaced` projects have a report for the month of which nobody knows how much belongs to earlier months; since January they
    come to `unplaced_done`. `done_month_before`: the month before, by the same rule, of `known_month_before` projects.
    """

    spread: Spread
    count: int = 0
    plan: Decimal = ZERO
    even_plan: Decimal = ZERO
    curve_due: Decimal = ZERO
    done: Decimal = ZERO
    done_in_month: Decimal = ZERO
    unplaced: int = 0
    unplaced_done: Decimal = ZERO
    done_month_before: Decimal = ZERO
    known_month_before: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        names = [field.name for field in fields(self)][1:]
        return Figures(self.spread, *(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def month(self) -> int:
        return self.spread.month

    @property
    def due(self) -> Decimal:
        """What was to be invested by the end of the month: the curves, and equal parts where there is none."""
        return self.curve_due + self.spread.due(self.even_plan)

    @property
    def completion(self) -> Decimal | None:
        """Share of the year's plan that is done, one decimal; None without a plan."""
        return rounded(self.done * 100 / self.plan, 1) if self.plan else None

    @property
    def schedule(self) -> Decimal | None:
        """Share of the year's plan that was due (时序进度), one decimal; None without a plan."""
        return rounded(self.due * 100 / self.plan, 1) if self.plan else None

    @property
    def even_schedule(self) -> Decimal:
        """What the schedule would be if every plan were spread evenly over the months that count, one decimal."""
        return rounded(self.spread.due(HUNDRED), 1)

    @property
    def gap(self) -> Decimal | None:
        """Percentage points ahead of the schedule (behind it where negative), as the two printed rates differ."""
        return self.completion - self.schedule if self.plan else None

    @property
    def months_left(self) -> int:
        return 12 - self.month

    @property
    def pace(self) -> Decimal:
        """What each month since January has brought, on the average."""
        return self.done / self.month

    @property
    def catch_up(self) -> Decimal | None:
        """What each remaining month must bring to reach the year's plan; None in December, 0 where it is reached."""
        if not self.months_left:
            return None
        return max(self.plan - self.done, ZERO) / self.months_left
