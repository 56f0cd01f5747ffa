"""The list of projects, whole and as the part of another page, and the line of sums above it."""

from django.db.models import F
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.filters import ProjectFilters
from projects.models import Project, Stage
from projects.reminding import URGES
from projects.reporting.board import in_month
from projects.reporting.figures import Figures
from projects.reporting.spread import Spread, spread_for
from projects.reporting.summary import figures_of, summary
from projects.showing import days_ago, signed, summary_words
from projects.views.light_markup import light_cell
from zone.ledgers.views.office_list import OfficeTableMixin
from zone.lib.clock import today
from zone.views.generic import Column, ScopedListView
from zone.views.row_markup import missing

TITLES = {
    Project.Kind.TECH_UPGRADE: gettext_lazy("Technical upgrades"),
    Project.Kind.INVESTMENT: gettext_lazy("Investment projects"),
}


# What a row shows, read as plain values: instances with their relations would cost as much as all the rest of the page.
CELLS = (
    "pk",
    "name",
    "code",
    "stage",
    "moved_on",
    "investor",
    "department_name",
    "officer_name",
    "enterprise__name",
    "district__short_name",
    "department__name",
    "department__short_name",
    "officer__name",
    "year_plan",
    "is_curved",
    "curve_due",
    "done",
    "light",
    "reason",
)
OF_MONTH = ("year_plan", "is_curved", "curve_due", "done", "light", "reason")


def row_of(project, spread: Spread, stages: dict[str, str], address: str) -> dict:
    """The cells of a project with those of its month; `address` is that of project 0."""
    figures = figures_of(project, spread)
    is_known = project.done is not None
    return {
        "pk": project.pk,
        "address": address.replace("0", str(project.pk)),
        "code": project.code,
        "name": project.name,
        "party": project.enterprise__name or project.investor,
        "stage": stages[project.stage],
        "district": project.district__short_name,
        "department": project.department__short_name or project.department__name or project.department_name,
        "officer": project.officer__name or project.officer_name,
        "plan": project.year_plan,
        "done": project.done,
        "figures": figures,
        "completion": figures.completion if is_known else None,
        "gap": figures.gap if is_known else None,
        "light": project.light or "",
        "reason": project.reason or "",
        "may_be_urged": project.stage != Stage.TERMINATED,
        "moved": project.moved_on,
    }


class ProjectListView(OfficeTableMixin, ScopedListView):
    model = Project
    right = "projects.view_project"
    filterset_class = ProjectFilters
    is_plain = True
    empty_words = gettext_lazy("No project has been recorded yet. Import a plan, or add the first one.")
    columns = (
        Column("name", gettext_lazy("Project"), sort="name"),
        Column("party", gettext_lazy("Enterprise or investor")),
        Column("stage", gettext_lazy("Stage"), sort="stage", short=True),
        Column("district", gettext_lazy("District"), short=True),
        Column("department", gettext_lazy("Responsible department")),
        Column("officer", gettext_lazy("Responsible person"), short=True),
        Column("plan", gettext_lazy("Planned for the year (10,000 yuan)"), sort="plan", number=True, places=0),
        Column("done", gettext_lazy("Done since January (10,000 yuan)"), number=True, places=0),
        Column("completion", gettext_lazy("Completion rate (%)"), sort="completion", number=True, places=1),
        Column("gap", gettext_lazy("Against schedule (points)"), number=True, places=1),
        Column("light", gettext_lazy("Light"), short=True),
        Column("moved", gettext_lazy("Last movement"), sort="moved", short=True),
    )

    @property
    def title(self) -> str:
        return str(TITLES.get(self.request.GET.get("kind"), _("Projects")))

    @property
    def sheet_kind(self) -> str:
        """Each kind of project has a table of its own; a list of both has none."""
        kind = self.request.GET.get("kind")
        return kind.replace("_", "-") if kind in Project.Kind.values else ""

    @cached_property
    def spread(self) -> Spread:
        return spread_for(self.filterset.as_of)

    def office_month(self) -> str:
        return self.filterset.as_of

    @property
    def export_right(self) -> str:
        """Every row of the list must be of a kind that the person may export, so that the file and the list agree."""
        kind = self.request.GET.get("kind")
        rights = [f"projects.export_{each}" for each in ([kind] if kind in Project.Kind.values else Project.Kind.values)]
        return next((right for right in rights if not self.request.user.has_perm(right)), rights[0])

    def rows(self, ids):
        projects = Project.objects.filter(pk__in=ids).order_by()
        of_month = {name: F(f"month__{name}") for name in OF_MONTH}
        found = in_month(projects, self.filterset.as_of).annotate(**of_month).values_list(*CELLS, named=True)
        stages = {str(value): str(word) for value, word in Stage.choices}
        address = reverse("projects:project-detail", args=[0])
        by_id = {project.pk: row_of(project, self.spread, stages, address) for project in found}
        return [by_id[pk] for pk in ids]

    def texts(self, row, columns):
        texts = super().texts(row, columns)
        texts["gap"] = signed(row["gap"])
        light = self.light(row["light"], row["reason"], row["may_be_urged"])
        texts["light"] = SafeString(light.replace("/0/", f"/{row['pk']}/"))
        texts["moved"] = days_ago(row["moved"], on=today())
        if row["plan"] is None:
            texts["plan"] = self.no_plan
        if row["done"] is None:
            texts["done"] = self.no_plan if row["plan"] is None else self.not_reported
        for key in ("completion", "gap"):
            if row[key] is None:
                texts[key] = self.no_plan if row["plan"] is None else self.no_rate
        return texts

    def light(self, light: str, reason: str, may_be_urged: bool) -> str:
        """The light of project 0 with what can be done about it; made once for all rows that have the same."""
        kind = light, reason, may_be_urged
        if kind not in self.lights:
            cell = light_cell(light, reason=reason, address=reverse("projects:project-detail", args=[0]))
            self.lights[kind] = cell + self.urge_link if may_be_urged else cell
        return self.lights[kind]

    @cached_property
    def lights(self) -> dict[tuple, str]:
        return {}

    @cached_property
    def urge_link(self) -> str:
        """催办 of project 0, beside the light that calls for it; empty for whoever may not urge."""
        if self.is_part or not self.request.user.has_perm(URGES):
            return ""
        address = reverse("projects:project-remind", args=[0])
        return f" {render_to_string('supervision/_remind.html', {'address': address})}"

    @cached_property
    def no_plan(self):
        return missing(_("No plan for this year"))

    @cached_property
    def not_reported(self):
        return missing(_("Nothing has been reported this year"), _("not reported"))

    @cached_property
    def no_rate(self):
        return missing(_("Nothing has been reported this year"))

    def frame(self):
        frame = super().frame()
        kind = self.request.GET.get("kind", "")
        if kind:
            frame["kept_parameters"].append(("kind", kind))
        frame["kinds"] = [
            (self.address(kind=code or None, page=None), words, code == kind)
            for code, words in [("", _("all")), *((code, TITLES[code]) for code in Project.Kind)]
        ]
        frame["export_hints"] = [
            (self.address(kind=code, page=None), words)
            for code, words in TITLES.items()
            if not (kind or frame["exports"]) and self.request.user.has_perm(f"projects.export_{code}")
        ]
        frame["create_addresses"] = [
            (reverse("projects:project-create", args=[code]), words)
            for code, words in TITLES.items()
            if self.request.user.has_perm(f"projects.manage_{code}") and kind in ("", code)
        ]
        return frame

    def context(self, page):
        """The line of sums is that of the rows where they are all there, else it comes after the page."""
        context = super().context(page)
        if self.filterset.problems:
            return context
        if page.pages > 1:
            return context | {"sums_address": f"{reverse('projects:project-sums')}?{self.request.GET.urlencode()}"}
        nothing = Figures(self.spread)
        return context | {"sums": self.words_of(sum((row["figures"] for row in context["rows"]), nothing))}

    def words_of(self, figures: Figures) -> str:
        return summary_words(figures, self.filterset.as_of)


class ProjectRowsView(ProjectListView):
    """The table alone, as a part of an enterprise's page; its links lead into the whole list. What the page says already is left out."""

    is_part = True
    page_size = 100
    empty_words = gettext_lazy("No project that you may see is of this enterprise. A project stands here once it names the enterprise.")
    columns = tuple(column for column in ProjectListView.columns if column.key not in ("party", "district", "department", "gap"))

    def address(self, **changes):
        return reverse("projects:project-list") + super().address(**changes)


class ProjectSumsView(ProjectListView):
    """The line of sums alone, for a list too long to add up before it is shown."""

    def get(self, request, **kwargs):
        self.filterset = self.filterset_class(request.GET, self.get_queryset(), request=request)
        return HttpResponse(self.words_of(summary(self.filterset.rows(), period=self.filterset.as_of)))
