"""Making and changing a project by a form."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions import create_project, update_project
from projects.forms import NewProjectForm, ProjectForm
from projects.models import Project
from projects.views.projects import TITLES
from zone.views.generic import ScopedCreateView, ScopedUpdateView

GROUPS = (
    (gettext_lazy("Project"), ("name", "code", "enterprise", "investor", "source_region", "district", "stage", "entered_on")),
    (gettext_lazy("Content and numbers"), ("content", "industry_code", "filing_number", "remarks")),
    (
        gettext_lazy("Investment"),
        (
            "total_investment",
            "total_is_approximate",
            "equipment_investment",
            "plan_year",
            "annual_plan",
            "added_output",
            "added_profit_tax",
            "reached_output",
            "reached_sales",
            "reached_tax",
        ),
    ),
    (
        gettext_lazy("Investor and agreement"),
        (
            "lead_source",
            "contact_name",
            "first_contact_on",
            "agreement_kind",
            "agreed_investment",
            "signed_on",
            "company_code",
            "registered_capital",
            "registered_on",
        ),
    ),
    (
        gettext_lazy("Planned and actual days"),
        (
            "planned_start_on",
            "planned_start_precision",
            "planned_finish_on",
            "planned_finish_precision",
            "actual_start_on",
            "construction_permit",
            "accepted_on",
            "production_on",
            "first_tax_on",
        ),
    ),
    (gettext_lazy("In charge"), ("leader", "department", "officer")),
)


class ProjectUpdateView(ScopedUpdateView):
    model = Project
    right = "projects.view_project"
    form_class = ProjectForm
    form_takes_user = True
    groups = GROUPS

    def breadcrumb(self):
        project = self.record
        return [
            (TITLES[project.kind], f"{reverse('projects:project-list')}?kind={project.kind}"),
            (project.name, project.get_absolute_url()),
            (_("Edit"), ""),
        ]

    def save(self, form, *, opened_version):
        update_project(project=form.instance, fields=form.changed_data, opened_version=opened_version, by=self.request.user)


class ProjectCreateView(ScopedCreateView):
    """`kind` comes with the address: each bureau makes projects of its own kind."""

    model = Project
    right = "projects.view_project"
    form_class = NewProjectForm
    form_takes_user = True
    groups = GROUPS

    def dispatch(self, request, *args, **kwargs):
        if kwargs["kind"] not in Project.Kind.values:
            raise Http404
        if not request.user.has_perm(f"projects.manage_{kwargs['kind']}"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def initial_instance(self):
        return Project(kind=self.kwargs["kind"])

    def get_title(self):
        return _("New: %(kind)s") % {"kind": TITLES[self.kwargs["kind"]]}

    def back_address(self):
        return f"{reverse('projects:project-list')}?kind={self.kwargs['kind']}"

    def breadcrumb(self):
        return [(TITLES[self.kwargs["kind"]], self.back_address()), (self.get_title(), "")]

    def save(self, form):
        return create_project(project=form.instance, by=self.request.user, entered_on=form.cleaned_data["entered_on"])
