"""进入下一环节: all that a step lacks at once, each fact ready to fill in, each paper ready to attach; one write for all of it."""

import copy
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from projects import gate
from projects.actions import add_evidence, update_project
from projects.models import Project, Stage
from projects.reminding import URGES, bureau, may_remind
from projects.reporting.stages import days_in_stage
from projects.stage_actions import may_jump, record_stage
from projects.stage_form import CHOSEN, UPLOAD, GateForm
from projects.stage_words import definition
from projects.views.project_file import STAGES
from projects.views.projects import TITLES
from zone import audit, kept_text
from zone.attachments import digest_of
from zone.editing import Conflict, save_once, saved_before
from zone.lib.clock import today
from zone.lib.showing import listed
from zone.models import Event, User
from zone.views.generic import ScopedView
from zone.views.generic_conflict import conflict_context
from zone.views.generic_edit import number_of, receipt_of

LEFT = "_left"  # marks words about the step that wait in the session, since only the step itself can hold them
STEP_WORDS = ("entered_on", "ends_on", "approved_by", "note")


class GatePage(ScopedView):
    """What both addresses of the gate show."""

    model = Project
    right = "projects.view_project"

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise", "district", "department", "officer")

    def stage_asked(self, text: str | None) -> str:
        """The stage that was asked for, else the next one; empty where none follows."""
        stages = gate.stages_of(self.record.kind)
        if text in stages and text != self.record.stage:
            return text
        following = gate.next_stages(self.record)
        return following[0].value if following else ""

    def make_form(self, stage: str, data=None, files=None, *, instance=None, **kwargs) -> GateForm:
        project = instance or self.record
        return GateForm(data, files, instance=project, stage=stage, may_jump=may_jump(self.request.user, project), **kwargs)

    def page(self, form: GateForm | None, stage: str, *, version: int, receipt, status: int = 200, **more):
        project, user = self.record, self.request.user
        may_edit = Project.objects.editable_by(user).filter(pk=project.pk).exists()
        is_turn = stage in gate.next_stages(project)
        since = days_in_stage(project.stage_since, on=today())
        may_step = may_edit and bool(stage) and (is_turn or may_jump(user, project))
        may_ask = may_remind(project, user)
        context = {
            "title": _("Enter the next stage: %(name)s") % {"name": project.name},
            "object": project,
            "breadcrumb": [
                (TITLES[project.kind], f"{reverse('projects:project-list')}?kind={project.kind}"),
                (project.name, project.get_absolute_url()),
                (_("Enter the next stage"), ""),
            ],
            "form": form,
            "papers": form.papers() if form else [],
            "lacking_fields": form.facts(lacking=True) if form else [],
            "known_fields": form.facts(lacking=False) if form else [],
            "stage": Stage(stage) if stage else None,
            "definition": definition(stage, project.kind) if stage else "",
            "since": since,
            "is_turn": is_turn,
            "may_step": may_step,
            "choices": self.choices(stage, may_ask=may_ask),
            "lacking": [need.label() for need in form.lacking] if form else [],
            "lacking_words": listed(need.label() for need in form.lacking) if form else "",
            "asked": [] if may_step else self.people_to_ask(is_turn=is_turn),
            "address": reverse("projects:project-stage", args=[project.pk]),
            "remind_address": f"{reverse('projects:project-remind', args=[project.pk])}?stage={stage}" if may_ask else "",
            "remind_words": _("Urge") if user.has_perm(URGES) else _("Ask the bureau"),
            "version": version,
            "receipt": receipt,
            "owner_mark": kept_text.owner_mark(user),
            **more,
        }
        return render(self.request, "projects/stage_gate.html", context, status=status)

    def choices(self, stage: str, *, may_ask: bool) -> list[dict]:
        """Every stage of this kind of project with what it means and asks for. Those that the person may choose have an address, and
        those for which he may ask: there he reads who may take the step."""
        project = self.record
        following, jumps = gate.next_stages(project), may_jump(self.request.user, project)
        address = reverse("projects:stage-gate", args=[project.pk])
        rows = []
        for each in gate.stages_of(project.kind):
            asked = [need.label() for need in gate.TABLE if need.since == each and project.kind in need.kinds]
            is_open = each != project.stage and (each in following or jumps)
            rows.append(
                {
                    "label": each.label,
                    "definition": definition(each, project.kind),
                    "asked": listed(asked),
                    "address": f"{address}?stage={each.value}" if is_open or (may_ask and each != project.stage) else "",
                    "is_present": each == project.stage,
                    "is_chosen": each == stage,
                    "is_jump": is_open and each not in following,
                    "is_asked_for": may_ask and not is_open,
                }
            )
        return rows

    def people_to_ask(self, *, is_turn: bool) -> list[User]:
        """Who may take the step where the reader may not: the officer of the project, unless it is out of turn, and
        the bureau in charge."""
        project = self.record
        officer = [project.officer] if is_turn and project.officer_id and project.officer != self.request.user else []
        return list(dict.fromkeys([*officer, *bureau(project)]))


class GateView(GatePage):
    """The gate as it opens; whoever sees the project sees what it lacks."""

    http_method_names = ["get"]

    def get(self, request, pk: int):
        self.record = project = self.get_object()
        kept = kept_text.take(request, reverse("projects:project-stage", args=[pk]))
        stage = self.stage_asked((kept or request.GET).get("stage"))
        if not stage:
            return self.page(None, "", version=project.version, receipt="")
        if kept is None:
            return self.page(self.make_form(stage), stage, version=project.version, receipt=uuid4())
        left = LEFT in kept
        form = self.make_form(stage)
        form.initial |= {name: kept[name] for name in form.fields if name in kept}
        version = project.version if left else number_of(kept.get("_version"))
        return self.page(form, stage, version=version, receipt=uuid4(), kept=not left)


class StageView(GatePage):
    """The gate as it is sent: the step, or only what has been filled in. What cannot be taken answers with the page itself (422; 409 where
    somebody saved the project meanwhile); everything typed is in it, and the files are kept with the project."""

    http_method_names = ["get", "post"]

    def get_object(self):
        project = super().get_object()
        if not Project.objects.editable_by(self.request.user).filter(pk=project.pk).exists():
            raise PermissionDenied
        return project

    def get(self, request, pk: int):
        """Where somebody comes back to after signing in again."""
        self.get_object()
        return redirect("projects:stage-gate", pk)

    def post(self, request, pk: int):
        self.record = self.get_object()
        receipt, opened_version = receipt_of(request.POST.get("_receipt")), number_of(request.POST.get("_version"))
        if address := saved_before(receipt, by=request.user):
            return redirect(address)
        stage = self.stage_asked(request.POST.get("stage"))
        if not stage or stage != request.POST.get("stage"):
            return self.refuse_stage(opened_version, receipt)
        data, kept = self.keep_papers(stage)
        if self.record.version != opened_version:
            return self.conflict(data, stage, opened_version, receipt, kept)
        form = self.make_form(stage, data)
        try:
            address = self.save(form, stage, opened_version, receipt)
        except Conflict:
            return self.conflict(data, stage, opened_version, receipt, kept)
        except ValidationError as refusal:
            form.say(refusal)
            address = ""
        if address:
            return redirect(address)
        self.record = self.get_object()
        return self.page(form, stage, version=opened_version, receipt=receipt, status=422, kept_papers=listed(kept))

    def save(self, form: GateForm, stage: str, opened_version: int, receipt) -> str:
        """The address that opens next; empty where the form is not to be taken, and says why."""
        only_facts = "_only_save" in self.request.POST
        is_sound = form.is_valid() and not self.unfit
        for name, errors in self.unfit.items():
            form.add_error(name, errors)
        if only_facts:
            if is_sound:
                form.say_wrong_days()
            return "" if form.errors else self.save_facts(form, stage, opened_version, receipt)
        if not is_sound:
            form.say_missing()
            return ""
        given = form.cleaned_data
        if not given["entered_on"]:
            form.add_error("entered_on", _("Needed for this stage."))
            form.say_missing()
            return ""
        papers = {name: self.record.attachments.get(pk=pk) for name, pk in form.chosen_papers().items()}
        facts = {name: getattr(form.instance, name) for name in form.changed_facts}

        def write() -> str:
            record_stage(
                project=self.record,
                stage=stage,
                entered_on=given["entered_on"],
                note=given["note"],
                ends_on=given.get("ends_on"),
                approved_by=given.get("approved_by", ""),
                facts=facts,
                papers=papers,
                opened_version=opened_version,
                by=self.request.user,
            )
            return f"{self.record.get_absolute_url()}#{STAGES}"

        address = save_once(receipt, write, by=self.request.user)
        told = _("“%(name)s” is now: %(stage)s") % {"name": self.record.name, "stage": Stage(stage).label}
        messages.success(self.request, told, extra_tags=STAGES)
        return address

    def save_facts(self, form: GateForm, stage: str, opened_version: int, receipt) -> str:
        """Write the facts, leave the words about the step in the session, and open the gate again."""
        address = f"{reverse('projects:stage-gate', args=[self.record.pk])}?stage={stage}"
        changed = form.changed_facts

        def write() -> str:
            update_project(project=form.instance, fields=changed, opened_version=opened_version, by=self.request.user)
            return address

        save_once(receipt, write, by=self.request.user)
        words = {name: self.request.POST.get(name, "") for name in (*STEP_WORDS, *(CHOSEN + need.name for need in form.needs))}
        kept_text.leave(self.request, {"stage": stage, LEFT: "1", **{name: text for name, text in words.items() if text}})
        labels = listed(form.fields[name].label for name in changed)
        told = _("Saved: %(fields)s. The project stays in its stage.")
        if not changed:
            told = _("No fact has changed. The project stays in its stage.")
        messages.success(self.request, told % {"fields": labels})
        return address

    def keep_papers(self, stage: str):
        """(what was sent, with each file that is fine chosen as handed in; the names of those files). A file is kept whether or not the
        gate opens: nobody shall look for it twice."""
        data, kept = self.request.POST.copy(), []
        form = self.make_form(stage, self.request.POST, self.request.FILES, instance=copy.copy(self.record))
        form.full_clean()
        self.unfit = {name: errors for name, errors in form.errors.items() if name.startswith(UPLOAD)}
        for need in form.needs:
            upload = form.cleaned_data.get(UPLOAD + need.name) if need.place == gate.PAPER else None
            if not upload:
                continue
            twin = self.record.attachments.filter(sha256=digest_of(upload)).first()
            attachment = twin or add_evidence(project=self.record, upload=upload, by=self.request.user)
            if twin is None:
                detail = {"attachment": attachment.pk}
                audit.record(Event.Kind.HANDED_IN, by=self.request.user, request=self.request, subject=attachment.name, detail=detail)
            data[CHOSEN + need.name] = str(attachment.pk)
            kept.append(attachment.name)
        return data, kept

    def refuse_stage(self, opened_version: int, receipt):
        """A stage that the project has entered meanwhile, or that its kind does not have."""
        stage, form = self.stage_asked(None), None
        if stage:
            data = self.request.POST.copy()
            data["stage"] = stage
            form = self.make_form(stage, data)
            form.full_clean()
            told = _("The project cannot enter that stage; it is now: %(stage)s. What you typed is still here.")
            form.add_error(None, told % {"stage": self.record.get_stage_display()})
        status = 422 if self.record.version == opened_version else 409
        return self.page(form, stage, version=self.record.version, receipt=receipt, status=status)

    def conflict(self, data, stage: str, opened_version: int, receipt, kept: list[str]):
        """Both values of every fact that differs, and the stage itself where it is another one now."""
        self.record = theirs = self.get_object()
        if theirs.stage == stage:
            return self.refuse_stage(opened_version, receipt)

        def make(posted, instance):
            return self.make_form(stage, posted, instance=instance)

        merged, told = conflict_context(data, theirs, opened_version, make)
        opened = theirs.history.filter(version=opened_version).order_by("-history_id").first()
        if opened and opened.stage != theirs.stage:
            row = (_("Stage"), opened.get_stage_display(), theirs.get_stage_display(), Stage(stage).label, True)
            told["comparison"].insert(0, row)
        form = self.make_form(stage, merged)
        return self.page(form, stage, version=theirs.version, receipt=receipt, status=409, kept_papers=listed(kept), **told)
