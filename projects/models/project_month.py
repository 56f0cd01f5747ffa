from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.light import Light, LightOverride
from projects.models.project import Project
from zone.models import LightRule


class ProjectMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user))


class ProjectMonth(models.Model):
    """How a project stands at the end of a month, worked out from its plan and reports and never typed; money in 10,000 yuan.

    A row is written in the transaction that changes what it follows from (`projects.standing`), in sets. `judged_on` is the day as of which
    it was worked out: what depends on the day (a start overdue) is worked out anew when it is looked at on a later day of the open month.
    """

    class Reason(models.TextChoices):
        """Why the light is what it is; the figures beside it say by how much."""

        ON_SCHEDULE = "on_schedule", _("at or above the schedule")
        SLIGHTLY_BELOW = "slightly_below", _("below the schedule, within what the rule allows")
        BELOW = "below", _("below the schedule")
        START_DUE = "start_due", _("due to start, not started")
        START_OVERDUE = "start_overdue", _("start overdue")
        NOT_REPORTED = "not_reported", _("not reported")
        OVERRIDDEN = "overridden", _("set by hand")

    project = models.ForeignKey(Project, models.CASCADE, related_name="months", verbose_name=_("project"))
    period = models.CharField(_("month"), max_length=7)
    owes = models.BooleanField(_("owes a report"), default=False)
    is_reported = models.BooleanField(_("reported"), default=False)
    year_plan = models.DecimalField(_("planned for the year"), max_digits=18, decimal_places=4, null=True)
    even_plan = models.DecimalField(_("planned without a monthly curve"), max_digits=18, decimal_places=4, default=0)
    curve_due = models.DecimalField(_("due by the monthly curve"), max_digits=18, decimal_places=4, default=0)
    done = models.DecimalField(_("done since January"), max_digits=18, decimal_places=4, null=True)
    done_in_month = models.DecimalField(_("done in the month"), max_digits=18, decimal_places=4, null=True)
    unplaced_done = models.DecimalField(_("done in unknown months"), max_digits=18, decimal_places=4, null=True)
    completion = models.FloatField(_("completion of the year's plan"), null=True)
    schedule = models.FloatField(_("schedule by the rule"), null=True)
    months_overdue = models.PositiveSmallIntegerField(_("months by which the start is overdue"), null=True)
    progress_light = models.CharField(_("light of the progress"), max_length=6, choices=Light, blank=True)
    start_light = models.CharField(_("light of the start"), max_length=6, choices=Light, blank=True)
    computed_light = models.CharField(_("light as computed"), max_length=6, choices=Light, blank=True)
    light = models.CharField(_("light"), max_length=6, choices=Light, blank=True)
    reason = models.CharField(_("reason of the light"), max_length=16, choices=Reason, blank=True)
    rule = models.ForeignKey(LightRule, models.PROTECT, null=True, related_name="+", verbose_name=_("light rule"))
    light_before = models.CharField(_("light of the month before"), max_length=6, choices=Light, blank=True)
    override = models.ForeignKey(LightOverride, models.SET_NULL, null=True, related_name="+", verbose_name=_("set by hand"))
    judged_on = models.DateField(_("worked out on"))

    objects = ProjectMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("project in a month")
        verbose_name_plural = _("projects in a month")
        default_permissions = []
        ordering = ["project", "-period"]
        constraints = [models.UniqueConstraint(fields=["project", "period"], name="proj_month_once")]
        indexes = [
            models.Index(fields=["period", "light", "project"], name="proj_month_light"),
            models.Index(fields=["period", "completion", "project"], name="proj_month_completion"),
            models.Index(fields=["period", "owes", "is_reported", "project"], name="proj_month_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"
