import secrets

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from config.grants import load_roles
from config.roles import BY_CODE
from zone import audit
from zone.models import Event, User

ADMINISTRATORS = ("sysadmin", "secadmin", "auditor")


class Command(BaseCommand):
    help = "Makes the first accounts of an office of its own: the three separated administrators, each with a password for once."

    @transaction.atomic
    def handle(self, *args, **options):
        if User.objects.exists():
            raise CommandError(_("There are accounts already; nothing was changed."))
        load_roles()
        for code in ADMINISTRATORS:
            role, password = BY_CODE[code], secrets.token_urlsafe(12)
            facts = {"name": str(role.name), "is_staff": role.is_staff, "must_change_password": True}
            person = User.objects.create_user(code, password=password, **facts)
            person.groups.set([Group.objects.get(name=code)])
            self.stdout.write(f"  {code:<10} {password}  {role.name}")
        for code in ADMINISTRATORS:
            audit.record(Event.Kind.ACCOUNT_CHANGED, subject=code, detail={"change": "made"})
        self.stdout.write(_("Each of them chooses a password of his own when he signs in first."))
