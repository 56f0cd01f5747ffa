from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.lib.clock import today
from zone.lib.months import is_future
from zone.lib.showing import month_words
from zone.models.versioned import history
from zone.models.written import Written

month_validator = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("Write the month as 2016-06."))


class PeriodQuerySet(models.QuerySet):
    def locked(self):
        return self.filter(status=Period.Status.LOCKED)


class Period(Written):
    """A month of reporting. A month without a row is open; a locked one says by whom and since when."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        SUBMITTED = "submitted", _("submitted")
        REVIEWED = "reviewed", _("reviewed")
        LOCKED = "locked", _("locked")

    month = models.CharField(_("month"), max_length=7, unique=True, validators=[month_validator])
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.OPEN)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("reporting month")
        verbose_name_plural = _("reporting months")
        ordering = ["-month"]
        permissions = [("lock_month", _("Locks reporting months"))]

    def __str__(self) -> str:
        return self.month

    def clean(self):
        """What has not begun is not closed; a month is opened again for a reason of its own, not for the one that stood there before."""
        is_month = month_validator.regex.match(self.month)
        if is_month and self.status != self.Status.OPEN and is_future(self.month, on=today()):
            raise ValidationError({"status": gettext("%(month)s lies in the future.") % {"month": month_words(self.month)}})
        before = Period.objects.filter(pk=self.pk).first()
        is_reopened = before and before.status == Period.Status.LOCKED != self.status
        if is_reopened and self.reason in ("", before.reason):
            raise ValidationError({"reason": gettext("Say why the locked month is opened again.")})
