from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.lib.problems import CellProblem
from zone.lib.textkey import match_key
from zone.models.dated import Dated
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


class DistrictAlias(Dated):
    """A way in which sheets write a district's name."""

    district = models.ForeignKey(District, models.CASCADE, related_name="aliases", verbose_name=_("district"))
    name = models.CharField(_("name as written"), max_length=60)
    key = models.CharField(max_length=60, unique=True, editable=False)

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("district alias")
        verbose_name_plural = _("district aliases")

    def __str__(self) -> str:
        return self.name

    def clean(self):
        """No two districts are written alike; whose name it is already is told. An unreadable name was refused at its field."""
        try:
            self.key = match_key(self.name)
        except CellProblem:
            return
        twin = DistrictAlias.objects.exclude(pk=self.pk).filter(key=self.key).select_related("district").first()
        if twin:
            told = gettext("“%(name)s” already stands for %(owner)s.")
            raise ValidationError({"name": told % {"name": twin.name, "owner": twin.district.name}})

    def save(self, *args, **kwargs):
        self.key = match_key(self.name)
        super().save(*args, **kwargs)
