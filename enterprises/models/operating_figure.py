from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models.enterprise import Enterprise
from enterprises.models.support import SupportAssignment
from zone.models import District
from zone.models.period import month_validator
from zone.models.versioned import Versioned, history
from zone.reporting_months import check_record_open


class OperatingFigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A single firm's figures: whole-zone roles with the right, else whoever supports the firm (himself, his
        department, his portfolio).
        Figures from a statistical survey are read by the statisticians alone (Statistics Law)."""
        if not user.has_perm("enterprises.view_operatingfigure"):
            return self.none()
        figures = self
        if not user.has_perm("enterprises.view_statistical_figure"):
            figures = figures.exclude(source_kind=OperatingFigure.SourceKind.STATISTICAL)
        reach = user.reach
        if reach.whole:
            return figures
        supported = SupportAssignment.objects.reached_by(user)
        return figures.filter(enterprise__in=supported.values("enterprise"))


class OperatingFigure(Versioned):
    """What a firm reported, January to `period` (cumulative, never a single month). Money in 10,000 yuan, exports in 10,000 US dollars."""

    class ValueKind(models.TextChoices):
        ESTIMATE = "estimate", _("estimate")
        FLASH = "flash", _("flash figure")
        PRELIMINARY = "preliminary", _("preliminary")
        FINAL = "final", _("final figure")
        REVISED = "revised", _("revised")

    class SourceKind(models.TextChoices):
        ADMINISTRATIVE = "administrative", _("administrative")
        STATISTICAL = "statistical", _("statistical survey")

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="operating_figures", verbose_name=_("enterprise"))
    period = models.CharField(_("January to"), max_length=7, validators=[month_validator])
    value_kind = models.CharField(_("kind of value"), max_length=12, choices=ValueKind, default=ValueKind.PRELIMINARY)
    source_kind = models.CharField(_("source"), max_length=14, choices=SourceKind, default=SourceKind.ADMINISTRATIVE)
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district at that time"))
    principal_revenue = models.DecimalField(_("revenue from principal business"), max_digits=18, decimal_places=4, null=True, blank=True)
    gross_output = models.DecimalField(_("gross industrial output value"), max_digits=18, decimal_places=4, null=True, blank=True)
    gross_output_growth = models.DecimalField(_("growth of output, stated (%)"), max_digits=9, decimal_places=4, null=True, blank=True)
    value_added = models.DecimalField(_("value added"), max_digits=18, decimal_places=4, null=True, blank=True)
    total_profits = models.DecimalField(_("total profits"), max_digits=18, decimal_places=4, null=True, blank=True)
    taxes_paid = models.DecimalField(_("taxes and fees paid"), max_digits=18, decimal_places=4, null=True, blank=True)
    exports_usd = models.DecimalField(_("exports (10,000 US dollars)"), max_digits=18, decimal_places=4, null=True, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    electricity_kwh = models.DecimalField(_("electricity used (kWh)"), max_digits=18, decimal_places=2, null=True, blank=True)

    objects = OperatingFigureQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("operating figures")
        verbose_name_plural = _("operating figures")
        ordering = ["enterprise", "-period"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "period", "value_kind", "source_kind"],
                name="ent_figure_once",
                violation_error_message=_("Figures of this enterprise, month, kind and source exist already."),
            ),
            models.CheckConstraint(condition=Q(period__regex=r"^\d{4}-\d{2}$"), name="ent_figure_period"),
        ]
        indexes = [models.Index(fields=["period", "enterprise"], name="ent_figure_period_ix")]
        permissions = [("view_statistical_figure", _("Sees figures of statistical surveys"))]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"

    def clean(self):
        """A locked month keeps its figures, and gives none away to another month."""
        check_record_open(self)
