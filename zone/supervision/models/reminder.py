from django.utils.translation import gettext_lazy as _

from zone.models.versioned import history
from zone.supervision.models.matter import Matter


class Reminder(Matter):
    """催办: somebody urges somebody else about a record; it stays in the other's to-do list until he has answered."""

    history = history()

    class Meta(Matter.Meta):
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        permissions = [("send_reminder", _("Urges others")), ("ask_bureau", _("Asks the bureau in charge"))]
