"""Facts that hold from a day to a day. An open end means "until further notice", an open start "since before our records"."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zone.models.written import Written


class DatedQuerySet(models.QuerySet):
    def on(self, day: date):
        """Rows that hold on this day; the first and the last day belong to it."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def overlapping(self, first: date | None, last: date | None):
        """Rows that hold on at least one of these days; None: an open end."""
        rows = self if last is None else self.filter(Q(valid_from=None) | Q(valid_from__lte=last))
        return rows if first is None else rows.filter(Q(valid_to=None) | Q(valid_to__gte=first))


class Dated(Written):
    """`ONE_AT_A_TIME`: of rows alike in these columns no two hold on the same day; a migration has the database say so too."""

    ONE_AT_A_TIME: tuple[str, ...] = ()

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

    def clean(self):
        super().clean()
        if not self.ONE_AT_A_TIME:
            return
        alike = type(self)._default_manager.filter(**{name: getattr(self, name) for name in self.ONE_AT_A_TIME}).exclude(pk=self.pk)
        if other := alike.overlapping(self.valid_from, self.valid_to).first():
            told = gettext("“%(name)s” holds already from %(first)s to %(last)s: end that one first, or choose other days.")
            days = {"first": other.valid_from or "…", "last": other.valid_to or "…"}
            raise ValidationError({"valid_from": told % {"name": other, **days}})
