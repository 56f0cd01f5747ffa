"""What the house asks of a new password beyond Django's own rules (see AUTH_PASSWORD_VALIDATORS)."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zone.models import FormerPassword


class SeveralKinds:
    """At least so many of: small letters, capitals, digits, anything else."""

    def __init__(self, at_least: int = 3):
        self.at_least = at_least

    def validate(self, password, user=None):
        if len({kind_of(char) for char in password}) < self.at_least:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self):
        words = _("A password has at least %(count)d of these four kinds of characters: small letters, capitals, digits, others.")
        return words % {"count": self.at_least}


def kind_of(char: str) -> str:
    if char.isdecimal():
        return "digit"
    if char.islower():
        return "small"
    return "capital" if char.isupper() else "other"


class NotOneOfTheLast:
    """Where passwords age: none of a person's last passwords again. Those count that were chosen since ageing was switched on, and always
    the present one."""

    def __init__(self, count: int = 5):
        self.count = count

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        former = self._kept(user).values_list("password", flat=True)
        if any(check_password(password, hashed) for hashed in {user.password, *former}):
            raise ValidationError(self.get_help_text(), code="used_before")

    def password_changed(self, password, user=None):
        """Django calls it when a person with a new password is saved."""
        if user is None or not user.has_usable_password():
            return
        FormerPassword.objects.create(user=user, password=user.password)
        FormerPassword.objects.filter(user=user).exclude(pk__in=list(self._kept(user).values_list("pk", flat=True))).delete()

    def get_help_text(self):
        return _("None of the last %(count)d passwords may be used again.") % {"count": self.count}

    def _kept(self, user):
        return FormerPassword.objects.filter(user=user).order_by("-pk")[: self.count]
