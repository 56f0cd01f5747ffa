"""One monthly report beside the month before: figures, words, evidence, who filed and who confirmed it, all versions; its correction."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from projects.corrections import Later, correct_report, is_closed, moving, stands_by_correction
from projects.models import ProjectProgress
from projects.standing import duties
from projects.views.projects import TITLES
from projects.views.review_queue import by_words, decide, kept_context, may_review, months_before
from zone import kept_text
from zone.form_controls import HouseField
from zone.history import changes
from zone.ledgers.origin import own_batches
from zone.lib.months import shift, split
from zone.lib.showing import listed, month_words, show, show_number
from zone.models import Period
from zone.scope import get_visible_or_404
from zone.views.generic import ScopedDetailView, ScopedUpdateView

AMOUNTS = ("invest_month", "invest_ytd", "invest_since_start", "funds_in_place")
TEXTS = ("physical_progress", "problems", "next_step")


class ReportDetailView(ScopedDetailView):
    model = ProjectProgress
    right = "projects.view_project"
    refusal = ""

    def post(self, request, pk):
        """Decide on this report, by whoever reviews it; where that is refused, the page says so with the words kept."""
        may_review(request.user)
        self.get_object()
        self.refusal = decide(request)
        if not self.refusal:
            asked = QueryDict(request.GET.get("queue", "")).urlencode()  # the filters and the page of 审核 from which he came
            return redirect(f"{reverse('projects:review-queue')}{'?' if asked else ''}{asked}")
        page = self.get(request, pk=pk)
        page.status_code = 422
        return page

    def get_queryset(self):
        people = ("project__enterprise", "recorded_by", "recorded_for", "reviewed_by")
        return super().get_queryset().select_related(*people)

    def breadcrumb(self):
        project = self.record.project
        address = f"{reverse('projects:project-list')}?kind={project.kind}"
        return [(TITLES[project.kind], address), (project.name, project.get_absolute_url()), (month_words(self.record.period), "")]

    def facts(self):
        report = self.record
        is_corrected = stands_by_correction(report)
        rows = [
            (_("State"), report.get_state_display()),
            (_("Reported by"), by_words(report)),
            (_("Reviewed by"), str(report.reviewed_by or "")),
            (_("Words of the review"), report.review_note),
            (_("Reason of the correction") if is_corrected else _("Reason of the difference"), report.get_difference_reason_display()),
            (_("Note on the correction") if is_corrected else _("Note on the difference"), report.difference_note),
            (_("Light as reported"), report.get_reported_light_display()),
        ]
        return [(label, text) for label, text in rows if text]

    def more_context(self):
        report, user, typed = self.record, self.request.user, kept_text.typed(self.request)
        before = months_before([report]).get((report.project_id, _month_before(report)))
        may_correct = ProjectProgress.objects.editable_by(user).filter(pk=report.pk).exists() and is_closed(report)
        waits = ProjectProgress.objects.reviewable_by(user).waiting().filter(pk=report.pk).exists()
        return {
            "title": f"{report.project.name} · {month_words(report.period)}",
            "amounts": [self.amount(name, before) for name in AMOUNTS],
            "texts": [(ProjectProgress._meta.get_field(name).verbose_name, _text(before, name), getattr(report, name)) for name in TEXTS],
            "attachments": list(report.attachments.select_related("uploaded_by")),
            "before_words": month_words(_month_before(report)),
            "here_words": month_words(report.period),
            "changes": (told := changes(report, also=["review_note"])),
            "own_batches": own_batches(told, user),
            "correct_address": reverse("projects:progress-correct", args=[report.pk]) if may_correct else "",
            "correction": duties.correction_told(report, user),
            "noted_address": reverse("projects:progress-noted", args=[report.pk]),
            "may_review": waits or bool(self.refusal),
            "note": typed.get("note", ""),
            "refusal": self.refusal,
            **kept_context(self.request, typed),
        }

    def amount(self, name: str, before) -> tuple[str, str, str, str]:
        """(what, the month before, this month, by how much it differs)."""
        now, then = getattr(self.record, name), getattr(before, name) if before else None
        begins_anew = name == "invest_ytd" and split(self.record.period)[1] == 1
        difference = show_number(now - then, signed=True) if None not in (now, then) and not begins_anew else ""
        return ProjectProgress._meta.get_field(name).verbose_name, show(then), show(now), difference


@require_POST
def noted(request, pk: int):
    """Who was told of a correction has seen it."""
    if not request.user.has_perm(ReportDetailView.right):
        raise PermissionDenied
    duties.take_note(get_visible_or_404(ProjectProgress.objects.all(), request.user, request, pk=pk), request.user)
    return redirect("todo")


def _month_before(report) -> str:
    return shift(report.period, -1)


def _text(report, name: str) -> str:
    return getattr(report, name) if report else ""


class CorrectionForm(forms.ModelForm):
    """What stands there is put right; why is always asked."""

    bound_field_class = HouseField

    later = forms.ChoiceField(label=gettext_lazy("Later months"), choices=Later.choices, initial=Later.SHIFT, widget=forms.RadioSelect)

    class Meta:
        model = ProjectProgress
        fields = ("invest_month", "invest_ytd", "funds_in_place", *TEXTS, "difference_reason", "difference_note")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in TEXTS}
        labels = {
            "invest_month": gettext_lazy("Done in the month (10,000 yuan)"),
            "invest_ytd": gettext_lazy("Done since January (10,000 yuan)"),
            "funds_in_place": gettext_lazy("Funds in place (10,000 yuan)"),
            "difference_reason": gettext_lazy("Reason of the correction"),
            "difference_note": gettext_lazy("Note on the correction"),
        }

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if data is None:
            self.initial |= {"difference_reason": "", "difference_note": ""}
        for name in ("difference_reason", "difference_note"):
            self.fields[name].required = True
        self.fields["later"].help_text = _later_words(self.instance)

    def _post_clean(self):
        """A locked month is what a correction is for: the model's own refusal of it does not apply here."""
        self.instance.clean = lambda: None
        super()._post_clean()


def _later_words(report: ProjectProgress) -> str:
    """Which later months move with the correction, and which of them are locked; empty where none does."""
    months = list(moving(report).values_list("period", flat=True))
    locked = set(Period.objects.locked().filter(month__in=months).values_list("month", flat=True))
    if not months:
        return ""
    told = {"months": listed(map(month_words, months)), "locked": listed(map(month_words, sorted(locked)))}
    if locked:
        return _("Later months that move: %(months)s; locked among them: %(locked)s.") % told
    return _("Later months that move: %(months)s.") % told


class CorrectionView(ScopedUpdateView):
    model = ProjectProgress
    right = "projects.correct_progress"
    form_class = CorrectionForm
    save_words = gettext_lazy("Save the correction")
    groups = (
        (gettext_lazy("Figures"), ("invest_month", "invest_ytd", "later", "funds_in_place")),
        (gettext_lazy("Words"), TEXTS),
        (gettext_lazy("Why"), ("difference_reason", "difference_note")),
    )

    def get_object(self):
        report = super().get_object()
        if not is_closed(report):
            raise PermissionDenied
        return report

    def get_title(self):
        return _("Correct the report of %(month)s: %(name)s") % {"month": month_words(self.record.period), "name": self.record.project.name}

    def breadcrumb(self):
        return [
            (self.record.project.name, self.record.project.get_absolute_url()),
            (month_words(self.record.period), self.record.get_absolute_url()),
            (_("Correction"), ""),
        ]

    def save(self, form, *, opened_version):
        fields = [name for name in form.changed_data if name != "later"]
        later = form.cleaned_data["later"]
        correct_report(report=form.instance, fields=fields, opened_version=opened_version, later=later, by=self.request.user)
