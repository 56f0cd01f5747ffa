"""By when something is to be done, as sheets say it: 3月底, 二季度, 2016年5月20日."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zone.models.precision import Precision


class TimeLimited(models.Model):
    """`due_on` is the first day of the span that is meant, `due_precision` how exactly it is known, `due_by` its last day. Subclasses
    say with `is_finished` what is late no longer, and keep the two days in order by `days_in_order`."""

    due_on = models.DateField(_("time limit from"), null=True, blank=True)
    due_precision = models.CharField(_("precision of the time limit"), max_length=8, choices=Precision, blank=True)
    due_by = models.DateField(_("last day of the time limit"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_finished(self) -> bool:
        raise NotImplementedError

    def is_overdue(self, *, on: date) -> bool:
        """Not finished although the last day has gone by; on that day itself it is on time."""
        return self.due_by is not None and self.due_by < on and not self.is_finished


def days_in_order(name: str) -> models.CheckConstraint:
    """The constraint, by this name, that a time limit ends no sooner than it begins."""
    return models.CheckConstraint(
        condition=Q(due_on=None, due_by=None) | Q(due_on__lte=F("due_by")),
        name=name,
        violation_error_message=_("The time limit ends before it begins."),
    )
