from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.versioned import history
from zone.models.written import Written


class Cluster(Written):
    """One of the zone's own leading industries, or (with a parent) a branch of one. Set per firm by staff, not derived from its code."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("industry cluster"), max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("part of"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = history()

    class Meta:
        verbose_name = _("industry cluster")
        verbose_name_plural = _("industry clusters")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
