"""审核: the reports that wait for this person, each beside the month before; confirmed or returned one by one or many at once."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.models import ProjectProgress
from projects.review import confirm, send_back
from projects.review_filters import ReviewFilters
from projects.showing import days_ago
from zone import kept_text
from zone.lib.clock import today
from zone.lib.months import shift
from zone.lib.showing import listed, month_words
from zone.models import Period
from zone.views.generic import Column, ScopedListView
from zone.views.generic_edit import number_of


class ReviewQueueView(ScopedListView):
    model = ProjectProgress
    right = "projects.review_progress"
    refusal = ""
    filterset_class = ReviewFilters
    title = gettext_lazy("Review of monthly reports")
    empty_words = gettext_lazy("No report waits for you. What is handed in for your departments or your kind of project appears here.")
    columns = (
        Column("project", gettext_lazy("Project"), sort="project"),
        Column("month", gettext_lazy("Month"), sort="month", short=True),
        Column("by", gettext_lazy("Reported by"), short=True),
        Column("waiting", gettext_lazy("Where it stands"), sort="waiting", short=True),
        Column("before", gettext_lazy("Sum of the month before (10,000 yuan)"), number=True),
        Column("invested", gettext_lazy("Done in the month (10,000 yuan)"), number=True),
        Column("total", gettext_lazy("Done since January (10,000 yuan)"), number=True),
        Column("words", gettext_lazy("Visual progress, problems"), wide=True),
    )

    def get_queryset(self):
        """Without another state asked for: what waits."""
        reports = ProjectProgress.objects.reviewable_by(self.request.user)
        return reports if self.request.GET.get("state") else reports.waiting()

    def rows(self, ids):
        people = ("project__enterprise", "recorded_by", "recorded_for", "reviewed_by")
        found = ProjectProgress.objects.filter(pk__in=ids).select_related(*people).prefetch_related("attachments")
        by_id = {report.pk: report for report in found}
        before = months_before(by_id.values())
        self.ticked = set(self.typed.getlist("report"))
        months = {report.period for report in by_id.values()}
        self.locked = set(Period.objects.locked().filter(month__in=months).values_list("month", flat=True))
        asked = self.request.GET.urlencode()
        self.way_back = f"?{urlencode({'queue': asked})}" if asked else ""
        return [self.row(by_id[pk], before.get((by_id[pk].project_id, shift(by_id[pk].period, -1)))) for pk in ids]

    def row(self, report, before) -> dict:
        project = report.project
        return {
            "pk": report.pk,
            "report": report,
            "before_report": before,
            "address": f"{report.get_absolute_url()}{self.way_back}",
            "project": project.name,
            "party": project.enterprise.name if project.enterprise else project.investor,
            "month": month_words(report.period),
            "by": by_words(report),
            "waiting": waiting_words(report) if report.period not in self.locked else _("The month is locked"),
            "before": before.invest_ytd if before and before.period[:4] == report.period[:4] else None,  # a sum begins anew in January
            "invested": report.invest_month,
            "total": report.invest_ytd,
            "words": report.physical_progress,
            "is_waiting": report.state == ProjectProgress.State.SUBMITTED and report.period not in self.locked,
            "is_ticked": f"{report.pk}:{report.version}" in self.ticked,
        }

    def frame(self):
        months = (reverse("projects:month-list"), _("Months of reporting"), "calendar")
        return {**super().frame(), "list_actions": [months]}

    def more_context(self, page):
        return {"note": self.typed.get("note", ""), "refusal": self.refusal, **kept_context(self.request, self.typed)}

    def get(self, request, **kwargs):
        self.typed = kept_text.typed(request)
        return super().get(request, **kwargs)

    def post(self, request):
        """Decide on what was ticked, and show the same page again: with the ticks and the words where it was refused."""
        self.refusal = decide(request)
        if not self.refusal:
            return HttpResponseRedirect(request.get_full_path())
        page = self.get(request)
        page.status_code = 422
        return page


def kept_context(request, typed) -> dict:
    """What a form of the review needs to keep `typed` when the session ends, and to say that it was kept."""
    return {"kept": bool(typed) and request.method != "POST", "owner_mark": kept_text.owner_mark(request.user)}


def months_before(reports) -> dict[tuple[int, str], ProjectProgress]:
    """The report of the month before each of these, where one stands, by project and month. One statement."""
    reports = list(reports)
    months = {shift(report.period, -1) for report in reports}
    found = ProjectProgress.objects.standing().filter(project__in={report.project_id for report in reports}, period__in=months)
    return {(row.project_id, row.period): row for row in found}


def by_words(report) -> str:
    """Who reported: 王某, or 王某代李某 where it was recorded for somebody else."""
    if report.recorded_by is None:
        return ""
    if report.recorded_for and report.recorded_for != report.recorded_by:
        return _("%(by)s for %(whom)s") % {"by": report.recorded_by, "whom": report.recorded_for}
    return str(report.recorded_by)


def waiting_words(report) -> str:
    """Since when it waits; for one that was decided, by whom."""
    if report.state != ProjectProgress.State.SUBMITTED:
        return f"{report.get_state_display()} {report.reviewed_by or ''}".strip()
    if report.reported_at is None:
        return _("not known since when")
    return _("since %(ago)s") % {"ago": days_ago(timezone.localdate(report.reported_at), on=today())}


def may_review(user) -> None:
    """Raises PermissionDenied for whoever reviews nothing."""
    if not user.has_perm("projects.review_progress"):
        raise PermissionDenied


def decide(request) -> str:
    """Confirm or return what was ticked: `report` is id:version, `decision` confirm or return, `note` the words.

    Answers with the sentence by which it was refused, empty where it was done."""
    may_review(request.user)
    decision = request.POST.get("decision")
    if decision not in ("confirm", "return"):
        raise BadRequest("no decision")
    reports = dict(_looked_at(text) for text in request.POST.getlist("report"))
    note = request.POST.get("note", "")[:200]
    if not reports:
        return _("Tick the reports first.")
    try:
        if decision == "confirm":
            decided = confirm(reports=reports, by=request.user, note=note)
            said = ngettext("%(count)d report confirmed.", "%(count)d reports confirmed.", decided.count)
        else:
            decided = send_back(reports=reports, by=request.user, reason=note)
            said = ngettext("%(count)d report returned.", "%(count)d reports returned.", decided.count)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    told = ""
    if decided.overtaken:
        told = _("Changed or decided on meanwhile, please look again: %(names)s") % {"names": listed(decided.overtaken)}
    if not decided.count:
        return told
    messages.success(request, said % {"count": decided.count})
    if told:
        messages.warning(request, told)
    return ""


def _looked_at(text: str) -> tuple[int, int]:
    pk, _colon, version = text.partition(":")
    return number_of(pk), number_of(version)
