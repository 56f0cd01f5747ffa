"""项目档案: one project with its figures, months, stages, people, evidence and history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions import may_jump, next_stages, record_stage
from projects.forms import StageForm
from projects.models import Project, Stage
from projects.reminding import asked_about
from projects.reporting.latest import with_figures
from projects.reporting.months import project_months
from projects.reporting.stages import stage_spans
from projects.reporting.summary import figures_of
from projects.showing import days_ago, gap_words, meter, month_name, overdue_words, plain, planned_words, signed, span_words
from projects.views.projects import TITLES
from zone import kept_text
from zone.attachments import ACCEPTED
from zone.editing import Conflict
from zone.history import changes
from zone.ledgers.origin import own_batches
from zone.lib.clock import today
from zone.lib.months import split
from zone.lib.showing import show
from zone.reporting_period import period_due
from zone.views.generic import ScopedDetailView
from zone.views.generic_edit import number_of

STAGES = "stages"  # id of the panel's headline, and the mark of the messages that are shown there


OVERTAKEN = gettext_lazy(
    "Somebody saved this project while you were writing; it is now: %(stage)s. Your text is still here; look again, then send it."
)


class ProjectDetailView(ScopedDetailView):
    """`sent`: the stage form as it came in, where it could not be taken."""

    sent: StageForm | None = None
    model = Project
    right = "projects.view_project"

    def get_queryset(self):
        people = ("enterprise", "district", "department", "leader", "officer")
        return with_figures(super().get_queryset(), period_due(on=today()), compares=False).select_related(*people)

    def breadcrumb(self):
        project = self.record
        address = f"{reverse('projects:project-list')}?kind={project.kind}"
        return [(_("Projects"), reverse("projects:project-list")), (TITLES[project.kind], address), (project.name, "")]

    def facts(self):
        project = self.record
        rows = [
            (_("Content and scale"), project.content),
            (_("Industry code"), project.industry_code),
            (_("Filing number"), project.filing_number),
            (_("Source region"), project.get_source_region_display()),
            (_("Planned start"), planned_words(project.planned_start_on, project.planned_start_precision)),
            (_("Planned finish"), planned_words(project.planned_finish_on, project.planned_finish_precision)),
            (_("Started on"), show(project.actual_start_on)),
            (_("Signed on"), show(project.signed_on)),
            (_("Registered on"), show(project.registered_on)),
            (_("Added output at capacity (10,000 yuan)"), show(project.added_output)),
            (_("Added profit and tax at capacity (10,000 yuan)"), show(project.added_profit_tax)),
            (_("Remarks"), project.remarks),
        ]
        return [(label, text) for label, text in rows if text]

    def more_context(self):
        project, user, day = self.record, self.request.user, today()
        period = period_due(on=day)
        figures = figures_of(project, split(period)[1])
        may_edit = Project.objects.editable_by(user).filter(pk=project.pk).exists()
        months = project_months(project, period=period)
        return {
            "period": period,
            "span": span_words(period),
            "figures": figures,
            "amounts": self.amounts(figures),
            "gap_words": gap_words(figures),
            "months": [month_row(month, is_due=month.period <= period) for month in months],
            "chart": chart_of(months),
            "chart_words": _("Planned and done since January, month by month"),
            "meter": meter(figures),
            "people": self.people(),
            "sees_mobile": user.has_perm("enterprises.reveal_contact"),
            "spans": stage_spans(project, on=day),
            "lateness": self.lateness(day),
            "moved": days_ago(project.moved_on, on=day),
            "changes": (told := changes(project)),
            "own_batches": own_batches(told, user),
            "edit_address": reverse("projects:project-update", args=[project.pk]) if may_edit else "",
            **(self.stage_step() if may_edit else {}),
            "attachments": list(project.attachments.select_related("uploaded_by")),
            "accepted": ACCEPTED,
            "may_edit": may_edit,
            **asked_about(project, user),
        }

    def stage_step(self) -> dict:
        """The form for another stage: empty, as it was sent, or with the text that was kept when the session ended."""
        project, user = self.record, self.request.user
        address = reverse("projects:project-stage", args=[project.pk])
        kept = None if self.sent else kept_text.take(self.request, address)
        form = self.sent or stage_form(project, user)
        if kept:
            form.initial |= {name: kept.get(name, "") for name in form.fields}
        return {
            "stage_form": form,
            "stage_address": address,
            "stage_is_open": bool(self.sent or kept),
            "stage_version": kept.get("_version", "") if kept else str(project.version),
            "owner_mark": kept_text.owner_mark(user),
        }

    def amounts(self, figures) -> list[tuple[str, str]]:
        """What was planned and done (10,000 yuan), as texts."""
        project = self.record
        about = _("about %(amount)s") if project.total_is_approximate else "%(amount)s"
        total = about % {"amount": show(project.total_investment)} if project.total_investment is not None else ""
        return [
            (_("Total planned investment"), total),
            (_("Of which equipment"), show(project.equipment_investment)),
            (_("Planned for %(year)s") % {"year": period_due(on=today())[:4]}, show(project.year_plan)),
            (_("%(span)s done") % {"span": span_words(period_due(on=today()))}, show(project.done)),
        ]

    def people(self) -> list[tuple[str, str, object]]:
        """(duty, name as written where the person is not known, the person)."""
        project = self.record
        return [
            (_("Leader in charge"), project.leader_name, project.leader),
            (_("Responsible department"), str(project.department or project.department_name), None),
            (_("Responsible person"), project.officer_name, project.officer),
        ]

    def lateness(self, day) -> list[str]:
        """What is late today, in words."""
        project, said = self.record, []
        one = Project.objects.filter(pk=project.pk)
        if one.late_to_start(on=day).exists():
            said.append(_("Late to start: %(words)s") % {"words": overdue_words(project.planned_start_by, on=day)})
        if one.late_to_finish(on=day).exists():
            said.append(_("Late to finish: %(words)s") % {"words": overdue_words(project.planned_finish_by, on=day)})
        return said


def month_row(month, *, is_due: bool) -> dict:
    """A row of the table; of a month that is still to come only the plan is known."""
    report = month.report
    return {
        "period": month.period,
        "planned": show(month.planned, 0),
        "done": show(month.done, 0),
        "planned_ytd": show(month.planned_ytd, 0),
        "done_ytd": show(month.done_ytd, 0),
        "against": signed(month.done_ytd - month.planned_ytd) if None not in (month.done_ytd, month.planned_ytd) else "",
        "physical_progress": report.physical_progress if report else "",
        "problems": report.problems if report else "",
        "is_reported": report is not None,
        "is_due": is_due,
    }


def chart_of(months) -> dict:
    """Cumulative plan and done for the chart; the table beside it holds the same."""
    return {
        "kind": "line",
        "categories": [month_name(month.period) for month in months],
        "unit": _("10,000 yuan"),
        "series": [
            {"name": _("Done since January"), "values": [plain(month.done_ytd) for month in months]},
            {"name": _("Planned since January"), "dashed": True, "values": [plain(month.planned_ytd) for month in months]},
        ],
    }


def stage_form(project, user, data=None) -> StageForm:
    """The stages to which this person may move the project: all that follow, or any other one. The next one is chosen beforehand; where
    none follows, nothing is."""
    following = next_stages(project)
    possible = [stage for stage in Stage if stage != project.stage] if may_jump(user, project) else following
    choices = [(stage.value, stage.label) for stage in possible]
    if not following:
        choices.insert(0, ("", _("choose a stage")))
    return StageForm(data, stages=choices, initial={"entered_on": today(), "stage": following[0] if following else ""})


class StageView(ProjectDetailView):
    """The project has entered another stage: then its page opens again, at the stages, and says so. What cannot be taken answers with the
    page itself (422; 409 where somebody saved the project meanwhile): the form holds what was typed, and says what is wrong."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        project = self.get_object()
        if not Project.objects.editable_by(request.user).filter(pk=pk).exists():
            raise PermissionDenied
        opened_version = number_of(request.POST.get("_version"))
        self.sent = form = stage_form(project, request.user, request.POST)
        status = 422
        # Whether somebody was faster is asked first: the stages that may follow are then others, and that is no fault of who typed.
        if project.version != opened_version:
            form.add_error(None, OVERTAKEN % {"stage": project.get_stage_display()})
            status = 409
        elif form.is_valid():
            try:
                record_stage(project=project, by=request.user, opened_version=opened_version, **form.cleaned_data)
            except Conflict as conflict:
                form.add_error(None, OVERTAKEN % {"stage": conflict.theirs.get_stage_display()})
                status = 409
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                stage = Stage(form.cleaned_data["stage"]).label
                messages.success(request, _("“%(name)s” is now: %(stage)s") % {"name": project.name, "stage": stage}, extra_tags=STAGES)
                return redirect(f"{project.get_absolute_url()}#{STAGES}")
        answer = self.get(request)
        answer.status_code = status
        return answer
