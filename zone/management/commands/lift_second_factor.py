from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zone.models import User
from zone.second_factor import lift


class Command(BaseCommand):
    help = "Lifts the second step of an account whose phone and spare codes are lost, where no security administrator can do it."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(_("There is no account named %(user)s.") % {"user": username})
        if not lift(person, by=None):
            raise CommandError(_("%(person)s has no second step.") % {"person": person})
        self.stdout.write(_("The second step of %(person)s has been lifted.") % {"person": person})
