"""Turns the table of roles into groups with exactly these rights."""

from django.contrib.auth.models import Group, Permission

from config.roles import ROLES


class UnknownRight(LookupError):
    """The table names a right that no model declares."""


def load_roles() -> None:
    """Idempotent: each role becomes a group of its code; rights that the table no longer names are taken away. Five statements, and one for
    each group that loses rights."""
    known = {f"{app}.{codename}": pk for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")}
    if missing := sorted({right for role in ROLES for right in role.rights} - known.keys()):
        raise UnknownRight(", ".join(missing))
    Group.objects.bulk_create([Group(name=role.code) for role in ROLES], ignore_conflicts=True)
    groups = dict(Group.objects.filter(name__in=[role.code for role in ROLES]).values_list("name", "pk"))
    grants = Group.permissions.through.objects
    wanted = {(groups[role.code], known[right]) for role in ROLES for right in role.rights}
    held = set(grants.filter(group__in=groups.values()).values_list("group_id", "permission_id"))
    grants.bulk_create([grants.model(group_id=group, permission_id=right) for group, right in sorted(wanted - held)])
    for group in {group for group, _right in held - wanted}:
        grants.filter(group=group, permission__in=[right for other, right in held - wanted if other == group]).delete()
