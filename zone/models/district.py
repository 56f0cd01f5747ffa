from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zone.models.dated import Dated
from zone.models.spelling import Spelling
from zone.models.versioned import history


class District(Dated):
    """One of the bodies that the merger joins, or (`is_whole`) the zone as a whole. Which districts there are changes with the years."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("district"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=20)
    is_whole = models.BooleanField(_("stands for the whole zone"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["position", "code"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_whole"],
                condition=Q(is_whole=True),
                name="zone_district_one_whole",
                violation_error_message=_("Another district already stands for the whole zone."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class DistrictAlias(Spelling, Dated):
    """A way in which sheets write a district's name."""

    OWNER = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="aliases", verbose_name=_("district"))

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("district alias")
        verbose_name_plural = _("district aliases")
