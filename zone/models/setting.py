from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zone.known_settings import label
from zone.models.dated import Dated
from zone.models.versioned import history


class Setting(Dated):
    """A threshold, time limit, weight or goal of the office, with the days on which it holds. `zone.rules` reads it."""

    ONE_AT_A_TIME = ("key",)

    key = models.CharField(_("setting"), max_length=60)
    value = models.DecimalField(_("set value"), max_digits=18, decimal_places=4)
    note = models.CharField(_("note"), max_length=200, blank=True)

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        ordering = ["key", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                name="zone_setting_key_from",
                violation_error_message=_("This setting already has a value from that day."),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(valid_from=None),
                name="zone_setting_key_always",
                violation_error_message=_("This setting already has a value from the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return label(self.key)
