"""The demo office's password is printed by `make run` and known to everybody: outside the demo nobody signs in with it or chooses it."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from config.demo.accounts import ACCOUNTS, PASSWORD


class RefuseDemoPassword:
    """An authentication backend that knows nobody; it stands before the one that does, and stops this password there."""

    def authenticate(self, request, username=None, password=None, **credentials):
        if password == PASSWORD and not settings.DEMO:
            raise PermissionDenied


class NotTheDemoPassword:
    """A password validator."""

    def validate(self, password, user=None):
        if password == PASSWORD and not settings.DEMO:
            raise ValidationError(self.get_help_text(), code="demo_password")

    def get_help_text(self):
        return _("The password of the demo office is known to everybody and cannot be used.")


def check_demo_accounts(app_configs, **kwargs):
    """For `check --deploy`: accounts of the demo office that still have its password."""
    if settings.DEMO:
        return []
    people = get_user_model().objects.filter(username__in=[account.username for account in ACCOUNTS], is_active=True)
    try:
        left = [person.username for person in people if person.check_password(PASSWORD)]
    except DatabaseError:  # before the first migration there is nobody
        return []
    hint = "Switch these accounts off or give them passwords of their own."
    return [Error(f"demo accounts with the demo password: {', '.join(left)}", hint=hint, id="house.E001")] if left else []
