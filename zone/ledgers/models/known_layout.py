from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.versioned import history


class KnownLayout(models.Model):
    """What a person said of the header of a sheet: which column holds what. A sheet of the same kind with the same words is read so again,
    whatever its month and whoever brings it."""

    kind = models.CharField(_("kind of sheet"), max_length=20)
    digest = models.CharField(max_length=64, editable=False)
    header = models.TextField(_("header"))
    header_rows = models.PositiveSmallIntegerField(_("number of header rows"))
    # The words of a column (zone.lib.header_words) → key of the kind's vocabulary; columns that their own words tell rightly are not in it.
    fields = models.JSONField(default=dict, editable=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("said by"))
    said_at = models.DateTimeField(_("said at"), auto_now=True)

    history = history()

    class Meta:
        verbose_name = _("known header")
        verbose_name_plural = _("known headers")
        ordering = ["kind", "-said_at"]
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="ledgers_one_layout_a_header")]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return self.header[:60]

    @property
    def _history_user(self):
        return self.said_by
