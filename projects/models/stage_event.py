from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.project import Precision, Project
from projects.models.stage import Stage
from zone.models.versioned import history


class StageEvent(models.Model):
    """A project entered a stage on a day. The day may lie in the past; who recorded it, and when, stands beside it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="stage_events", verbose_name=_("project"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    entered_on = models.DateField(_("entered on"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=8, choices=Precision, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    history = history()

    class Meta:
        verbose_name = _("stage entered")
        verbose_name_plural = _("stages entered")
        ordering = ["project", "-id"]
        indexes = [models.Index(fields=["stage", "entered_on"], name="proj_stage_event_day")]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_stage_display()}"
