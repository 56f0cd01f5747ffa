from django.db import models
from django.utils.translation import gettext_lazy as _

from zone.models.versioned import history
from zone.models.written import Written


class CalendarDay(Written):
    """One day of a year that has been loaded: a working day or not. A year without rows has not been loaded, and nobody guesses it."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"))
    occasion = models.CharField(_("occasion"), max_length=40, blank=True)

    history = history()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("working-day calendar")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
