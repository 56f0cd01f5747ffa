"""With whose rights a command acts: `--as USER`."""

from zone.ledgers.refused import LedgerRefused
from zone.models import User


def acting_user(username: str) -> User | None:
    """The active account of this name; None for no name: the house itself. Raises LedgerRefused."""
    if not username:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise LedgerRefused("unknown_user", user=username)
    return user


def rights_told(user: User | None) -> dict:
    """For the detail of an event: that a command acted for nobody, with all rights."""
    return {} if user else {"rights": "all"}
