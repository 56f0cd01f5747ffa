from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One line of the audit trail. It only grows: a trigger refuses to change or delete a row; each row's hash seals the one before."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
        LOCKED_OUT = "locked_out", _("locked out")
        SIGNED_OUT = "signed_out", _("signed out")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        EXPORTED = "exported", _("exported")
        IMPORTED = "imported", _("imported")
        IMPORT_UNDONE = "import_undone", _("import undone")
        REVEALED = "revealed", _("personal data shown")
        ROLES_CHANGED = "roles_changed", _("roles changed")
        ACCOUNT_CHANGED = "account_changed", _("account changed")
        PERIOD_CHANGED = "period_changed", _("reporting month changed")
        HANDED_IN = "handed_in", _("file handed in")
        DOWNLOADED = "downloaded", _("file downloaded")
        OUT_OF_SCOPE = "out_of_scope", _("asked for something out of scope")

    at = models.DateTimeField(_("time"), db_index=True)
    kind = models.CharField(_("event"), max_length=20, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    username = models.CharField(_("account"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    succeeded = models.BooleanField(_("succeeded"), default=True)
    detail = models.JSONField(_("detail"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("audit trail")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "-id"], name="zone_event_kind")]
        default_permissions = ["view", "export"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}".strip()


class EventSeal(models.Model):
    """Where the audit trail ends: how many events, which is the last, signed with the house's key. One row, rewritten with every event."""

    count = models.PositiveBigIntegerField()
    last_event = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return str(self.count)
