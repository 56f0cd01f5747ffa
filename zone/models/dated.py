"""Facts that hold from a day to a day. An open end means "until further notice", an open start "since before our records"."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zone.models.written import Written


class DatedQuerySet(models.QuerySet):
    def on(self, day: date):
        """Rows that hold on this day; the first and the last day belong to it."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class Dated(Written):
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="%(app_label)s_%(class)s_valid_order",
                violation_error_message=_("The last day lies before the first."),
            )
        ]
