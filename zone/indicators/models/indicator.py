"""指标: what the office measures the zone by."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.lib.problems import CellProblem
from zone.lib.textkey import match_key
from zone.lib.units import parse_unit
from zone.models.versioned import Versioned, history

code_validator = RegexValidator(r"^[a-z][a-z0-9_]*$", _("Write small letters, digits and _ only, beginning with a letter."))


class PriceBasis(models.TextChoices):
    """At which prices a growth is reckoned; a real growth (可比价) is no quotient of two printed figures."""

    CURRENT = "current", _("current prices")
    CONSTANT = "constant", _("comparable prices")


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """By the rights matrix: everything, or nothing."""
        return self if user.has_perm("indicators.view_indicator") else self.none()


class Indicator(Versioned):
    """One indicator with the unit in which all its figures are kept. `other_names`: how sheets write it, besides name and code."""

    class Direction(models.TextChoices):
        HIGHER = "higher", _("more is better")
        LOWER = "lower", _("less is better")
        NEUTRAL = "neutral", _("neither is better")

    name = models.CharField(_("indicator"), max_length=60)
    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    other_names = models.JSONField(_("other names"), default=list, blank=True)
    unit = models.CharField(_("unit of the indicator"), max_length=12)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.HIGHER)
    coverage = models.CharField(_("statistical coverage"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = IndicatorQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("main indicator")
        verbose_name_plural = _("main indicators")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    def keys(self) -> set[str]:
        """The keys of all its names."""
        return {match_key(text) for text in (self.code, self.name, *self.other_names) if text}

    def clean(self):
        """A unit that can be reckoned in, which stays once there are figures in it; no name that is another indicator's already."""
        if parse_unit(self.unit) is None:
            raise ValidationError({"unit": gettext("This is no unit that is known here: write 亿元, 万美元, 户, % …")})
        before = Indicator.objects.filter(pk=self.pk).first()
        if before and before.unit != self.unit and (before.values.exists() or before.targets.exists()):
            raise ValidationError({"unit": gettext("There are figures in this unit already. Make another indicator for another unit.")})
        try:
            own = self.keys()
        except CellProblem:
            return
        twin = next((other for other in Indicator.objects.exclude(pk=self.pk) if own & other.keys()), None)
        if twin:
            raise ValidationError(gettext("One of these names already stands for %(name)s.") % {"name": twin.name})
