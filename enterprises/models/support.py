from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models.enterprise import Enterprise
from zone.models import Department
from zone.models.dated import Dated, DatedQuerySet
from zone.models.versioned import ImportedQuerySet, Versioned, history


class SupportAssignmentQuerySet(ImportedQuerySet, DatedQuerySet):
    def visible_to(self, user):
        """By the rights matrix: the whole zone, or one's district, or what is one's own, one's department's or one's portfolio's."""
        if not user.has_perm("enterprises.view_supportassignment"):
            return self.none()
        reach = user.reach
        if reach.whole:
            return self
        if reach.by_district:
            return self.filter(enterprise__district__in=reach.districts)
        return self.reached_by(user)

    def reached_by(self, user):
        """Assignments that are the person's own: he leads, he is the officer, or one of his departments carries out."""
        return self.filter(Q(officer=user) | Q(leader=user) | Q(department__in=user.reach.departments))


class SupportAssignment(Versioned, Dated):
    """Who supports a firm in a year: a leader leads, a department carries out, a named officer is responsible."""

    class Tier(models.TextChoices):
        KEY = "key", _("key")
        BACKBONE = "backbone", _("backbone")
        ORDINARY = "ordinary", _("ordinary")
        CULTIVATED = "cultivated", _("cultivated")

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="support_assignments", verbose_name=_("enterprise"))
    year = models.PositiveSmallIntegerField(_("year"))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads_support",
        verbose_name=_("leader"),
    )
    leader_name = models.CharField(_("leader as written"), max_length=40, blank=True)
    leader_title = models.CharField(_("leader's post"), max_length=60, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible department")
    )
    department_name = models.CharField(_("department as written"), max_length=60, blank=True)
    supporting_departments = models.JSONField(_("supporting departments"), default=list, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("responsible person"),
    )
    officer_name = models.CharField(_("officer as written"), max_length=40, blank=True)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, default=Tier.ORDINARY)

    objects = SupportAssignmentQuerySet.as_manager()
    history = history()

    class Meta(Dated.Meta):
        verbose_name = _("support assignment")
        verbose_name_plural = _("support assignments")
        ordering = ["enterprise", "-year", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise", "year", "valid_from"],
                name="ent_support_once",
                violation_error_message=_("The enterprise already has an assignment from that day."),
            ),
            models.UniqueConstraint(
                fields=["enterprise", "year"],
                condition=Q(valid_from=None),
                name="ent_support_year_once",
                violation_error_message=_("The enterprise already has an assignment for the whole year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"
