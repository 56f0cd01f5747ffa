from django.conf import settings
from django.db import models
from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from projects.models.conditions import stood_unfinished
from projects.models.light import Light, LightOverride
from projects.models.project import Project
from projects.models.stage import Stage
from zone.models import Department, District, LightRule


def snapshot(model, words) -> models.ForeignKey:
    """Who or where as it stood: no constraint and no index of its own, since a million rows would pay for both."""
    return models.ForeignKey(model, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+", verbose_name=words)


# A project that is not reported is told as that, not as one that got worse.
WORSE = Q(light=Light.YELLOW, light_before=Light.GREEN) | Q(light=Light.RED, light_before__in=[Light.GREEN, Light.YELLOW])
BETTER = Q(light=Light.YELLOW, light_before=Light.RED) | Q(light=Light.GREEN, light_before__in=[Light.YELLOW, Light.RED])
FIRST_DAY = Cast(Concat("period", Value("-01")), DateField())  # of the month of a row
WORST_FIRST = ("overdue_rank", "behind_rank", "project")


class ProjectMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        # Whoever sees every project need not be asked about each: a list of all of them would be made for it.
        if user.has_perm("projects.view_project") and user.reach.whole:
            return self
        return self.filter(project__in=Project.objects.visible_to(user))

    def not_reported(self):
        """Those that owe a report for their month and have none."""
        return self.filter(owes=True, is_reported=False)

    def still_owed(self):
        """The same of projects that had not ended before, as is known now: the month in which one was completed is asked for, those
        after it are not."""
        return self.not_reported().filter(stood_unfinished(FIRST_DAY, to="project__"))

    def worse(self):
        """Those whose light is worse than the one of the month before."""
        return self.filter(WORSE)

    def better(self):
        """Those whose light is better than the one of the month before."""
        return self.filter(BETTER)


class ProjectMonth(models.Model):
    """How a project stands at the end of a month, worked out from its plan and reports and never typed; money in 10,000 yuan.

    A row is written in the transaction that changes what it follows from (`projects.standing`), in sets. `judged_on` is the day as of which
    it was worked out: what depends on the day (a start overdue) is worked out anew when it is looked at on a later day of the open month.

    Stage, department, district, leader and what follows from the day are those of the newest month as of now, and of a month gone by as
    they last were in it; figures follow the reports and plans of the year whenever these come.
    """

    class Late(models.TextChoices):
        """In what the project is late, as of the day on which the row was worked out."""

        START = "start", _("late to start")
        FINISH = "finish", _("late to finish")
        BOTH = "both", _("late to start and to finish")

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
    kind = models.CharField(_("kind"), max_length=12, choices=Project.Kind)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    department = snapshot(Department, _("responsible department"))
    district = snapshot(District, _("district"))
    leader = snapshot(settings.AUTH_USER_MODEL, _("leader"))
    is_of_year = models.BooleanField(_("counted in the year"), default=False)
    late = models.CharField(_("late"), max_length=6, choices=Late, blank=True)
    is_still = models.BooleanField(_("without movement"), default=False)
    owes = models.BooleanField(_("owes a report"), default=False)
    is_reported = models.BooleanField(_("reported"), default=False)
    year_plan = models.DecimalField(_("planned for the year"), max_digits=18, decimal_places=4, null=True)
    is_curved = models.BooleanField(_("has a monthly curve"), default=False)
    even_plan = models.DecimalField(_("planned without a monthly curve"), max_digits=18, decimal_places=4, default=0)
    curve_due = models.DecimalField(_("due by the monthly curve"), max_digits=18, decimal_places=4, default=0)
    curve_due_before = models.DecimalField(_("due by the curve the month before"), max_digits=18, decimal_places=4, default=0)
    done = models.DecimalField(_("done since January"), max_digits=18, decimal_places=4, null=True)
    done_in_month = models.DecimalField(_("done in the month"), max_digits=18, decimal_places=4, null=True)
    done_before = models.DecimalField(_("done up to the month before"), max_digits=18, decimal_places=4, null=True)
    done_month_before = models.DecimalField(_("done in the month before"), max_digits=18, decimal_places=4, null=True)
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
    # The order of the worst, written by the database so that an index holds it: longest overdue first, then furthest behind the schedule;
    # what is not known stands behind.
    overdue_rank = models.GeneratedField(
        expression=-Coalesce(F("months_overdue"), Value(-1)), output_field=models.SmallIntegerField(), db_persist=True
    )
    behind_rank = models.GeneratedField(
        expression=Coalesce(F("completion") - F("schedule"), Value(1e15)), output_field=models.FloatField(), db_persist=True
    )

    objects = ProjectMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("project in a month")
        verbose_name_plural = _("projects in a month")
        default_permissions = []
        ordering = ["project", "-period"]
        constraints = [models.UniqueConstraint(fields=["project", "period"], name="proj_month_once")]
        indexes = [
            models.Index(fields=["period", "light", "light_before", "project"], name="proj_month_light"),
            models.Index(fields=["period", "completion", "project"], name="proj_month_completion"),
            models.Index(fields=["period", "owes", "is_reported", "project"], name="proj_month_owed"),
            models.Index(
                fields=["project", "period", "owes", "is_reported"], name="proj_month_owing", condition=Q(owes=True, is_reported=False)
            ),
            models.Index(fields=["period", "late", "project"], name="proj_month_late"),
            models.Index(fields=["period", "project"], name="proj_month_worse", condition=WORSE),
            models.Index(fields=["period", "project"], name="proj_month_better", condition=BETTER),
            models.Index(fields=["period", "light", *WORST_FIRST], name="proj_month_worst"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"

    @property
    def is_missing(self) -> bool:
        """It owes a report for its month and has none, as `not_reported` asks of many."""
        return self.owes and not self.is_reported
