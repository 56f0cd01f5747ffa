from django.conf import settings
from django.db import models


class FormerPassword(models.Model):
    """The hash of one of the last passwords of a person, the present one among them; kept only where passwords age."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    chosen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.user_id} {self.chosen_at:%Y-%m-%d}"
