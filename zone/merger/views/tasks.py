"""三区整合: the list of tasks, and one task with what changed in it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zone.history import changes
from zone.ledgers.origin import own_batches
from zone.ledgers.views.office_list import OfficeTableMixin
from zone.lib.showing import show
from zone.merger.filters import MergerTaskFilterSet
from zone.merger.models import MergerTask
from zone.views.generic import Column, ScopedDetailView, ScopedListView
from zone.views.time_limit import due_words

PEOPLE = ("lead_leader", "lead_department")


class MergerTaskListView(OfficeTableMixin, ScopedListView):
    model = MergerTask
    right = "merger.view_mergertask"
    filterset_class = MergerTaskFilterSet
    related = PEOPLE
    is_plain = True
    sheet_kind = "merger"
    export_right = "merger.change_mergertask"
    title = gettext_lazy("Merger tasks")
    empty_words = gettext_lazy("No task that concerns you has been recorded. Tasks come with the breakdown of the merger plan.")
    columns = (
        Column("title", gettext_lazy("Task"), sort="number"),
        Column("workstream", gettext_lazy("Workstream")),
        Column("leader", gettext_lazy("Lead leader"), short=True),
        Column("department", gettext_lazy("Leading body"), short=True),
        Column("due", gettext_lazy("Time limit"), sort="due", short=True),
        Column("state", gettext_lazy("State"), short=True),
        Column("percent", gettext_lazy("Progress (%)"), number=True, places=0),
        Column("progress", gettext_lazy("Work progress"), wide=True),
    )

    def row(self, task: MergerTask) -> dict:
        return {
            "pk": task.pk,
            "address": task.get_absolute_url(),
            "title": str(task),
            "workstream": task.workstream,
            "leader": task.lead_leader.name if task.lead_leader else task.lead_leader_name,
            "department": task.lead_department.name if task.lead_department else task.lead_department_name,
            "due": task.due_by,
            "due_words": due_words(task),
            "state": task.get_state_display(),
            "percent": task.progress_percent,
            "progress": task.progress_note,
        }

    def texts(self, row, columns):
        return super().texts(row, columns) | {"due": row["due_words"]}


class MergerTaskDetailView(ScopedDetailView):
    model = MergerTask
    right = "merger.view_mergertask"

    def get_queryset(self):
        return super().get_queryset().select_related(*PEOPLE)

    def breadcrumb(self):
        return [(_("Merger tasks"), reverse("merger:task-list")), (self.record.title, "")]

    def facts(self):
        task = self.record
        facts = [
            (_("Plan"), task.plan),
            (_("Workstream"), task.workstream),
            (_("Lead leader"), task.lead_leader.name if task.lead_leader else task.lead_leader_name),
            (_("Leading body"), task.lead_department.name if task.lead_department else task.lead_department_name),
            (_("Supporting bodies"), "、".join(task.supporting_departments)),
            (_("Time limit"), due_words(task)),
            (_("State"), task.get_state_display()),
            (_("Progress (%)"), show(task.progress_percent, 0) if task.progress_percent is not None else ""),
            (_("Work progress"), task.progress_note),
            (_("Sign of completion"), task.deliverable),
            (_("Remarks"), task.remarks),
        ]
        return [(label, text) for label, text in facts if text]

    def more_context(self) -> dict:
        found = changes(self.record, limit=20)
        return {"changes": found, "own_batches": own_batches(found, self.request.user)}
