"""How long a project was in each stage, and how early it started, produced and paid tax."""

from dataclasses import dataclass
from datetime import date, datetime

from projects.models import StageEvent
from zone.lib.clock import ZONE


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage from its first day to that of the next one; `left_on` None: still in it, and today counts. `days` None where a day is not
    known."""

    event: StageEvent
    entered_on: date | None
    left_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Early:
    """The three days of 三早: from the contract to the start, to production, to the first tax. None where a day is not known."""

    days_sign_to_start: int | None
    days_start_to_production: int | None
    days_production_to_first_tax: int | None


def days_in_stage(since: date | None, *, on: date) -> int | None:
    """Calendar days since the stage was entered, the day of entering and today counted."""
    return None if since is None else (on - since).days + 1


def stage_spans(project, *, on: date) -> list[StageSpan]:
    """The project's stages, newest first. Two statements: the stages and their evidence."""
    events = sorted(
        project.stage_events.select_related("recorded_by").prefetch_related("attachments"),
        key=lambda event: (event.entered_on or event.recorded_at.astimezone(ZONE).date(), event.pk),
    )
    spans = []
    for place, event in enumerate(events):
        following = events[place + 1] if place + 1 < len(events) else None
        left_on = following.entered_on if following else None
        if following is None:
            days = days_in_stage(event.entered_on, on=on)
        else:
            days = (left_on - event.entered_on).days if event.entered_on and left_on else None
        spans.append(StageSpan(event, event.entered_on, left_on, days))
    return spans[::-1]


@dataclass(frozen=True, slots=True)
class Correction:
    """A recorded stage that was put right: another day (`now` says which), or taken back (`now` None)."""

    stage: str
    was: date | None
    now: date | None
    is_taken_back: bool
    reason: str
    who: str
    at: datetime


def stage_corrections(project) -> list[Correction]:
    """What was put right among the stages, newest first. One statement."""
    rows = StageEvent.history.filter(project_id=project.pk).select_related("history_user").order_by("history_date", "history_id")
    seen: dict[int, object] = {}
    found = []
    for row in rows:
        before, seen[row.id] = seen.get(row.id), row
        is_gone = row.history_type == "-"
        if is_gone or (before is not None and before.entered_on != row.entered_on):
            who = row.history_user.name if row.history_user else ""
            was = (before or row).entered_on
            now = None if is_gone else row.entered_on
            found.append(Correction(row.get_stage_display(), was, now, is_gone, row.history_change_reason or "", who, row.history_date))
    return found[::-1]


def early(project) -> Early:
    """The measures of one project."""
    return Early(
        _between(project.signed_on, project.actual_start_on),
        _between(project.actual_start_on, project.production_on),
        _between(project.production_on, project.first_tax_on),
    )


def _between(first: date | None, second: date | None) -> int | None:
    return (second - first).days if first and second else None
