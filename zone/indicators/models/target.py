"""年度目标: what is to be reached in a year."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zone.indicators.models.indicator import Indicator
from zone.models import District
from zone.models.versioned import ImportedQuerySet, Versioned, history


class IndicatorTargetQuerySet(ImportedQuerySet):
    def visible_to(self, user):
        """Targets of whole districts: whoever may see them sees all."""
        return self if user.has_perm("indicators.view_indicatortarget") else self.none()


class IndicatorTarget(Versioned):
    """The target of one district for a year, in the indicator's unit, or as a growth in percent (−13: it is to fall by 13 %), or both."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=24, decimal_places=8, null=True, blank=True)
    unit = models.CharField(_("unit of the figure"), max_length=12)
    stated_growth = models.DecimalField(_("growth aimed at (%)"), max_digits=9, decimal_places=4, null=True, blank=True)

    objects = IndicatorTargetQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("yearly target")
        verbose_name_plural = _("yearly targets")
        ordering = ["-year", "indicator__position", "district__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "district", "year"],
                name="indicators_target_once",
                violation_error_message=_("There is a target of this indicator, district and year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2100)),
                name="indicators_target_year",
                violation_error_message=_("Write the year with four digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.district} {self.year}"

    def get_absolute_url(self) -> str:
        """Where all its years stand."""
        return reverse("indicators:target-list", query={"indicator": self.indicator_id, "district": self.district_id})

    def clean_fields(self, exclude=None):
        """The unit follows from the indicator."""
        if self.indicator_id:
            self.unit = self.indicator.unit
        super().clean_fields(exclude)
