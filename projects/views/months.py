"""The months of reporting: how far each one has come, who locked it and since when; locking and opening again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Min
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from projects import standing
from projects.models import ProjectMonth, ProjectProgress
from projects.reporting.month_states import month_states, owed_by_month
from zone import kept_text
from zone.lib.clock import today
from zone.lib.months import between, shift
from zone.lib.showing import listed, month_words
from zone.models import Period
from zone.models.period import month_validator
from zone.month_lock import set_month
from zone.reporting_period import period_due

SHOWN = 12  # months


def _may_look(user) -> bool:
    return user.has_perm("projects.review_progress") or (user.has_perm("zone.lock_month") and user.has_perm("projects.view_project"))


@require_safe
def month_list(request):
    user = request.user
    if not _may_look(user):
        raise PermissionDenied
    newest = period_due(on=today())
    standing.ensure_year(newest, on=today())
    first = ProjectProgress.objects.visible_to(user).aggregate(first=Min("period"))["first"] or newest
    months = between(max(shift(newest, 1 - SHOWN), min(first, newest)), newest)[::-1]
    states = month_states(ProjectProgress.objects.reviewable_by(user), ProjectMonth.objects.visible_to(user), months)
    rows = [row_of(state) for state in states]
    for row in rows:
        row["typed"] = kept_text.take(request, row["address"])
    context = {
        "title": _("Months of reporting"),
        "breadcrumb": [(_("Projects"), reverse("projects:project-list")), (_("Months of reporting"), "")],
        "rows": rows,
        "kept": any(row["typed"] for row in rows),
        "owner_mark": kept_text.owner_mark(user),
        "reviews": user.has_perm("projects.review_progress"),
        "some_not_kept": any(state.owed is None for state in states),
        "may_lock": user.has_perm("zone.lock_month"),
        "as_of": today(),
    }
    return render(request, "projects/month_list.html", context)


def row_of(state) -> dict:
    queue = reverse("projects:review-queue")
    by_state = {name: f"{queue}?{urlencode({'state': name, 'period': state.month})}" for name in ProjectProgress.State.values}
    owed = f"{reverse('projects:project-list')}?{urlencode({'not_reported': state.month})}"
    period = state.period
    return {
        "month": state.month,
        "words": month_words(state.month),
        "status": Period.Status(state.status).label,
        "is_locked": state.status == Period.Status.LOCKED,
        "changed_by": period.changed_by if period else None,
        "changed_at": period.changed_at if period else None,
        "reason": period.reason if period else "",
        "counts": [
            (_("Waiting"), state.waiting, by_state["submitted"]),
            (_("Returned"), state.returned, by_state["returned"]),
            (_("Confirmed"), state.confirmed, by_state["confirmed"]),
        ],
        "owed": (_("Not reported"), state.owed, owed),
        "waiting_address": by_state["submitted"],
        "address": reverse("projects:month-set", args=[state.month]),
    }


@require_POST
def set_state(request, month: str):
    """Lock the month, or open it again with a reason."""
    if not request.user.has_perm("zone.lock_month"):
        raise PermissionDenied
    try:
        month_validator(month)
    except ValidationError as failure:
        raise Http404 from failure
    is_lock = request.POST.get("status") == Period.Status.LOCKED
    status = Period.Status.LOCKED if is_lock else Period.Status.OPEN
    if is_lock and "confirmed" not in request.POST and (shut := _shut_out(month)):
        return _ask_again(request, month, shut)
    try:
        set_month(month=month, status=status, reason=request.POST.get("reason", "")[:200], by=request.user, request=request)
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message)
    else:
        said = _("%(month)s is locked.") if is_lock else _("%(month)s is open again.")
        messages.success(request, said % {"month": month_words(month)})
    return redirect("projects:month-list")


def _shut_out(month: str) -> list[str]:
    """What a lock leaves behind, of the whole office whoever locks: `20 waiting for review`, `7 not reported`. What was returned and not
    handed in again counts as not reported, and goes out of reach of whoever should put it right."""
    reports = ProjectProgress.objects.filter(period=month).order_by()
    by_state = dict(reports.values_list("state").annotate(Count("pk")))
    waiting, returned = (by_state.get(state, 0) for state in (ProjectProgress.State.SUBMITTED, ProjectProgress.State.RETURNED))
    standing.ensure(period_due(on=today()), on=today())
    owed = owed_by_month(ProjectMonth.objects.all(), [month]).get(month, 0)
    counts = [
        (_("%(count)d waiting for review"), waiting),
        (_("%(count)d returned and not handed in again"), returned),
        (_("%(count)d not reported, what was returned among them") if returned else _("%(count)d not reported"), owed),
    ]
    return [words % {"count": count} for words, count in counts if count]


def _ask_again(request, month: str, shut: list[str]):
    """A page on which the lock is pressed a second time, or what waits is seen to first."""
    user = request.user
    state = month_states(ProjectProgress.objects.reviewable_by(user), ProjectMonth.objects.visible_to(user), [month])[0]
    row = row_of(state)
    title = _("Lock %(month)s") % {"month": row["words"]}
    trail = [(_("Projects"), reverse("projects:project-list")), (_("Months of reporting"), reverse("projects:month-list"))]
    context = {
        "title": title,
        "breadcrumb": [*trail, (title, "")],
        "row": row,
        "shut": listed(shut),
        "reason": request.POST.get("reason", "")[:200],
        "reviews": user.has_perm("projects.review_progress"),
        "owner_mark": kept_text.owner_mark(user),
    }
    return render(request, "projects/month_lock.html", context)
