"""What the queue of reports filters and sorts by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ProjectProgress
from zone.filtering import ListFilterSet, SearchFilter, SortFilter
from zone.lib.showing import month_words
from zone.models import Department
from zone.models.period import month_validator


def _departments(request):
    seen = ProjectProgress.objects.reviewable_by(request.user)
    return Department.objects.filter(pk__in=seen.values("project__department"))


class ReviewFilters(ListFilterSet):
    q = SearchFilter("project__search_text", "project__enterprise__search_text", label=_("Project, enterprise or number"))
    state = django_filters.ChoiceFilter(choices=ProjectProgress.State.choices, label=_("State"))
    kind = django_filters.ChoiceFilter(field_name="project__kind", choices=Project.Kind.choices, label=_("Kind of project"))
    department = django_filters.ModelChoiceFilter(
        field_name="project__department", queryset=_departments, label=_("Responsible department")
    )
    period = django_filters.CharFilter(validators=[month_validator], label=_("Month"))
    sort = SortFilter(
        {
            "waiting": (_("Waiting longest"), ("reported_at",)),
            "project": (_("Project"), ("project__name", "period")),
            "month": (_("Month"), ("period", "project__name")),
        }
    )

    chip_only = frozenset({"department", "period"})

    class Meta:
        model = ProjectProgress
        fields: list[str] = []

    @property
    def chips(self):
        """The month and the department in words."""
        words = []
        if self.data.get("department") and (chosen := self.form.cleaned_data.get("department")):
            words.append(("department", str(chosen)))
        if self.data.get("period"):
            known = "period" not in self.form.errors
            words.append(("period", month_words(self.data["period"]) if known else self.data["period"]))
        return words
