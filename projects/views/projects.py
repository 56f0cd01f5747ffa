"""The list of projects, whole and as the part of another page, and the line of sums above it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.filters import ProjectFilters
from projects.models import Project
from projects.reporting.latest import with_figures
from projects.reporting.summary import figures_of, summary
from projects.showing import days_ago, signed, summary_words
from zone.lib.clock import today
from zone.lib.months import split
from zone.views.generic import Column, ScopedListView

AT_ONCE = 5_000  # beyond so many projects their sums are fetched after the page, not before it

TITLES = {
    Project.Kind.TECH_UPGRADE: gettext_lazy("Technical upgrades"),
    Project.Kind.INVESTMENT: gettext_lazy("Investment projects"),
}


class ProjectListView(ScopedListView):
    model = Project
    right = "projects.view_project"
    filterset_class = ProjectFilters
    empty_words = gettext_lazy("No project has been recorded yet. Import a plan, or add the first one.")
    unit_line = gettext_lazy("Unit: 10,000 yuan")
    columns = (
        Column("name", gettext_lazy("Project"), sort="name"),
        Column("party", gettext_lazy("Enterprise or investor")),
        Column("stage", gettext_lazy("Stage"), sort="stage"),
        Column("district", gettext_lazy("District")),
        Column("department", gettext_lazy("Responsible department")),
        Column("officer", gettext_lazy("Responsible person")),
        Column("plan", gettext_lazy("Planned for the year"), sort="plan", number=True, places=0),
        Column("done", gettext_lazy("Done since January"), number=True, places=0),
        Column("completion", gettext_lazy("Completion rate"), sort="completion", number=True, places=1),
        Column("gap", gettext_lazy("Against schedule (points)"), number=True, places=1),
        Column("moved", gettext_lazy("Last movement"), sort="moved"),
    )

    @property
    def title(self) -> str:
        return str(TITLES.get(self.request.GET.get("kind"), _("Projects")))

    @property
    def export_right(self) -> str:
        """Every row of the list must be of a kind that the person may export, so that the file and the list agree."""
        kind = self.request.GET.get("kind")
        rights = [f"projects.export_{each}" for each in ([kind] if kind in Project.Kind.values else Project.Kind.values)]
        return next((right for right in rights if not self.request.user.has_perm(right)), rights[0])

    def rows(self, ids):
        month = split(self.filterset.as_of)[1]
        found = with_figures(Project.objects.filter(pk__in=ids), self.filterset.as_of).select_related(
            "enterprise", "district", "department", "officer"
        )
        by_id = {project.pk: self.row(project, month) for project in found.defer("search_text", "content", "remarks")}
        return [by_id[pk] for pk in ids]

    def row(self, project, month: int) -> dict:
        figures = figures_of(project, month)
        is_known = project.done is not None
        return {
            "pk": project.pk,
            "address": project.get_absolute_url(),
            "code": project.code,
            "name": project.name,
            "party": project.enterprise.name if project.enterprise else project.investor,
            "stage": project.get_stage_display(),
            "district": project.district.short_name,
            "department": str(project.department or project.department_name),
            "officer": project.officer.name if project.officer else project.officer_name,
            "plan": project.year_plan,
            "done": project.done,
            "completion": figures.completion if is_known else None,
            "gap": figures.gap if is_known else None,
            "moved": project.moved_on,
        }

    def texts(self, row, columns):
        texts = super().texts(row, columns)
        texts["gap"] = signed(row["gap"])
        texts["moved"] = days_ago(row["moved"], on=today())
        texts["moved_on"] = row["moved"].isoformat()
        return texts

    def frame(self):
        frame = super().frame()
        kind = self.request.GET.get("kind", "")
        if kind:
            frame["kept_parameters"].append(("kind", kind))
        frame["kinds"] = [
            (self.address(kind=code or None, page=None), words, code == kind)
            for code, words in [("", _("all")), *((code, TITLES[code]) for code in Project.Kind)]
        ]
        frame["create_addresses"] = [
            (reverse("projects:project-create", args=[code]), words)
            for code, words in TITLES.items()
            if self.request.user.has_perm(f"projects.manage_{code}") and kind in ("", code)
        ]
        return frame

    def more_context(self, page):
        if self.filterset.problems:
            return {}
        if page.total > AT_ONCE:
            return {"sums_address": f"{reverse('projects:project-sums')}?{self.request.GET.urlencode()}"}
        return {"sums": self.sums()}

    def sums(self) -> str:
        return summary_words(summary(self.filterset.rows(), period=self.filterset.as_of), self.filterset.as_of)


class ProjectRowsView(ProjectListView):
    """The table alone, as a part of an enterprise's page; its links lead into the whole list."""

    is_part = True
    page_size = 100

    def address(self, **changes):
        return reverse("projects:project-list") + super().address(**changes)


class ProjectSumsView(ProjectListView):
    """The line of sums alone, for a list too long to add up before it is shown."""

    def get(self, request, **kwargs):
        self.filterset = self.filterset_class(request.GET, self.get_queryset(), request=request)
        return HttpResponse(self.sums())
