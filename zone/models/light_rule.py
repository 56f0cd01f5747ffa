from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.lib.months import last_day
from zone.lib.showing import listed, month_of_year, month_words
from zone.models.dated import Dated, DatedQuerySet
from zone.models.period import Period
from zone.models.versioned import history

months_validator = RegexValidator(r"^((1[0-2]|[1-9])(,(1[0-2]|[1-9]))*)?$", _("Write the months as numbers with commas: 12,1,2."))


class LightRuleQuerySet(DatedQuerySet):
    def in_force(self, day):
        """The rule that the office applies on this day: at most one."""
        return self.on(day).filter(is_applied=True)


class LightRule(Dated):
    """How a project's light is worked out from its figures (红黄绿灯规则). A rule that has given lights stays as it was: change it by a new
    one that holds from a later day. One that is not applied is a template."""

    class Method(models.TextChoices):
        POINTS = "points", _("percentage points below the schedule")
        RATIO = "ratio", _("completion as a share of the schedule")

    name = models.CharField(_("rule"), max_length=60)
    is_applied = models.BooleanField(_("in force"), default=False)
    method = models.CharField(_("measured by"), max_length=6, choices=Method)
    yellow_at = models.DecimalField(_("yellow at"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    red_at = models.DecimalField(_("red beyond"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    start_red_months = models.PositiveSmallIntegerField(
        _("months overdue until a start is red"), default=3, validators=[MinValueValidator(1)]
    )
    winter_months = models.CharField(_("winter months"), max_length=30, blank=True, validators=[months_validator])
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = LightRuleQuerySet.as_manager()
    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("light rule")
        verbose_name_plural = _("light rules")
        ordering = ["-is_applied", F("valid_from").desc(nulls_last=True), "name"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(method="points", red_at__gt=F("yellow_at")) | Q(method="ratio", red_at__lt=F("yellow_at")),
                name="zone_light_rule_order",
                violation_error_message=_("Red must lie further from the schedule than yellow."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def resting_months(self) -> frozenset[int]:
        """The months (1–12) in which nothing is expected."""
        return frozenset(int(month) for month in self.winter_months.split(",") if month)

    @property
    def resting_words(self) -> str:
        """1月、2月、12月."""
        return listed(month_of_year(month) for month in sorted(self.resting_months))

    def holds_on(self, day: date) -> bool:
        """Whether the office applies this rule on the day."""
        return self.is_applied and (self.valid_from or day) <= day <= (self.valid_to or day)

    def clean(self):
        """Two rules never hold on the same day; one month of the year counts at least; a locked month keeps the rule it was judged by."""
        super().clean()
        if len(self.resting_months) == 12:
            raise ValidationError({"winter_months": gettext("One month of the year must count at least.")})
        self._check_others()
        self._check_locked()

    def _check_others(self):
        others = LightRule.objects.filter(is_applied=True).exclude(pk=self.pk).overlapping(self.valid_from, self.valid_to)
        if self.is_applied and (other := others.first()):
            raise ValidationError({"valid_from": gettext("“%(name)s” holds in the same days: end it first.") % {"name": other.name}})

    def _check_locked(self):
        before = LightRule.objects.filter(pk=self.pk).first()
        for period in Period.objects.locked().order_by("-month"):
            end = last_day(period.month)
            if self.holds_on(end) != (before is not None and before.holds_on(end)):
                told = gettext("%(month)s is locked and keeps its lights: choose days that do not change its rule.")
                raise ValidationError({"valid_from": told % {"month": month_words(period.month)}})
