"""How a firm stood, and since when: its district and whether it was above designated size. `Enterprise` keeps only how it stands now."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models.enterprise import Enterprise
from zone.models import District
from zone.models.dated import Dated
from zone.models.versioned import history


class DistrictMembership(Dated):
    """The district to which a firm belonged, from a day to a day. Old figures stay with the old body."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="memberships", verbose_name=_("enterprise"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("district membership")
        verbose_name_plural = _("district memberships")
        ordering = ["enterprise", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(valid_to=None),
                name="ent_membership_one_open",
                violation_error_message=_("The enterprise already belongs to a district; end that membership first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.district}"


def entered(*, first: date, last: date) -> Q:
    """Of statuses: that they began on one of these days."""
    return Q(valid_from__range=(first, last))


def left(*, first: date, last: date) -> Q:
    """Of statuses: that the firm was off the list for the first time on one of these days."""
    before = timedelta(days=1)
    return Q(valid_to__range=(first - before, last - before))


class SizeStatus(Dated):
    """A span in which a firm was above designated size: entered the statistical list (入规) and, when it ended, left it (退规)."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="size_statuses", verbose_name=_("enterprise"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("above-scale status")
        verbose_name_plural = _("above-scale register")
        ordering = ["enterprise", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(valid_to=None),
                name="ent_size_one_open",
                violation_error_message=_("The enterprise is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.enterprise)
