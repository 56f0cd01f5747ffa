"""A project of the demo office as one short line says it, and the rows that follow from the line."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.demo.chance import LAST_DAY, moment
from projects.models import Stage
from zone.models import Precision

SPAN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(?:([上中下])|(\d{2})))?))?")


@dataclass(frozen=True)
class Draft:
    """Money in 10,000 yuan. `path`: stages with the day each was entered. `officer`: department and place among its officers.

    `start`, `finish`: `2016`, `2016-H1`, `2016-Q2`, `2016-05`, `2016-05-上`, `2016-05-18`. `ytd`: invested from January to `last`, the
    last month that was reported; `prior`: before this year. `curve`: whether the monthly plan is even, low in winter, or not said
    (`none`). `added`: output, and profit with tax, at capacity. `talk`: what June's report says of a project that has no figures yet.
    """

    name: str
    path: str
    officer: tuple[str, int]
    trade: str = ""
    content: str = ""
    total: int | None = None
    equipment: int | None = None
    plan: int | None = None
    start: str = ""
    finish: str = ""
    ytd: int = 0
    prior: int = 0
    first: str = "2016-01"
    last: str = "2016-06"
    curve: str = "even"
    investor: str = ""
    region: str = ""
    district: str = ""
    is_filed: bool = False
    is_approximate: bool = False
    note: str = ""
    remarks: str = ""
    added: tuple[int, int] | None = None
    talk: str = ""

    @property
    def steps(self) -> list[tuple[Stage, date]]:
        steps = [step.split(":") for step in self.path.split()]
        return [(Stage(stage), date.fromisoformat(day)) for stage, day in steps]

    @property
    def stage(self) -> Stage:
        return self.steps[-1][0]

    def entered(self, stage: Stage) -> date | None:
        return next((day for entered, day in self.steps if entered == stage), None)


def span(text: str) -> tuple[date | None, str]:
    """The first day and the precision of a planned day; (None, "") for an empty text. Raises ValueError for another form."""
    if not text:
        return None, ""
    found = SPAN.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, quarter, half, month, third, day = found.groups()
    if quarter:
        return date(int(year), int(quarter) * 3 - 2, 1), Precision.QUARTER
    if half:
        return date(int(year), 1 if half == "1" else 7, 1), Precision.HALF
    if third:
        return date(int(year), int(month), {"上": 1, "中": 11, "下": 21}[third]), Precision.TEN_DAY
    if day:
        return date(int(year), int(month), int(day)), Precision.DAY
    if month:
        return date(int(year), int(month), 1), Precision.MONTH
    return date(int(year), 1, 1), Precision.YEAR


def recorded_at(entered: date) -> datetime:
    """Stages are recorded two days after they were entered, within office hours; nothing after the demo's last day."""
    return moment(min(entered + timedelta(days=2), LAST_DAY), 9 + entered.day % 8, entered.day)
