from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.versioned import history
from zone.supervision.models.matter import Matter


class Instruction(Matter):
    """批示: a leader's written instruction about a record, entered by himself or for him by the supervision office."""

    given_on = models.DateField(_("given on"))

    history = history()

    class Meta(Matter.Meta):
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        permissions = [
            ("give_instruction", _("Gives instructions")),
            ("enter_instruction", _("Enters the instructions of leaders")),
        ]
