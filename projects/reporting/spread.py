"""How a year's plan without a monthly curve is spread over its months: by the rule of lights that judges the month that is looked at."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zone.lib.months import last_day, split
from zone.lib.statements import Statement, selecting
from zone.models import LightRule

KEPT = 64  # statements: those of as many months


@dataclass(frozen=True, slots=True)
class Spread:
    """Up to `month` (1–12) of the year. In the `resting` months nothing is expected; all others count alike."""

    month: int
    resting: frozenset[int] = frozenset()

    @classmethod
    def until(cls, month: int, rule: LightRule | None) -> "Spread":
        return cls(month, rule.resting_months if rule else frozenset())

    def at(self, month: int) -> "Spread":
        """The same year, looked at from another of its months."""
        return Spread(month, self.resting)

    @property
    def counted(self) -> int:
        return self.month - sum(each <= self.month for each in self.resting)

    @property
    def counting(self) -> int:
        return 12 - len(self.resting)

    def due(self, plan: Decimal) -> Decimal:
        """What of a year's plan was to be done by the end of the month."""
        return plan * self.counted / self.counting

    def in_month(self, plan: Decimal, month: int) -> Decimal:
        """What of a year's plan is to be done in one month."""
        return Decimal(0) if month in self.resting else plan / self.counting


def rule_for(period: str) -> LightRule | None:
    """The rule by which a month (`2016-06`) is judged: the one in force on its last day. One statement, whose words are kept."""
    return next(iter(LightRule.objects.raw(*_ruling(period))), None)


@lru_cache(maxsize=KEPT)
def _ruling(period: str) -> Statement:
    return selecting(LightRule.objects.in_force(last_day(period)).order_by())


def spread_for(period: str) -> Spread:
    """The spread by which the month is judged, and by which all is told that is looked at in it. One statement."""
    return Spread.until(split(period)[1], rule_for(period))
