"""Putting a recorded stage right: another day for it, or taken back; with the reason, and both versions kept."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from projects.models import Project
from projects.stage_actions import correct_day, may_jump, take_back
from projects.stage_form import CorrectionForm, TakeBackForm
from projects.views.project_file import STAGES
from zone import kept_text
from zone.editing import Conflict, save_once, saved_before
from zone.views.generic import ScopedView
from zone.views.generic_edit import number_of, receipt_of


class StageCorrectionView(ScopedView):
    """A form about one recorded stage. `write` is the action."""

    model = Project
    right = "projects.view_project"
    form_class = None

    def get_object(self):
        project = super().get_object()
        if not Project.objects.editable_by(self.request.user).filter(pk=project.pk).exists():
            raise PermissionDenied
        return project

    def words(self) -> tuple[str, str]:
        """(title, what the button says)."""
        raise NotImplementedError

    def write(self, form, opened_version: int) -> str:
        """Do it; what the person reads afterwards."""
        raise NotImplementedError

    def page(self, form, *, version: int, receipt, status: int = 200, kept: bool = False):
        title, save_words = self.words()
        context = {
            "title": title,
            "breadcrumb": [(self.record.name, self.record.get_absolute_url()), (title, "")],
            "form": form,
            "groups": [("", list(form))],
            "version": version,
            "receipt": receipt,
            "owner_mark": kept_text.owner_mark(self.request.user),
            "save_words": save_words,
            "back_address": f"{self.record.get_absolute_url()}#{STAGES}",
            "kept": kept,
        }
        return render(self.request, "generic/form.html", context, status=status)

    def get(self, request, pk: int, event_pk: int):
        self.record = self.get_object()
        self.event = get_object_or_404(self.record.stage_events, pk=event_pk)
        kept = kept_text.take(request, request.path)
        form = self.form_class(event=self.event)
        if kept:
            form.initial |= {name: kept[name] for name in form.fields if name in kept}
        version = number_of(kept.get("_version")) if kept else self.record.version
        return self.page(form, version=version, receipt=uuid4(), kept=bool(kept))

    def post(self, request, pk: int, event_pk: int):
        self.record = self.get_object()
        receipt, opened_version = receipt_of(request.POST.get("_receipt")), number_of(request.POST.get("_version"))
        if address := saved_before(receipt, by=request.user):
            return redirect(address)
        self.event = get_object_or_404(self.record.stage_events, pk=event_pk)
        form = self.form_class(request.POST, event=self.event)
        if not form.is_valid():
            return self.page(form, version=opened_version, receipt=receipt, status=422)
        told = ""

        def write() -> str:
            nonlocal told
            told = self.write(form, opened_version)
            return f"{self.record.get_absolute_url()}#{STAGES}"

        try:
            address = save_once(receipt, write, by=request.user)
        except Conflict as conflict:
            return self.conflict(form, conflict, receipt)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form, version=opened_version, receipt=receipt, status=422)
        messages.success(request, told, extra_tags=STAGES)
        return redirect(address)

    def conflict(self, form, conflict: Conflict, receipt):
        """Somebody saved the project meanwhile: what stands there now, beside what was typed."""
        now = self.record.stage_events.get(pk=self.event.pk)
        told = _("Somebody saved this project meanwhile. It is now: %(stage)s; this stage is recorded for %(day)s. Look, then send again.")
        form.add_error(None, told % {"stage": conflict.theirs.get_stage_display(), "day": now.entered_on or "—"})
        return self.page(form, version=conflict.theirs.version, receipt=receipt, status=409)


class CorrectDayView(StageCorrectionView):
    form_class = CorrectionForm

    def words(self):
        return _("Correct the day: %(stage)s") % {"stage": self.event.get_stage_display()}, _("Correct the day")

    def write(self, form, opened_version):
        correct_day(event=self.event, opened_version=opened_version, by=self.request.user, **form.cleaned_data)
        return _("The day has been corrected; the history keeps both.")


class TakeBackView(StageCorrectionView):
    """Only for who may move a project back."""

    form_class = TakeBackForm

    def get_object(self):
        project = super().get_object()
        if not may_jump(self.request.user, project):
            raise PermissionDenied
        return project

    def words(self):
        return _("Take back: %(stage)s") % {"stage": self.event.get_stage_display()}, _("Take the stage back")

    def write(self, form, opened_version):
        take_back(event=self.event, opened_version=opened_version, by=self.request.user, **form.cleaned_data)
        return _("The stage has been taken back; the history keeps it.")
