"""What the list of merger tasks filters and sorts by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from zone.filtering import ListFilterSet, OverdueFilter, SortFilter
from zone.ledgers.filters import BatchFilter, NameFilter
from zone.merger.models import MergerTask
from zone.models import Department


class MergerTaskFilterSet(ListFilterSet):
    chip_only = frozenset({"batch", "unknown_person", "unknown_department"})

    plan = django_filters.ChoiceFilter(label=_("Plan"), empty_label=None)
    state = django_filters.ChoiceFilter(choices=MergerTask.State.choices, label=_("State"), empty_label=None)
    department = django_filters.ChoiceFilter(field_name="lead_department", label=_("Leading body"), empty_label=None)
    overdue = OverdueFilter(label=_("Past the time limit"))
    batch = BatchFilter()
    unknown_person = NameFilter("lead_leader", label=_("Person not settled"))
    unknown_department = NameFilter("lead_department", label=_("Department not settled"))
    sort = SortFilter({"number": (_("number"), ("plan", "number")), "due": (_("deadline of the task"), ("due_by",))})

    class Meta:
        model = MergerTask
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plans = self.queryset.order_by("plan").values_list("plan", flat=True).distinct()
        self.choose_from("plan", [(plan, plan) for plan in plans])
        leading = self.queryset.exclude(lead_department=None).order_by().values("lead_department")
        self.choose_from("department", Department.objects.filter(pk__in=leading).order_by("position", "name").values_list("pk", "name"))
