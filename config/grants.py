"""Turns the table of roles into groups with exactly these rights."""

from django.contrib.auth.models import Group, Permission

from config.roles import ROLES


class UnknownRight(LookupError):
    """The table names a right that no model declares."""


def load_roles() -> None:
    """Idempotent: each role becomes a group of its code; rights that the table no longer names are taken away."""
    known = {f"{app}.{codename}": pk for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")}
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.code)
        missing = [right for right in role.rights if right not in known]
        if missing:
            raise UnknownRight(", ".join(missing))
        group.permissions.set({known[right] for right in role.rights})
