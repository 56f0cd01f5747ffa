"""What the merger asks of a person: the tasks that he leads, or that he keeps, once their last day is near."""

from datetime import date, timedelta

from django.db.models import F

from zone.commitments import SOON_DAYS, Commitments, Part
from zone.merger.models import MergerTask
from zone.models import User


def commitments(user: User, *, on: date) -> list[Commitments]:
    """One kind. The office that keeps the tasks follows them all up; others have those that they lead."""
    if not user.has_perm("merger.view_mergertask"):
        return []
    tasks = MergerTask.objects.open().filter(due_by__lte=on + timedelta(days=SOON_DAYS))
    if not user.has_perm("merger.change_mergertask"):
        tasks = tasks.led_by(user)
    columns = {
        "words": F("title"),
        "more": F("progress_note"),
        "owner": F("lead_leader_id"),
        "unit": F("lead_department_id"),
        "due": F("due_by"),
        "since": F("due_by"),
    }
    return [Commitments("merger_task", tasks, columns, [Part(tasks, columns, is_dated=True)])]
