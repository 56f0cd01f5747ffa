"""Making and changing a project by a form."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import create_project, update_project
from projects.forms import GROUPS, NewProjectForm, ProjectForm
from projects.models import Project
from projects.views.projects import TITLES
from zone.views.generic import ScopedCreateView, ScopedUpdateView


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
