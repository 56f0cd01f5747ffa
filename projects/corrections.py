"""更正: a report that was confirmed, or whose month is locked, is put right with a reason; both versions stay in its history."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import standing
from projects.models import ProjectProgress
from projects.report_reading import beyond_total
from zone.editing import save_edit
from zone.lib.clock import today
from zone.lib.showing import colon, month_words, show, show_number
from zone.reporting_months import is_locked_month
from zone.set_writes import Hand, change_rows

State = ProjectProgress.State
FIGURES = ("invest_month", "invest_ytd", "invest_since_start")
REVIEWED = ("state", "reviewed_by", "reviewed_at", "review_note")
WHY = {"difference_reason", "difference_note"}


class Later(models.TextChoices):
    """What a corrected sum since January means for the months reported after it."""

    SHIFT = "shift", gettext_lazy("the sums of later months move by the same amount")
    STAY = "stay", gettext_lazy("the sums of later months stay; the next reported month takes the difference")


def is_closed(report: ProjectProgress) -> bool:
    """Whether the report can only be corrected any more, not reported anew."""
    return report.state == State.CONFIRMED or is_locked_month(report.period)


def stands_by_correction(report: ProjectProgress) -> bool:
    """Whether its reason and note are those of a correction: the version that first bore them was written with a reason."""
    if not report.difference_reason:
        return False
    same = report.history.filter(difference_reason=report.difference_reason, difference_note=report.difference_note)
    first = same.order_by("history_date", "history_id").first()
    return bool(first and first.history_change_reason)


def moving(report: ProjectProgress) -> models.QuerySet[ProjectProgress]:
    """The later reports whose sums move with a correction of this one: those of its year, and what was invested since the start."""
    own_year = models.Q(period__startswith=report.period[:4], invest_ytd__isnull=False)
    after = ProjectProgress.objects.filter(project=report.project_id, period__gt=report.period)
    return after.filter(own_year | models.Q(invest_since_start__isnull=False)).order_by("period")


@transaction.atomic
def correct_report(*, report: ProjectProgress, fields, opened_version: int, later: str, by) -> None:
    """Write the corrected fields of a report, its reason among them, and carry the difference on. Raises PermissionDenied,
    ValidationError without a reason, where nothing changes or with figures that do not add up or cannot be, zone.editing.Conflict.

    The months go on adding up: the report's own month takes the difference of its sum since January. A sum may fall below that of the
    month before, since a correction says why. A returned report, which its locked month keeps from being handed in again, stands by its
    correction. Who recorded the report and who is responsible for the project are told in 我的待办, unless they correct it themselves.
    """
    before = ProjectProgress.objects.editable_by(by).select_for_update(of=("self",)).filter(pk=report.pk).first()
    if before is None or not is_closed(before):
        raise PermissionDenied
    if not report.difference_reason or not report.difference_note.strip():
        raise ValidationError({"difference_note": _("A correction needs its reason from the list, and a note.")})
    typed = "invest_ytd" if report.invest_month == before.invest_month else "invest_month"
    difference = _make_consistent(report, before)
    carried = _carried_on(report, difference, later) if difference else []
    _check(report, before, [] if later == Later.STAY else carried, difference, typed)
    reason = f"{report.get_difference_reason_display()}{colon()}{report.difference_note}"
    _make_stand(report, by)
    changed = {name for name in {*fields, *FIGURES, *REVIEWED} - WHY if getattr(report, name) != getattr(before, name)}
    if not changed and opened_version == before.version:  # what somebody else saved meanwhile is told as that
        raise ValidationError(_("Nothing was changed, so nothing was saved."))
    save_edit(report, changed | WHY, opened_version=opened_version, by=by, reason=reason)
    if carried:
        rows = [(row.pk, *(getattr(row, name) for name in FIGURES)) for row in carried]
        told = _("With the correction of %(month)s: %(reason)s") % {"month": month_words(report.period), "reason": reason}
        change_rows(ProjectProgress, FIGURES, rows, keys=[row.pk for row in carried], hand=Hand.of(by, reason=told))
    standing.refresh([report.project_id], on=today(), since=report.period, plans_stand=True)
    concerned = {report.recorded_by_id, report.project.officer_id} - {None, by.pk}
    standing.duties.tell_correction(report, concerned, by=by, on=today())


def _make_consistent(report: ProjectProgress, before: ProjectProgress) -> Decimal:
    """Let the month and the two sums tell the same; returns by how much they changed. One that was empty only says what was not known, and
    from a month that is emptied beside its sum nothing follows."""
    by_month, by_sum = (_change(getattr(report, name), getattr(before, name)) for name in ("invest_month", "invest_ytd"))
    if by_month and by_sum and by_month != by_sum:
        told = _("The month changes by %(month)s, the sum since January by %(sum)s: correct one of them, the other follows.")
        raise ValidationError({"invest_ytd": told % {"month": show_number(by_month, signed=True), "sum": show_number(by_sum, signed=True)}})
    difference = by_month or by_sum
    for name in FIGURES:
        if difference and None not in (getattr(report, name), getattr(before, name)):
            setattr(report, name, getattr(before, name) + difference)
    return difference


def _change(now: Decimal | None, before: Decimal | None) -> Decimal:
    return Decimal(0) if None in (now, before) else now - before


def _make_stand(report: ProjectProgress, by) -> None:
    """A returned report is confirmed by whoever corrects it; one that he filed himself waits for somebody else's eyes."""
    if report.state == State.RETURNED:
        is_own = by.pk in (report.recorded_by_id, report.recorded_for_id)
        report.state, report.review_note = (State.SUBMITTED if is_own else State.CONFIRMED), ""
        report.reviewed_by, report.reviewed_at = (None, None) if is_own else (by, timezone.now())


def _carried_on(report: ProjectProgress, difference: Decimal, later: str) -> list[ProjectProgress]:
    """The later reports that change, as they will stand; nothing is written yet."""
    after = moving(report).select_for_update()
    if later == Later.STAY:
        following = after.filter(period__startswith=report.period[:4], invest_ytd__isnull=False).first()
        if following is None or following.invest_month is None:  # after a gap: what was done in its months is told by the sums alone
            return []
        following.invest_month -= difference
        return [following]
    rows = list(after)
    for row in rows:
        if row.invest_ytd is not None and row.period[:4] == report.period[:4]:
            row.invest_ytd += difference
        if row.invest_since_start is not None:
            row.invest_since_start += difference
    return rows


def _taken_away(report: ProjectProgress, before: ProjectProgress) -> dict[str, str]:
    """What a report said of the money may be put right, not taken away: the pages would tell two different things of the month."""
    if report.invest_ytd is not None:
        return {}
    if before.invest_ytd is not None:
        told = _(
            "The sum since January cannot be emptied: type the corrected sum, 0 where nothing was invested. "
            "To correct the month alone leave the sum as it stands: it follows."
        )
        return {"invest_ytd": told}
    if report.invest_month is None and before.invest_month is not None:
        told = _(
            "The amount of the month cannot be emptied while there is no sum since January: type the corrected amount, "
            "0 where nothing was invested."
        )
        return {"invest_month": told}
    return {}


def _check(report: ProjectProgress, before: ProjectProgress, moved: list[ProjectProgress], difference: Decimal, typed: str) -> None:
    """Refuse what cannot be, said at the field that was typed; of the later months whose sums moved the first that cannot be is named."""
    problems = _taken_away(report, before)
    if report.funds_in_place != before.funds_in_place and (report.funds_in_place or 0) < 0:
        problems["funds_in_place"] = _("This amount cannot be negative.")
    if difference or report.invest_ytd not in (None, before.invest_ytd):
        told = _impossible(report, report, difference)
        later = ((row.period, _impossible(row, report, difference)) for row in moved)
        told = told or next((f"{month_words(period)}{colon()}{words}" for period, words in later if words), "")
        if told:
            problems[typed] = told
    if problems:
        raise ValidationError(problems)


def _impossible(row: ProjectProgress, corrected: ProjectProgress, difference: Decimal) -> str:
    """Why these sums cannot be; empty where they can. A sum that falls may still lie above the total: it comes nearer to it."""
    if row.invest_ytd is not None and row.invest_ytd < 0:
        return _("The sum since January would be negative (%(sum)s).") % {"sum": show(row.invest_ytd)}
    if row.invest_since_start is not None and row.invest_since_start < 0:
        return _("What was invested since the start would be negative (%(sum)s).") % {"sum": show(row.invest_since_start)}
    if difference < 0 or corrected.project.total_is_approximate:
        return ""
    return beyond_total(corrected.project, row.invest_since_start, row.invest_ytd)
