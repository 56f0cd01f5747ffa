"""What a reader of the overview has chosen: a month that is over, and the kind of project."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from projects.models import Project
from projects.standing import LOOK_BACK
from zone.lib.months import between, shift
from zone.lib.showing import month_words
from zone.reporting_period import period_due


@dataclass(frozen=True, slots=True)
class Choice:
    """`latest`: the newest whole month; `problems`: what was wrong with the address."""

    period: str
    kind: str
    latest: str
    problems: list[str] = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, parameters, *, on: date) -> "Choice":
        latest = period_due(on=on)
        period, kind = parameters.get("period") or latest, parameters.get("kind") or Project.Kind.TECH_UPGRADE
        unknown = [name for name in parameters if name not in ("period", "kind")]
        problems = [_("“%(name)s” is not a filter of this page.") % {"name": name[:30]} for name in unknown]
        if period not in between(shift(latest, -LOOK_BACK), latest):
            problems.append(_("“%(text)s” is not a month that can be looked at; the newest one is shown.") % {"text": period[:20]})
            period = latest
        if kind not in Project.Kind.values:
            problems.append(_("“%(text)s” is not a kind of project; technical upgrades are shown.") % {"text": kind[:20]})
            kind = Project.Kind.TECH_UPGRADE.value
        return cls(period, str(kind), latest, problems)

    @property
    def is_latest(self) -> bool:
        return self.period == self.latest

    @property
    def year(self) -> int:
        return int(self.period[:4])

    @property
    def words(self) -> str:
        return month_words(self.period)

    @property
    def periods(self) -> list[tuple[str, str, bool]]:
        """(month, words, chosen), newest first."""
        months = between(shift(self.latest, -LOOK_BACK), self.latest)[::-1]
        return [(month, month_words(month), month == self.period) for month in months]

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """(address, words, chosen)."""
        return [(f"?{urlencode({'period': self.period, 'kind': code})}", words, code == self.kind) for code, words in Project.Kind.choices]
