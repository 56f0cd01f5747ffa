from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.dated import Dated, DatedQuerySet
from zone.models.district import District
from zone.models.spelling import Spelling
from zone.models.versioned import history


class Department(Dated):
    """A bureau or office of the committee, or (with a district) of one of the merged bodies. Names are data:
    reorganisations rename them."""

    name = models.CharField(_("department"), max_length=60, unique=True)
    short_name = models.CharField(_("short name"), max_length=20, blank=True)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("district"),
        help_text=_("Empty: a department of the whole zone."),
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = DatedQuerySet.as_manager()
    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class DepartmentAlias(Spelling):
    """A way in which sheets write a department's name (经发局 for 经济发展局)."""

    OWNER = "department"

    department = models.ForeignKey(Department, models.CASCADE, related_name="aliases", verbose_name=_("department"))

    history = history()

    class Meta:
        verbose_name = _("department alias")
        verbose_name_plural = _("department aliases")
