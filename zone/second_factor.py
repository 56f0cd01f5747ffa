"""Taking a second factor away from whoever has lost the phone and the spare codes: by the security administrator, or by a command."""

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from zone import audit
from zone.models import Event, User

DEVICES = (TOTPDevice, StaticDevice)


def is_set_up(person: User) -> bool:
    """Whether there is anything to take away; a phone that was never confirmed counts, since its key may be known."""
    return any(kind.objects.filter(user=person).exists() for kind in DEVICES)


@transaction.atomic
def lift(person: User, *, by: User | None, request=None) -> bool:
    """The person sets up a new one at his next sign-in. False: there was none, and nothing is recorded. `by` None: the command."""
    User.objects.select_for_update().get(pk=person.pk)  # who presses twice is recorded once
    if not sum(kind.objects.filter(user=person).delete()[0] for kind in DEVICES):
        return False
    audit.record(Event.Kind.ACCOUNT_CHANGED, by=by, request=request, subject=person.username, detail={"change": "second_factor_lifted"})
    return True
