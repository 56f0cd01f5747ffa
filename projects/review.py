"""审核: monthly reports confirmed or returned, alone or many at once, by somebody else than who filed them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from projects import standing
from projects.models import ProjectProgress
from zone.lib.clock import today
from zone.lib.showing import month_words
from zone.reporting_months import check_open
from zone.set_writes import Hand, change_rows

DECIDED = ("state", "reviewed_by_id", "reviewed_at", "review_note")


@dataclass(frozen=True, slots=True)
class Decided:
    """How many reports were decided on, and those (by name and month) that somebody changed or decided on meanwhile."""

    count: int
    overtaken: list[str]


def confirm(*, reports: Mapping[int, int], by, note: str = "") -> Decided:
    """Confirm reports, given by id and the version that was looked at. Raises PermissionDenied for one that is not his to review."""
    return _decide(reports, ProjectProgress.State.CONFIRMED, by, note)


def send_back(*, reports: Mapping[int, int], by, reason: str) -> Decided:
    """Return reports with the reason, so that they are owed again. Raises PermissionDenied, and ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"note": _("Write why it is returned, so that it can be put right.")})
    return _decide(reports, ProjectProgress.State.RETURNED, by, reason)


@transaction.atomic
def _decide(reports: Mapping[int, int], state: str, by, note: str) -> Decided:
    """A fixed number of statements, whatever the number of reports. What changed since it was looked at stays as it is."""
    found = ProjectProgress.objects.reviewable_by(by).filter(pk__in=list(reports)).select_for_update(of=("self",))
    rows = list(found.select_related("project").only("version", "state", "period", "project__name"))
    if len(rows) != len(reports):
        raise PermissionDenied
    check_open({row.period for row in rows})
    fresh = [row for row in rows if row.version == reports[row.pk] and row.state == ProjectProgress.State.SUBMITTED]
    hand = Hand.of(by)
    kept_at = connection.ops.adapt_datetimefield_value(hand.at)
    written = [(row.pk, state, by.pk, kept_at, note.strip()) for row in fresh]
    if written:
        change_rows(ProjectProgress, DECIDED, written, keys=[row.pk for row in fresh], hand=hand)
        standing.refresh({row.project_id for row in fresh}, on=today(), since=min(row.period for row in fresh), plans_stand=True)
    overtaken = [f"{row.project.name} {month_words(row.period)}" for row in rows if row not in fresh]
    return Decided(len(fresh), overtaken)
