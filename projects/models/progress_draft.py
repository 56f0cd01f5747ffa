from django.conf import settings
from django.db import models

from projects.models.project import Project


class ProgressDraft(models.Model):
    """What somebody has typed into a row of the monthly grid and not handed in yet: the cells as text, for him alone.

    `opened_version` is the version of the report that he saw when he began; 0 where there was none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    period = models.CharField(max_length=7)
    cells = models.JSONField(default=dict)
    opened_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["user", "period", "project"], name="proj_draft_once")]

    def __str__(self) -> str:
        return f"{self.project} {self.period}"
