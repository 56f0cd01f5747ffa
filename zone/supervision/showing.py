"""Reminders and instructions in the words of the office."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zone.supervision.models.matter import Matter


def asked_words(matter: Matter) -> str:
    """Whom it asks: the person, or the department where nobody is named."""
    return str(matter.asked or matter.department)


def giver_words(matter: Matter) -> str:
    """Who asks; where another typed it for him, who that was."""
    if matter.is_entered_for_another:
        return _("%(giver)s (entered by %(person)s)") % {"giver": matter.given_by, "person": matter.entered_by}
    return str(matter.given_by)


def state_words(matter: Matter, *, on: date) -> str:
    if matter.answered_at:
        return _("answered")
    if matter.due_on and matter.due_on < on:
        days = (on - matter.due_on).days
        return ngettext("answer %(days)d day overdue", "answer %(days)d days overdue", days) % {"days": days}
    return _("not answered")


def times_words(times: int) -> str:
    """第2次催办."""
    return ngettext("reminder no. %(times)d", "reminder no. %(times)d", times) % {"times": times}
