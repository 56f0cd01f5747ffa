from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from projects.models.stage import Stage
from zone.lib.clock import today
from zone.models import Attachment, Precision
from zone.models.versioned import history
from zone.models.written import Written

FIRST_DAY = date(1990, 1, 1)  # before the zone there were no projects of the zone


def check_entered(day: date | None) -> None:
    """Raises ValidationError for a day that lies in the future or before there was a zone."""
    if day and day > today():
        raise ValidationError(gettext("The day lies in the future."), code="future")
    if day and day < FIRST_DAY:
        raise ValidationError(gettext("The day lies before %(day)s: please check the year.") % {"day": FIRST_DAY}, code="too_early")


class StageEvent(Written):
    """A project entered a stage on a day. The day may lie in the past; who recorded it, and when, stands beside it.

    `ends_on`: of a winter break; `approved_by`: the person or meeting that approved an end; `attachments`: the evidence of this stage.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="stage_events", verbose_name=_("project"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    entered_on = models.DateField(_("entered on"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=8, choices=Precision, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    ends_on = models.DateField(_("planned to end on"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=60, blank=True)
    attachments = models.ManyToManyField(Attachment, blank=True, editable=False, related_name="stage_events", verbose_name=_("evidence"))
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

    def clean(self):
        """The days follow each other as the stages were recorded, unless the note says why they do not."""
        try:
            check_entered(self.entered_on)
        except ValidationError as refusal:
            raise ValidationError({"entered_on": refusal.error_list}) from refusal
        if not self.entered_on or self.note.strip() or self.project_id is None:
            return
        earlier = StageEvent.objects.filter(project=self.project_id, entered_on__isnull=False)
        if self.pk is not None:
            earlier = earlier.filter(pk__lt=self.pk)
        before = earlier.order_by("-pk").first()
        if before and self.entered_on < before.entered_on:
            told = gettext("The stage before, %(stage)s, was entered on %(day)s: please check the day, or write the reason.")
            facts = {"stage": before.get_stage_display(), "day": before.entered_on}
            raise ValidationError({"entered_on": ValidationError(told % facts, code="out_of_order")})
