"""Urging, instructing, answering, and taking note of the answer."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zone.editing import save_edit
from zone.lib.clock import today
from zone.models import Department, User
from zone.models.written import tidied
from zone.supervision.models import Instruction, Reminder
from zone.supervision.models.matter import Matter


@transaction.atomic
def send_reminder(
    *,
    about: str,
    address: str,
    text: str,
    by: User,
    asked: User | None = None,
    department: Department | None = None,
    due_on: date | None = None,
    given_by: User | None = None,
) -> Reminder:
    """Urge a person, a department or both about the record that `address` opens. `given_by`: for whom the supervision office urges.
    Whom one may ask who has only the right to ask the bureau is for the floor to say that knows the record.

    Raises PermissionDenied, ValidationError.
    """
    given_by = given_by or by
    if not (by.has_perm("supervision.send_reminder") or by.has_perm("supervision.ask_bureau")):
        raise PermissionDenied
    if given_by != by and not by.has_perm("supervision.enter_instruction"):
        raise PermissionDenied
    reminder = Reminder(about=about, address=address, text=text, asked=asked, department=department, due_on=due_on)
    return _entered(reminder, given_by=given_by, by=by)


@transaction.atomic
def give_instruction(
    *,
    about: str,
    address: str,
    text: str,
    by: User,
    given_on: date,
    asked: User | None = None,
    department: Department | None = None,
    due_on: date | None = None,
    given_by: User | None = None,
) -> Instruction:
    """A leader's instruction, given by himself or entered for `given_by` by the supervision office.

    Raises PermissionDenied, ValidationError.
    """
    given_by = given_by or by
    is_own = given_by == by and by.has_perm("supervision.give_instruction")
    is_entered = by.has_perm("supervision.enter_instruction") and given_by.has_perm("supervision.give_instruction")
    if not (is_own or is_entered):
        raise PermissionDenied
    if given_on > today():
        raise ValidationError({"given_on": _("The day lies in the future.")})
    instruction = Instruction(about=about, address=address, text=text, asked=asked, department=department, due_on=due_on)
    instruction.given_on = given_on
    return _entered(instruction, given_by=given_by, by=by)


@transaction.atomic
def answer(*, matter: Matter, words: str, opened_version: int, by: User) -> None:
    """Answer a reminder or an instruction, once. Raises PermissionDenied, ValidationError, zone.editing.Conflict."""
    if not type(matter).objects.answerable_by(by).filter(pk=matter.pk).exists():
        raise PermissionDenied
    words = matter._meta.get_field("answer").clean(tidied(words), matter)
    if not words:
        raise ValidationError({"words": _("An answer needs words.")})
    matter.answer, matter.answered_by, matter.answered_at = words, by, timezone.now()
    save_edit(matter, ["answer", "answered_by", "answered_at"], opened_version=opened_version, by=by)


@transaction.atomic
def take_note(*, matter: Matter, by: User) -> None:
    """Whoever asked, or entered it for another, has read the answer, for himself alone; a second time changes nothing.
    Raises PermissionDenied."""
    if by.pk not in (matter.given_by_id, matter.entered_by_id):
        raise PermissionDenied
    if not type(matter).objects.unread_by(by).filter(pk=matter.pk).exists():
        return
    now, changed = timezone.now(), []
    if by.pk == matter.given_by_id:
        matter.noted_by, matter.noted_at, changed = by, now, ["noted_by", "noted_at"]
    if by.pk == matter.entered_by_id:
        matter.entry_noted_at, changed = now, [*changed, "entry_noted_at"]
    save_edit(matter, changed, opened_version=matter.version, by=by)


def _entered(matter: Matter, *, given_by: User, by: User) -> Matter:
    if matter.due_on and matter.due_on < today():
        raise ValidationError({"due_on": _("The day by which an answer is asked lies in the past.")})
    matter.given_by, matter.entered_by = given_by, by
    matter.full_clean()
    matter._history_user = by
    matter.save()
    return matter
