"""项目档案: one project with its figures, months, stages, people, evidence and history."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects import gate
from projects.models import Project
from projects.reminding import asked_about
from projects.reporting.latest import with_figures
from projects.reporting.months import project_months
from projects.reporting.spread import spread_for
from projects.reporting.stages import early, stage_corrections, stage_spans
from projects.reporting.summary import figures_of
from projects.showing import (
    days_ago,
    gap_words,
    meter,
    month_name,
    overdue_words,
    plain,
    planned_words,
    signed,
    span_words,
    spread_words,
)
from projects.stage_actions import may_jump
from projects.views.light_panel import light_panel
from projects.views.projects import TITLES
from zone.attachments import ACCEPTED
from zone.history import changes
from zone.ledgers.origin import own_batches
from zone.lib.clock import today
from zone.lib.showing import listed, month_words, show
from zone.reporting_period import period_due
from zone.views.generic import ScopedDetailView

STAGES = "stages"  # id of the panel's headline, and the mark of the messages that are shown there


class ProjectDetailView(ScopedDetailView):
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
            (_("Categories of the catalogue"), project.catalogue_categories),
            (_("Planned start"), planned_words(project.planned_start_on, project.planned_start_precision)),
            (_("Planned finish"), planned_words(project.planned_finish_on, project.planned_finish_precision)),
            (_("Started on"), show(project.actual_start_on)),
            (_("Signed on"), show(project.signed_on)),
            (_("Registered on"), show(project.registered_on)),
            (_("Accepted on"), show(project.accepted_on)),
            (_("In production since"), show(project.production_on)),
            (_("First tax paid on"), show(project.first_tax_on)),
            (_("Source of the lead"), project.lead_source),
            (_("Contact at the investor"), project.contact_name),
            (_("First contact on"), show(project.first_contact_on)),
            (_("Kind of agreement"), project.get_agreement_kind_display()),
            (_("Agreed investment (10,000 yuan)"), show(project.agreed_investment)),
            (_("Credit code of the project company"), project.company_code),
            (_("Registered capital (10,000 yuan)"), show(project.registered_capital)),
            (_("Construction permit number"), project.construction_permit),
            (_("Output reached (10,000 yuan)"), show(project.reached_output)),
            (_("Sales reached (10,000 yuan)"), show(project.reached_sales)),
            (_("Tax reached (10,000 yuan)"), show(project.reached_tax)),
            (_("Added output at capacity (10,000 yuan)"), show(project.added_output)),
            (_("Added profit and tax at capacity (10,000 yuan)"), show(project.added_profit_tax)),
            (_("Remarks"), project.remarks),
        ]
        return [(label, text) for label, text in rows if text]

    def more_context(self):
        project, user, day = self.record, self.request.user, today()
        period = period_due(on=day)
        spread = spread_for(period)
        figures = figures_of(project, spread)
        may_edit = Project.objects.editable_by(user).filter(pk=project.pk).exists()
        months = project_months(project, period=period, spread=spread)
        lights = light_panel(project, user, period=period, on=day)
        missing = {row["period"] for row in lights["light_months"] if row["is_missing"]}
        return {
            "period": period,
            "span": span_words(period),
            "figures": figures,
            "amounts": self.amounts(figures),
            "gap_words": gap_words(figures),
            "spread_words": spread_words(figures),
            "months": [month_row(month, is_missing=month.period in missing) for month in months],
            "chart": chart_of(months),
            "chart_words": _("Planned and done since January, month by month"),
            "meter": meter(figures),
            "people": self.people(),
            "sees_mobile": user.has_perm("enterprises.reveal_contact"),
            "lateness": self.lateness(day),
            **lights,
            "moved": days_ago(project.moved_on, on=day),
            "changes": (told := changes(project)),
            "own_batches": own_batches(told, user),
            "edit_address": reverse("projects:project-update", args=[project.pk]) if may_edit else "",
            **self.stages(may_edit),
            "procedures": [(paper, planned_words(paper.done_on, paper.done_precision)) for paper in project.procedures.all()],
            "attachments": list(project.attachments.select_related("uploaded_by")),
            "accepted": ACCEPTED,
            "may_edit": may_edit,
            **asked_about(project, user),
        }

    def stages(self, may_edit: bool) -> dict:
        """How long the project was in each stage, what was put right since, what its stage lacks, and what it may enter next."""
        project, day = self.record, today()
        spans = stage_spans(project, on=day)
        following = gate.next_stages(project)
        return {
            "spans": spans,
            "corrections": stage_corrections(project),
            "early": early_words(project),
            "lacking": listed(need.label() for need in gate.missing_facts(project)),
            "gate_address": reverse("projects:stage-gate", args=[project.pk]),
            "following": following[0].label if following else "",
            "may_edit_stages": may_edit,
            "newest_stage": max((span.event.pk for span in spans), default=0) if may_jump(self.request.user, project) else 0,
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


def month_row(month, *, is_missing: bool) -> dict:
    """A row of the table; of a month that is still to come only the plan is known. `is_missing`: the month owes a report and has none, as
    its light says too."""
    report = month.report
    return {
        "month": month_words(month.period),
        "planned": show(month.planned, 0),
        "done": show(month.done, 0),
        "planned_ytd": show(month.planned_ytd, 0),
        "done_ytd": show(month.done_ytd, 0),
        "against": signed(month.done_ytd - month.planned_ytd) if None not in (month.done_ytd, month.planned_ytd) else "",
        "physical_progress": report.physical_progress if report else "",
        "problems": report.problems if report else "",
        "is_reported": report is not None,
        "returned": [show(report.invest_month, 0), show(report.invest_ytd, 0)] if month.is_returned else [],
        "address": report.get_absolute_url() if report else "",
        "state": report.get_state_display() if report else "",
        "is_missing": is_missing,
    }


def chart_of(months) -> dict | None:
    """Cumulative plan and done for the chart; the table beside it holds the same. None where neither has a figure."""
    if all(month.done_ytd is None and month.planned_ytd is None for month in months):
        return None
    return {
        "kind": "line",
        "categories": [month_name(month.period) for month in months],
        "unit": _("10,000 yuan"),
        "series": [
            {"name": _("Done since January"), "values": [plain(month.done_ytd) for month in months]},
            {"name": _("Planned since January"), "dashed": True, "values": [plain(month.planned_ytd) for month in months]},
        ],
    }


def early_words(project) -> list[tuple[str, str]]:
    """早开工、早投产、早见效 of this project, as far as it has come."""
    measured = early(project)
    rows = [
        (_("From signing to the start"), measured.days_sign_to_start),
        (_("From the start to production"), measured.days_start_to_production),
        (_("From production to the first tax"), measured.days_production_to_first_tax),
    ]
    return [(label, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for label, days in rows if days is not None]
