"""企业诉求: what a firm asked for, who handles it, and how far it has come."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models.enterprise import Enterprise
from enterprises.models.support import SupportAssignment
from zone.lib.clock import today
from zone.models import Department
from zone.models.time_limit import TimeLimited, days_in_order
from zone.models.versioned import ImportedQuerySet, Versioned, history

NATURAL_KEY_LENGTH = 300


class ServiceRequestQuerySet(ImportedQuerySet):
    def visible_to(self, user):
        """Requests of the whole zone for whoever sees every one, or of one's district; else those that oneself or one's department
        handles, and those of firms that one supports."""
        if not user.has_perm("enterprises.view_servicerequest"):
            return self.none()
        reach = user.reach
        if reach.whole and user.has_perm("enterprises.view_every_request"):
            return self
        if reach.by_district:
            return self.filter(enterprise__district__in=reach.districts)
        supported = SupportAssignment.objects.reached_by(user)
        return self.filter(
            Q(officer=user) | Q(department__in=_departments(user)) | Q(enterprise__in=supported.order_by().values("enterprise"))
        )

    def open(self):
        """Not done with yet; what waits for a higher body is open too."""
        return self.exclude(status__in=ServiceRequest.DONE)

    def overdue(self, *, on: date):
        """Open although its last day has gone by; on that day itself it is on time."""
        return self.open().filter(due_by__lt=on)


def _departments(user):
    """Those that a person answers for; of whoever sees the whole zone and is bound to none, those of his posts."""
    return user.posts.on(today()).order_by().values("department") if user.reach.whole else user.reach.departments


class ServiceRequest(Versioned, TimeLimited):
    """One request of one firm; the same words of the same firm are the same request, whatever sheet lists them."""

    class Status(models.TextChoices):
        REPORTED = "reported", _("raised")
        ACCEPTED = "accepted", _("accepted")
        DISPATCHED = "dispatched", _("dispatched")
        IN_PROGRESS = "in_progress", _("being handled")
        FEEDBACK = "feedback", _("replied to")
        COMPLETED = "completed", _("settled")
        REVISITED = "revisited", _("called back")
        CLOSED = "closed", _("struck off")
        ON_HOLD = "on_hold", _("on hold")
        REJECTED = "rejected", _("not accepted")

    class Category(models.TextChoices):
        FINANCE = "finance", _("finance")
        LABOUR = "labour", _("labour")
        LAND = "land", _("land and premises")
        PERMITS = "permits", _("permits")
        UTILITIES = "utilities", _("utilities and transport")
        MARKET = "market", _("market and orders")
        POLICY = "policy", _("payments under policies")
        LEGACY = "legacy", _("titles left open")
        ENVIRONMENT = "environment", _("environment and safety")
        ARREARS = "arrears", _("arrears")
        OTHER = "other", _("other matters")

    DONE = (Status.COMPLETED, Status.REVISITED, Status.CLOSED, Status.REJECTED)

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="service_requests", verbose_name=_("enterprise"))
    description = models.CharField(_("what is asked"), max_length=500)
    text_key = models.CharField(max_length=NATURAL_KEY_LENGTH, editable=False)
    category = models.CharField(_("category"), max_length=12, choices=Category, blank=True)
    raised_on = models.DateField(_("raised on"), null=True, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handling department")
    )
    department_name = models.CharField(_("department as written"), max_length=60, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handling person")
    )
    officer_name = models.CharField(_("officer as written"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.REPORTED)
    progress_note = models.CharField(_("handling progress"), max_length=1000, blank=True)

    objects = ServiceRequestQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("service request")
        verbose_name_plural = _("service requests")
        ordering = ["enterprise", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "text_key"],
                name="ent_request_once",
                violation_error_message=_("The enterprise has made the same request already."),
            ),
            days_in_order("ent_request_due_order"),
        ]
        permissions = [("view_every_request", _("Sees the requests of the whole zone"))]
        indexes = [
            models.Index(fields=["status", "due_by"], name="ent_request_status_ix"),
            models.Index(fields=["department", "due_by"], name="ent_request_dept_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}：{self.description[:40]}"

    def get_absolute_url(self) -> str:
        return self.enterprise.get_absolute_url()

    @property
    def is_finished(self) -> bool:
        return self.status in self.DONE
