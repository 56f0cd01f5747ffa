"""更正: a report that was confirmed, or whose month is locked, is put right with a reason; both versions stay in its history."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import standing
from projects.models import ProjectProgress
from zone.editing import save_edit
from zone.lib.clock import today
from zone.models import Period
from zone.set_writes import Hand, change_rows

FIGURES = ("invest_month", "invest_ytd", "invest_since_start")


class Later(models.TextChoices):
    """What a corrected sum since January means for the months reported after it."""

    SHIFT = "shift", gettext_lazy("the sums of later months move by the same amount")
    STAY = "stay", gettext_lazy("the sums of later months stay; the next reported month takes the difference")


def is_closed(report: ProjectProgress) -> bool:
    """Whether the report can only be corrected any more, not reported anew."""
    is_locked = Period.objects.locked().filter(month=report.period).exists()
    return is_locked or report.state == ProjectProgress.State.CONFIRMED


@transaction.atomic
def correct_report(*, report: ProjectProgress, fields, opened_version: int, later: str, by) -> None:
    """Write the corrected fields of a report, its reason among them, and carry the difference on. Raises PermissionDenied,
    ValidationError without a reason or with figures that do not add up, zone.editing.Conflict.

    The months go on adding up: the report's own month takes the difference of its sum since January.
    """
    before = ProjectProgress.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=report.pk).first()
    if before is None or not is_closed(before):
        raise PermissionDenied
    if not report.difference_reason or not report.difference_note.strip():
        raise ValidationError({"difference_note": _("A correction needs its reason from the list, and a note.")})
    difference = _make_consistent(report, before)
    changed = {*fields, *(name for name in FIGURES if getattr(report, name) != getattr(before, name))}
    save_edit(report, changed | {"difference_reason", "difference_note"}, opened_version=opened_version, by=by)
    if difference:
        _carry_on(report, difference, later, by)
    standing.refresh([report.project_id], on=today(), since=report.period)


def _make_consistent(report: ProjectProgress, before: ProjectProgress) -> Decimal:
    """Let the month and the two sums tell the same; returns by how much they changed."""
    by_month, by_sum = (_change(getattr(report, name), getattr(before, name)) for name in ("invest_month", "invest_ytd"))
    if by_month and by_sum and by_month != by_sum:
        told = _("The month changes by %(month)s, the sum since January by %(sum)s: correct one of them, the other follows.")
        raise ValidationError({"invest_ytd": told % {"month": f"{by_month:f}", "sum": f"{by_sum:f}"}})
    difference = by_month or by_sum
    for name in FIGURES:
        if difference and getattr(before, name) is not None:
            setattr(report, name, getattr(before, name) + difference)
    return difference


def _change(now: Decimal | None, before: Decimal | None) -> Decimal:
    return (now or Decimal(0)) - (before or Decimal(0))


def _carry_on(report: ProjectProgress, difference: Decimal, later: str, by) -> None:
    after = ProjectProgress.objects.filter(project=report.project_id, period__gt=report.period).order_by("period")
    rows = list(after.select_for_update().values_list("pk", "period", *FIGURES))
    own_year = [row for row in rows if row[1][:4] == report.period[:4]]
    if later == Later.STAY:
        following = next((row for row in own_year if row[2] is not None), None)
        changed = [(following[0], following[2] - difference, *following[3:])] if following else []
    else:
        changed = [
            (pk, month, _moved(ytd, difference if period[:4] == report.period[:4] else Decimal(0)), _moved(total, difference))
            for pk, period, month, ytd, total in rows
        ]
    if changed:
        change_rows(ProjectProgress, FIGURES, changed, keys=[row[0] for row in changed], hand=Hand.of(by))


def _moved(amount: Decimal | None, difference: Decimal) -> Decimal | None:
    return None if amount is None else amount + difference
