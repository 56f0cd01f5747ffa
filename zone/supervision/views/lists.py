"""The lists of reminders and instructions: those that one wrote or is asked, all of them for whoever sees the whole zone's."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zone.lib.clock import today
from zone.lib.showing import colon
from zone.supervision.filters import InstructionFilters, ReminderFilters
from zone.supervision.models import Instruction, Reminder
from zone.supervision.models.matter import PEOPLE
from zone.supervision.showing import asked_words, giver_words, state_words, times_words
from zone.views.generic import Column, ScopedListView


class MatterListView(ScopedListView):
    is_plain = True
    columns = (
        Column("about", gettext_lazy("About")),
        Column("text", pgettext_lazy("matter", "Text"), wide=True),
        Column("giver", gettext_lazy("Given by"), short=True),
        Column("asked", gettext_lazy("Asked"), short=True),
        Column("entered", gettext_lazy("Day"), sort="entered", short=True),
        Column("due", gettext_lazy("Answer by"), sort="due", short=True),
        Column("state", gettext_lazy("State"), short=True),
        Column("answer", gettext_lazy("Answer"), wide=True),
    )

    other: tuple[str, str]  # the list beside this one: its name among the addresses, its title

    def frame(self):
        name, words = self.other
        return super().frame() | {"list_actions": [(reverse(name), words, "table")]}

    def rows(self, ids):
        earlier = self.get_queryset().filter(address=OuterRef("address"), pk__lte=OuterRef("pk")).order_by().values("address")
        times = Subquery(earlier.annotate(times=Count("pk")).values("times"), output_field=IntegerField())
        found = self.model.objects.filter(pk__in=ids).select_related(*PEOPLE).annotate(times=times)
        by_id = {matter.pk: self.row(matter) for matter in found}
        return [by_id[pk] for pk in ids]

    def row(self, matter) -> dict:
        return {
            "pk": matter.pk,
            "address": matter.get_absolute_url(),
            "about": matter.about,
            "text": matter.text,
            "giver": giver_words(matter),
            "asked": asked_words(matter),
            "entered": getattr(matter, "given_on", None) or matter.entered_at,
            "due": matter.due_on,
            "state": state_words(matter, on=today()),
            "answer": f"{matter.answered_by}{colon()}{matter.answer}" if matter.answered_at else "",
        }


class ReminderListView(MatterListView):
    model = Reminder
    filterset_class = ReminderFilters
    title = gettext_lazy("Reminders")
    other = ("supervision:instruction-list", gettext_lazy("Instructions"))
    empty_words = gettext_lazy("Nobody has urged you, and you have urged nobody. “Urge” stands beside the rows of projects.")

    def row(self, matter):
        return {**super().row(matter), "state": f"{times_words(matter.times)} · {state_words(matter, on=today())}"}


class InstructionListView(MatterListView):
    model = Instruction
    filterset_class = InstructionFilters
    title = gettext_lazy("Instructions")
    other = ("supervision:reminder-list", gettext_lazy("Reminders"))
    empty_words = gettext_lazy("No instruction has been given that concerns you. One is given on the page of a project.")
