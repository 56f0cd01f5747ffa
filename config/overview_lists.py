"""Where a count of the overview leads: the list of projects that holds exactly what was counted."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from config.overview_choice import Choice
from projects.filters import NONE
from projects.models import Light, Project

DUE_DAYS = 7  # what is due within so many days is told ahead


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows and the address of the list that holds exactly these."""

    value: int
    address: str


@dataclass(frozen=True)
class Lists:
    """Addresses of lists that hold what the page counts of projects of one kind."""

    choice: Choice
    still_days: int | None
    kind: str

    def of(self, kind: str) -> "Lists":
        return replace(self, kind=kind)

    def address(self, *, alive: str = "yes", **filters) -> str:
        """The list of this kind within the `filters`."""
        start = self._starts.get(alive) or self._starts.setdefault(alive, self._start(alive))
        return f"{start}&{urlencode(filters, doseq=True)}" if filters else start

    def of_line(self, dimension: str, key: int | str) -> str:
        """The list behind one line of a board; its key is an id or a code, which need no quoting."""
        return f"{self.address()}&{dimension}={key}"

    def finding(self, code: str, **filters) -> str:
        """`code`: an exception, a light, `unjudged` for projects without one, which way the light changed, or `unplaced` for those of
        which nobody knows what was done in the month."""
        return self.address(**filters) + self.narrowed[code]

    @property
    def tells_still(self) -> bool:
        """Whether the boards count who stands still: known as of today only, where the office has said after how many days."""
        return self.choice.is_latest and bool(self.still_days)

    @cached_property
    def narrowed(self) -> dict[str, str]:
        """What is put behind an address so that the list holds one finding of it: a thousand of a board differ in this alone."""
        special = {
            "late_start": {"late": "start", "sort": "start"},
            "late_finish": {"late": "finish", "sort": "finish"},
            "not_reported": {"not_reported": self.choice.period},
            "still": {"still": self.still_days, "sort": "moved"},
            "due": {"due": DUE_DAYS},
            "worse": {"changed": "worse"},
            "better": {"changed": "better"},
            "unjudged": {"light": NONE},
            "unplaced": {"unplaced": "yes"},
            **{light: {"light": light} for light in Light.values},
        }
        return {code: f"&{urlencode(filters)}" for code, filters in special.items() if None not in filters.values()}

    @cached_property
    def _starts(self) -> dict[str, str]:
        return {}

    def _start(self, alive: str) -> str:
        parameters = {"kind": self.kind, "alive": alive}
        if self.kind == Project.Kind.TECH_UPGRADE:
            parameters["plan_year"] = self.choice.year
        if not self.choice.is_latest:
            parameters["period"] = self.choice.period
        return f"{reverse('projects:project-list')}?{urlencode(parameters)}"
