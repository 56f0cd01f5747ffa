from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.lib.textkey import match_key
from zone.models.versioned import history


class KeptName(models.Model):
    """A name in sheets that stands for nobody of the house (市国土局, 全体班子成员), as somebody has said once: it is kept as written and
    asked about no more."""

    class Of(models.TextChoices):
        PERSON = "person", _("person")
        DEPARTMENT = "department", _("department")

    of = models.CharField(_("name of a"), max_length=10, choices=Of)
    name = models.CharField(_("name as written"), max_length=60)
    key = models.CharField(max_length=60, editable=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("said by"))
    said_at = models.DateTimeField(_("said at"), auto_now=True)

    history = history()

    class Meta:
        verbose_name = _("name kept as written")
        verbose_name_plural = _("names kept as written")
        constraints = [models.UniqueConstraint(fields=["of", "key"], name="ledgers_kept_name_once")]
        default_permissions = []

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key = match_key(self.name)
        super().save(*args, **kwargs)
