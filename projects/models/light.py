from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project, within_reach
from zone.models.versioned import Versioned, history


class Light(models.TextChoices):
    """How a project fares. A project that owes a report and has none is grey, never green; without a light it is not judged."""

    GREEN = "green", _("green light")
    YELLOW = "yellow", _("yellow light")
    RED = "red", _("red light")
    GREY = "grey", _("not reported")


class LightOverrideQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Asked of each one's project: they are few, and a list of all projects within reach would be made for it."""
        if not user.has_perm("projects.view_project"):
            return self.none()
        return self if user.reach.whole else self.filter(within_reach(user, "project__"))

    def on(self, day):
        """Overrides that hold on this day; the last day belongs to it. One that was ended holds no more from that very day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), valid_from__lte=day, expires_on__gte=day)


class LightOverride(Versioned):
    """A light that somebody set by hand over the computed one: with a reason, who approved it, and a last day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="light_overrides", verbose_name=_("project"))
    light = models.CharField(_("light"), max_length=6, choices=[choice for choice in Light.choices if choice[0] != Light.GREY])
    reason = models.CharField(_("reason"), max_length=200)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approved by"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    valid_from = models.DateField(_("valid from"))
    expires_on = models.DateField(_("last day"))
    ended_on = models.DateField(_("ended early on"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("ended by")
    )

    objects = LightOverrideQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("light set by hand")
        verbose_name_plural = _("lights set by hand")
        ordering = ["project", "-entered_at"]
        indexes = [models.Index(fields=["expires_on", "project"], name="proj_override_expiry")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("expires_on")),
                name="proj_override_days",
                violation_error_message=_("The last day lies before the first."),
            )
        ]
        permissions = [("override_light", _("Sets lights by hand"))]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_light_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('projects:project-detail', args=[self.project_id])}#lights"
