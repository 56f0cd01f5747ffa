"""How long a project was in each stage."""

from dataclasses import dataclass
from datetime import date

from projects.models import StageEvent
from zone.lib.clock import ZONE


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage from its first day to that of the next one; `left_on` None: still in it. `days` None where a day is not known."""

    event: StageEvent
    entered_on: date | None
    left_on: date | None
    days: int | None


def stage_spans(project, *, on: date) -> list[StageSpan]:
    """The project's stages, newest first. One statement."""
    events = sorted(
        project.stage_events.select_related("recorded_by"),
        key=lambda event: (event.entered_on or event.recorded_at.astimezone(ZONE).date(), event.pk),
    )
    spans = []
    for place, event in enumerate(events):
        following = events[place + 1] if place + 1 < len(events) else None
        left_on = following.entered_on if following else None
        until = left_on if following else on
        days = (until - event.entered_on).days if event.entered_on and until else None
        spans.append(StageSpan(event, event.entered_on, left_on, days))
    return spans[::-1]
