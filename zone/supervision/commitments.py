"""What reminders and instructions ask of a person: an answer of him, and to read the answers that he asked for."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F
from django.db.models.functions import TruncDate

from zone.commitments import Commitments, Part, number
from zone.models import User
from zone.supervision.models import Instruction, Reminder
from zone.supervision.models.matter import Matter

MODELS = {"reminder": Reminder, "instruction": Instruction}
REPLIES = {"reminder_reply": "reminder", "instruction_reply": "instruction"}


def commitments(user: User, *, on: date) -> list[Commitments]:
    """Two kinds of either noun; whoever is asked, or has asked, sees it. `on` is part of the shape that every app gives."""
    asked = {
        "words": F("about"),
        "more": F("text"),
        "owner": F("asked_id"),
        "unit": F("department_id"),
        "due": F("due_on"),
        "since": TruncDate("entered_at"),
        "actor": F("given_by_id"),
    }
    replied = {
        "words": F("about"),
        "more": F("answer"),
        "owner": number(user.pk),
        "since": TruncDate("answered_at"),
        "actor": F("answered_by_id"),
    }
    waiting = [Commitments(what, model.objects.answerable_by(user), asked, _asked_of(model, user, asked)) for what, model in MODELS.items()]
    return waiting + [Commitments(what, MODELS[noun].objects.unread_by(user), replied) for what, noun in REPLIES.items()]


def _asked_of(model: type[Matter], user: User, columns: Mapping[str, object]) -> list[Part]:
    """`answerable_by` in two parts that have no row in common, each with its index: by OR, all that was ever asked is gone through."""
    rows = model.objects.open().exclude(given_by=user).exclude(entered_by=user)
    of_department = rows.filter(department__in=user.reach.departments).exclude(asked=user)
    return [Part(rows.filter(asked=user), columns), Part(of_department, columns)]
