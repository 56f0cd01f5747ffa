from django.conf import settings
from django.db import models


class Receipt(models.Model):
    """A form that has been saved: the same form sent again finds its receipt and is led to what was saved the first time."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)
    url = models.CharField(max_length=200)

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return str(self.token)
