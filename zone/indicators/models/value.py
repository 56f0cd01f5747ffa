"""指标数值: what was reached, in a month, from January to a month, or in a year."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zone.indicators.models.indicator import Indicator, PriceBasis
from zone.models import District
from zone.models.period import month_validator
from zone.models.versioned import ImportedQuerySet, Versioned, history
from zone.reporting_months import check_record_open


def when_words(period: str, span: str) -> str:
    """2016年1-6月, 2016年6月, 2016年."""
    year, month = period.split("-")
    if span == IndicatorValue.Span.YEAR:
        return f"{year}年"
    return f"{year}年{int(month)}月" if span == IndicatorValue.Span.MONTH else f"{year}年1-{int(month)}月"


class IndicatorValueQuerySet(ImportedQuerySet):
    def visible_to(self, user):
        """Figures of whole districts, no firm's: whoever may see them sees all."""
        return self if user.has_perm("indicators.view_indicatorvalue") else self.none()


class IndicatorValue(Versioned):
    """One figure of one district. A month and January to that month are two records; a year has the period `YYYY-12`.

    `value` in `unit`, which is the indicator's own. `stated_growth` in percent as the sheet says it (−8 is a fall of 8 %), never replaced
    by what is computed; `rank` the place in the city. A figure that is told anew before it is final keeps its kind apart.
    """

    class Span(models.TextChoices):
        MONTH = "month", _("the month alone")
        YTD = "ytd", _("January to the month")
        YEAR = "year", _("the whole year")

    class ValueKind(models.TextChoices):
        ESTIMATE = "estimate", _("estimate")
        FLASH = "flash", _("flash figure")
        PRELIMINARY = "preliminary", _("preliminary")
        FINAL = "final", _("final figure")
        REVISED = "revised", _("revised")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))
    period = models.CharField(_("month"), max_length=7, validators=[month_validator])
    span = models.CharField(_("span"), max_length=5, choices=Span, default=Span.YTD)
    value_kind = models.CharField(_("kind of value"), max_length=12, choices=ValueKind, default=ValueKind.PRELIMINARY)
    value = models.DecimalField(_("figure"), max_digits=24, decimal_places=8, null=True, blank=True)
    unit = models.CharField(_("unit of the figure"), max_length=12)
    stated_growth = models.DecimalField(_("growth, stated (%)"), max_digits=9, decimal_places=4, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("place in the city"), null=True, blank=True)
    price_basis = models.CharField(_("prices of the growth"), max_length=8, choices=PriceBasis, blank=True)
    note = models.CharField(_("note to the figure"), max_length=500, blank=True)

    objects = IndicatorValueQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        ordering = ["-period", "span", "indicator__position", "district__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "district", "period", "span", "value_kind"],
                name="indicators_value_once",
                violation_error_message=_("There is a figure of this indicator, district, month, span and kind already."),
            ),
            models.CheckConstraint(
                condition=Q(period__regex=r"^\d{4}-\d{2}$") & (~Q(span="year") | Q(period__endswith="-12")),
                name="indicators_value_period",
                violation_error_message=_("A whole year is kept under its December."),
            ),
            models.CheckConstraint(
                condition=Q(rank=None) | Q(rank__gte=1),
                name="indicators_value_rank",
                violation_error_message=_("The first place is 1."),
            ),
        ]
        indexes = [models.Index(fields=["period", "span", "indicator"], name="indicators_value_period_ix")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.district} {self.when}"

    def get_absolute_url(self) -> str:
        """Where the whole series stands: this indicator of this district."""
        return reverse("indicators:value-list", query={"indicator": self.indicator_id, "district": self.district_id})

    @property
    def when(self) -> str:
        return when_words(self.period, self.span)

    def clean(self):
        """A locked month keeps its figures, and gives none away to another month."""
        check_record_open(self)

    def clean_fields(self, exclude=None):
        """The unit follows from the indicator."""
        if self.indicator_id:
            self.unit = self.indicator.unit
        super().clean_fields(exclude)
