"""How lists and pages show by when something is to be done."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from zone.lib.clock import today
from zone.lib.showing import show
from zone.models.time_limit import TimeLimited


def due_words(record: TimeLimited):
    """The last day, marked where it has gone by."""
    if record.due_by is None:
        return ""
    text = show(record.due_by)
    return format_html('<span class="late">{} {}</span>', text, _("overdue")) if record.is_overdue(on=today()) else text
