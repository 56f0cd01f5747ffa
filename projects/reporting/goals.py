"""The year's goals of the committee against what the projects have reached. Money in 10,000 yuan."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from projects.reporting.figures import Figures, rounded


@dataclass(frozen=True, slots=True)
class Goal:
    """A count or an amount to be reached in the year; `value` None: nobody has set it."""

    value: Decimal | None
    reached: Decimal

    @property
    def missing(self) -> Decimal | None:
        """What is still missing; 0 where the goal is reached."""
        return None if self.value is None else max(self.value - self.reached, Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        return rounded(self.reached * 100 / self.value, 1) if self.value else None


@dataclass(frozen=True, slots=True)
class TechUpgradeGoals:
    """How many projects stand in the year's plan, and what they plan to invest, against the goals of the year."""

    projects: Goal
    investment: Goal


def tech_upgrade_goals(figures: Figures, goals: Mapping[str, Decimal]) -> TechUpgradeGoals:
    """`figures` are those of the technical upgrades with a plan for the year; `goals` the settings below `goal.` of that year."""
    return TechUpgradeGoals(
        projects=Goal(goals.get("tech_upgrade_projects"), Decimal(figures.count)),
        investment=Goal(goals.get("tech_upgrade_investment"), figures.plan),
    )
