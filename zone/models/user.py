from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zone.lib.clock import today
from zone.models.versioned import history
from zone.models.written import Written
from zone.reach import Reach


class User(Written, AbstractUser):
    """A person of the office. Officials who never sign in are users with an unusable password; a person is not a post, and has several."""

    first_name = last_name = None
    name = models.CharField(_("full name"), max_length=40)
    work_phone = models.CharField(_("work phone"), max_length=30, blank=True)
    mobile = models.CharField(_("mobile"), max_length=20, blank=True)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True, editable=False)
    must_change_password = models.BooleanField(_("must change the password"), default=False)

    history = history(excluded_fields=["password", "last_login"], m2m_fields=["groups"])

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        indexes = [models.Index(fields=["name"], name="zone_user_name")]
        permissions = [
            ("reach_zone", _("Sees the records of the whole zone")),
            ("reach_department", _("Sees the records of his departments")),
            ("reach_district", _("Sees the records of his districts")),
            ("grant_roles", _("Grants roles")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def reach(self) -> Reach:
        """How far this person sees today; computed once for a request."""
        return Reach.of(self, on=today())
