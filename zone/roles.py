"""What the roles are called. The table of roles stands on the roof (settings.ROLES names it); a group carries a role's code."""

from django.conf import settings
from django.utils.module_loading import import_string


def role_name(code: str) -> str:
    """The name of a role in the language of the page; a group that is no role keeps its own."""
    role = import_string(settings.ROLES).get(code)
    return str(role.name) if role else code
