"""The one clock of the house.

Business dates (what is due, what is late, which month is being reported) come from `today()`, in the zone's own time. The demo office fixes
it with `ZONE_TODAY=2016-07-05`. The audit trail never asks here: it records real time with `django.utils.timezone.now()`.
"""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
VARIABLE = "ZONE_TODAY"


def fixed_day() -> date | None:
    """The day that the environment fixes, or None where the clock runs. Raises ValueError for a text that is no ISO date."""
    text = os.environ.get(VARIABLE, "").strip()
    return date.fromisoformat(text) if text else None


def today() -> date:
    """The business day in the zone."""
    return fixed_day() or datetime.now(ZONE).date()
