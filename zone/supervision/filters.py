"""What the lists of reminders and instructions filter and sort by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from zone.filtering import ListFilterSet, SortFilter
from zone.lib.clock import today
from zone.supervision.models import Instruction, Reminder


class MatterFilters(ListFilterSet):
    state = django_filters.ChoiceFilter(
        choices=[("open", _("not answered")), ("overdue", _("answer overdue")), ("answered", _("answered"))],
        method="filter_state",
        label=_("State"),
    )
    sort = SortFilter(
        {
            "entered": (_("Newest first"), ("-entered_at", "-id")),
            "due": (_("Answer by"), ("due_on", "id")),
        }
    )

    class Meta:
        fields: list[str] = []

    def filter_state(self, rows, name, value):
        if value == "overdue":
            return rows.overdue(on=today())
        return rows.open() if value == "open" else rows.answered()


class ReminderFilters(MatterFilters):
    class Meta(MatterFilters.Meta):
        model = Reminder


class InstructionFilters(MatterFilters):
    class Meta(MatterFilters.Meta):
        model = Instruction
