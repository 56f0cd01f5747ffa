from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models.cluster import Cluster
from zone.lib.masking import mask_phone
from zone.models import District
from zone.models.versioned import ImportedQuerySet, Versioned, history

# What the list filters by, in its order: an index that holds them all answers any combination by itself.
NAME = ("name", "id")
FILTERS = ("district", "cluster", "is_above_scale", "is_high_tech", "operating_state", "is_priority")


class EnterpriseQuerySet(ImportedQuerySet):
    imported_parts = ("operating_figures", "memberships", "size_statuses")

    def visible_to(self, user):
        """The directory is open to every role that may read it; staff of one district see that district."""
        if not user.has_perm("enterprises.view_enterprise"):
            return self.none()
        reach = user.reach
        if reach.whole or reach.districts is None:
            return self
        return self.filter(district__in=reach.districts)

    def editable_by(self, user):
        return self.visible_to(user) if user.has_perm("enterprises.change_enterprise") else self.none()

    def above_scale(self):
        return self.filter(is_above_scale__in=[True])  # asked so, SQLite counts them in the index that begins with it


class Enterprise(Versioned):
    """A firm of the zone, once. `district` and `is_above_scale` say how it stands now; their dated rows say since when."""

    # A number stands whole only where it was asked for, which leaves a line in the audit trail; a history is no such place.
    MASKED = {"contact_phone": mask_phone}

    class CodeStatus(models.TextChoices):
        VALID = "valid", _("valid")
        BAD_CHECK = "bad_check", _("wrong check character")
        BAD_FORMAT = "bad_format", _("not in the form of a code")
        MISSING = "missing", _("not known")
        LEGACY = "legacy", _("old registration number only")

    class OperatingState(models.TextChoices):
        NORMAL = "normal", _("normal")
        HALF_STOPPED = "half_stopped", _("half stopped")
        STOPPED = "stopped", _("stopped")
        CLOSED = "closed", _("closed")
        RELOCATED = "relocated", _("relocated")
        LOST_CONTACT = "lost_contact", _("lost contact")
        ZOMBIE = "zombie", _("not operating, kept alive")

    name = models.CharField(_("enterprise"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    search_text = models.TextField(editable=False, default="")
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    credit_code_status = models.CharField(
        _("state of the code"), max_length=10, choices=CodeStatus, default=CodeStatus.MISSING, editable=False
    )
    legacy_reg_no = models.CharField(_("registration number"), max_length=15, blank=True)
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("district"))
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, verbose_name=_("industry cluster"))
    industry_code = models.CharField(_("industry code"), max_length=5, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=40, blank=True)
    contact_name = models.CharField(_("contact"), max_length=40, blank=True)
    contact_phone = models.CharField(_("contact's phone"), max_length=60, blank=True)
    is_above_scale = models.BooleanField(_("above designated size"), null=True, blank=True)
    is_high_tech = models.BooleanField(_("high-tech enterprise"), null=True, blank=True)
    operating_state = models.CharField(_("operating state"), max_length=12, choices=OperatingState, default=OperatingState.NORMAL)
    is_priority = models.BooleanField(_("key enterprise of the city"), default=False)
    registered_capital = models.DecimalField(_("registered capital (10,000 yuan)"), max_digits=18, decimal_places=4, null=True, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)

    objects = EnterpriseQuerySet.as_manager()
    history = history(excluded_fields=["search_text"])

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["name", "id"], name="ent_name"),
            models.Index(fields=["name_key"], name="ent_name_key"),
            models.Index(fields=["district", *NAME, *(field for field in FILTERS if field != "district")], name="ent_district_name"),
            models.Index(fields=["cluster", *NAME, *(field for field in FILTERS if field != "cluster")], name="ent_cluster_name"),
            models.Index(
                fields=["is_above_scale", *NAME, *(field for field in FILTERS if field != "is_above_scale")], name="ent_scale_name"
            ),
            models.Index(
                fields=["operating_state", *NAME, *(field for field in FILTERS if field != "operating_state")], name="ent_state_name"
            ),
            models.Index(fields=[*NAME, *FILTERS], name="ent_filters"),
            models.Index(fields=["legacy_reg_no"], name="ent_legacy_reg_no", condition=~Q(legacy_reg_no="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code=""),
                name="ent_credit_code_unique",
                violation_error_code="unique",
                violation_error_message=_("Another enterprise already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(registered_capital=None) | Q(registered_capital__gte=0),
                name="ent_capital_not_negative",
                violation_error_message=_("The registered capital cannot be negative."),
            ),
        ]
        permissions = [
            ("export_enterprise", _("Can export enterprises")),
            ("reveal_contact", _("Sees whole phone numbers")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("enterprises:enterprise-detail", args=[self.pk])


class EnterpriseAlias(models.Model):
    """A short or former name of a firm, by which sheets may call it."""

    class Kind(models.TextChoices):
        SHORT = "short", _("short name")
        FORMER = "former", _("former name")

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="aliases", verbose_name=_("enterprise"))
    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.SHORT)

    history = history()

    class Meta:
        verbose_name = _("short or former name")
        verbose_name_plural = _("short and former names")
        ordering = ["id"]
        indexes = [models.Index(fields=["key"], name="ent_alias_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "key"],
                name="ent_alias_once",
                violation_error_message=_("The enterprise already has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
