import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def random_path(attachment, name: str) -> str:
    """Where a file is stored: nothing of the name that its owner gave it."""
    token = secrets.token_hex(16)
    return f"attachments/{token[:2]}/{token}"


class Attachment(models.Model):
    """A file that somebody handed in as evidence. The record that holds it decides who may fetch it; it is never shown as a page."""

    file = models.FileField(_("file"), upload_to=random_path, max_length=80)
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
