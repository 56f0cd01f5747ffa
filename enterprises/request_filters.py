"""Filters of the lists of service requests and of support assignments."""

import django_filters
from django.utils.translation import gettext_lazy as _

from enterprises.models import ServiceRequest, SupportAssignment
from zone.filtering import ListFilterSet, OverdueFilter, SearchFilter, SortFilter
from zone.ledgers.filters import BatchFilter, NameFilter
from zone.models import Department


def departments_among(rows) -> list[tuple[int, str]]:
    """The departments that stand in any of the rows."""
    ids = rows.exclude(department=None).order_by().values("department")
    return list(Department.objects.filter(pk__in=ids).order_by("position", "name").values_list("pk", "name"))


class ServiceRequestFilterSet(ListFilterSet):
    chip_only = frozenset({"batch", "unknown_person", "unknown_department"})

    q = SearchFilter("enterprise__search_text", label=_("Search"), help_text=_("name, pinyin initials or code"))
    status = django_filters.ChoiceFilter(choices=ServiceRequest.Status.choices, label=_("Status"), empty_label=None)
    department = django_filters.ChoiceFilter(field_name="department", label=_("Handling department"), empty_label=None)
    overdue = OverdueFilter(label=_("Past the time limit"))
    batch = BatchFilter()
    unknown_person = NameFilter("officer", label=_("Person not settled"))
    unknown_department = NameFilter("department", label=_("Department not settled"))
    sort = SortFilter(
        {
            "due": (_("time limit"), ("due_by",)),
            "enterprise": (_("enterprise"), ("enterprise__name",)),
            "status": (_("status"), ("status", "due_by")),
        }
    )

    class Meta:
        model = ServiceRequest
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.choose_from("department", departments_among(self.queryset))


class SupportFilterSet(ListFilterSet):
    chip_only = frozenset({"batch", "unknown_person", "unknown_department"})

    q = SearchFilter("enterprise__search_text", label=_("Search"), help_text=_("name, pinyin initials or code"))
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=None)
    tier = django_filters.ChoiceFilter(choices=SupportAssignment.Tier.choices, label=_("Tier"), empty_label=None)
    department = django_filters.ChoiceFilter(field_name="department", label=_("Responsible department"), empty_label=None)
    batch = BatchFilter()
    unknown_person = NameFilter("leader", "officer", label=_("Person not settled"))
    unknown_department = NameFilter("department", label=_("Department not settled"))
    sort = SortFilter({"enterprise": (_("enterprise"), ("enterprise__name", "-year"))})

    class Meta:
        model = SupportAssignment
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.choose_from("year", [(year, str(year)) for year in years])
        self.choose_from("department", departments_among(self.queryset))
