from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from zone.models import Attachment
from zone.models.period import month_validator
from zone.models.versioned import Versioned, history
from zone.reporting_months import check_record_open


class MonthlyPlan(models.Model):
    """What a project means to invest in one month, in 10,000 yuan. Without these rows the year's plan is spread evenly."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="monthly_plans", verbose_name=_("project"))
    period = models.CharField(_("month"), max_length=7, validators=[month_validator])
    amount = models.DecimalField(_("planned in the month"), max_digits=18, decimal_places=4)

    history = history()

    class Meta:
        verbose_name = _("monthly plan")
        verbose_name_plural = _("monthly plans")
        ordering = ["project", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "period"],
                name="proj_plan_once",
                violation_error_message=_("This month already has a plan."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="proj_plan_not_negative",
                violation_error_message=_("A plan cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"

    def clean(self):
        """The plan of a locked month stays; a month to come is what a plan is for."""
        check_record_open(self, may_be_future=True)


class ProjectProgressQuerySet(models.QuerySet):
    def visible_to(self, user):
        # Whoever sees every project need not be asked about each: a list of all of them would be made for it.
        if user.has_perm("projects.view_project") and user.reach.whole:
            return self
        return self.filter(project__in=Project.objects.visible_to(user))

    def standing(self):
        """Reports that count as made: a returned one is owed again."""
        return self.exclude(state=ProjectProgress.State.RETURNED)

    def waiting(self):
        """Handed in, and neither confirmed nor returned yet."""
        return self.filter(state=ProjectProgress.State.SUBMITTED)

    def reviewable_by(self, user):
        """Reports of the kinds that this person manages, or of his departments; never what he filed, or what was filed for him."""
        if not user.has_perm("projects.review_progress"):
            return self.none()
        within = Q(project__kind__in=[kind for kind in Project.Kind.values if user.has_perm(f"projects.manage_{kind}")])
        within |= Q(project__department__in=user.reach.departments)
        return self.visible_to(user).filter(within).exclude(recorded_by=user).exclude(recorded_for=user)

    def editable_by(self, user):
        """Reports that this person may correct after they were confirmed or their month was locked: of the kinds that he manages."""
        if not user.has_perm("projects.correct_progress"):
            return self.none()
        kinds = [kind for kind in Project.Kind.values if user.has_perm(f"projects.manage_{kind}")]
        return self.visible_to(user).filter(project__kind__in=kinds)


class ProjectProgress(Versioned):
    """What was done in a month and since January, in 10,000 yuan, and how the site looks, in the words that leaders read."""

    class Light(models.TextChoices):
        GREEN = "green", _("green light")
        YELLOW = "yellow", _("yellow light")
        RED = "red", _("red light")

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("handed in")
        RETURNED = "returned", _("returned")
        CONFIRMED = "confirmed", _("confirmed")

    class Difference(models.TextChoices):
        """Why the month before and this month do not add up to the sum since January, or why that sum fell."""

        REVISION = "revision", _("earlier months were revised")
        ROUNDING = "rounding", _("rounding")
        SCOPE = "scope", _("the scope of the statistics changed")
        AUDIT = "audit", _("after audit or settlement")
        MISTAKE = "mistake", _("an earlier report was wrong")
        OTHER = "other", _("another reason, see the note")

    project = models.ForeignKey(Project, models.CASCADE, related_name="progress", verbose_name=_("project"))
    period = models.CharField(_("month"), max_length=7, validators=[month_validator])
    invest_month = models.DecimalField(_("invested in the month"), max_digits=18, decimal_places=4, null=True, blank=True)
    invest_ytd = models.DecimalField(_("invested since January"), max_digits=18, decimal_places=4, null=True, blank=True)
    invest_since_start = models.DecimalField(_("invested since the start"), max_digits=18, decimal_places=4, null=True, blank=True)
    funds_in_place = models.DecimalField(_("funds in place"), max_digits=18, decimal_places=4, null=True, blank=True)
    physical_progress = models.CharField(_("visual progress"), max_length=200, blank=True)
    problems = models.CharField(_("problems"), max_length=500, blank=True)
    next_step = models.CharField(_("next step"), max_length=500, blank=True)
    reported_light = models.CharField(_("light as reported"), max_length=6, choices=Light, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SUBMITTED, editable=False)
    is_unchanged = models.BooleanField(_("nothing changed in the month"), default=False)
    difference_reason = models.CharField(_("reason of the difference"), max_length=8, choices=Difference, blank=True)
    difference_note = models.CharField(_("note on the difference"), max_length=200, blank=True)
    reported_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, editable=False)
    review_note = models.CharField(_("words of the review"), max_length=200, blank=True, editable=False)
    attachments = models.ManyToManyField(Attachment, blank=True, editable=False, verbose_name=_("photos and vouchers"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded for"),
    )

    objects = ProjectProgressQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("monthly progress")
        verbose_name_plural = _("monthly progress")
        ordering = ["project", "-period"]
        indexes = [
            models.Index(fields=["period", "project"], name="proj_progress_period"),
            models.Index(fields=["state", "reported_at"], name="proj_progress_state"),
            models.Index(fields=["project", "state", "period"], name="proj_progress_back"),
        ]
        permissions = [
            ("report_assigned", _("Reports the months of the projects assigned to himself")),
            ("report_department", _("Reports the months of his departments' projects, for others")),
            ("review_progress", _("Confirms or returns monthly reports")),
            ("correct_progress", _("Corrects reports of locked months")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "period"],
                name="proj_progress_once",
                violation_error_message=_("This project has already been reported for the month."),
            ),
            models.CheckConstraint(condition=Q(period__regex=r"^\d{4}-\d{2}$"), name="proj_progress_period_form"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("projects:progress-detail", args=[self.pk])

    def clean(self):
        """What was told of a locked month stays as it was told."""
        check_record_open(self)


# Of projects by their report of a month (`own`, see ProjectQuerySet.in_grid), as `standing` says it of the reports.
RETURNED = Q(own__state=ProjectProgress.State.RETURNED)
STANDING = Q(own__state__in=[state for state in ProjectProgress.State if state != ProjectProgress.State.RETURNED])
OPEN = Q(own__isnull=True) | RETURNED
UNCONFIRMED = OPEN | Q(own__state=ProjectProgress.State.SUBMITTED)
