from django.conf import settings
from django.db import models


class Told(models.Model):
    """Somebody was told of a matter on an occasion, once: what is due is worked out when looked at, what was said is kept here.

    `matter` names the record (`project-report:12:2016-06`), `occasion` what there was to say of it (`due`, `overdue`, `returned:3`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    matter = models.CharField(max_length=80)
    occasion = models.CharField(max_length=30)
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["user", "matter", "occasion"], name="zone_told_once")]
        indexes = [models.Index(fields=["user", "told_at"], name="zone_told_at")]

    def __str__(self) -> str:
        return f"{self.matter} {self.occasion}"
