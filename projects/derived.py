"""Fields of a project that follow from others: search keys and the last day of a planned span. Nobody types them."""

import calendar
from datetime import date, timedelta

from projects import naming
from projects.models import Project
from zone.models import Precision

_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}

DERIVED = (
    "name_key",
    "investor_key",
    "filing_key",
    "search_text",
    "planned_start_on",
    "planned_start_by",
    "planned_finish_on",
    "planned_finish_by",
)


def end_of_span(on: date | None, precision: str) -> date | None:
    """The last day of the span that begins on `on`: 30 June for the second quarter. None without a date; no precision means the day."""
    if on is None:
        return None
    if precision == Precision.TEN_DAY:
        return _end_of_month(on, 1) if on.day >= 21 else on + timedelta(days=9)
    if precision in _MONTHS:
        return _end_of_month(on, _MONTHS[precision])
    return on


def start_of_span(on: date | None, precision: str) -> date | None:
    """The first day of the span in which `on` lies: 1 April for a day in the second quarter."""
    if on is None:
        return None
    if precision == Precision.TEN_DAY:
        return on.replace(day=min(on.day - 1, 20) // 10 * 10 + 1)
    if precision in _MONTHS:
        length = _MONTHS[precision]
        return date(on.year, (on.month - 1) // length * length + 1, 1)
    return on


def derive(project: Project) -> None:
    """Set the derived fields of a project that is about to be saved; its planned days are moved to the first of their span."""
    project.name_key = naming.name_key(project.name)
    project.investor_key = naming.name_key(project.investor)
    project.filing_key = naming.name_key(project.filing_number)
    project.search_text = naming.search_text(
        project.name,
        investor=project.investor,
        code=project.code,
        filing_number=project.filing_number,
    )
    for side in ("start", "finish"):
        precision = getattr(project, f"planned_{side}_precision")
        on = start_of_span(getattr(project, f"planned_{side}_on"), precision)
        setattr(project, f"planned_{side}_on", on)
        setattr(project, f"planned_{side}_by", end_of_span(on, precision))


def _end_of_month(on: date, months: int) -> date:
    index = on.year * 12 + on.month - 1 + months - 1
    year, month = index // 12, index % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])
