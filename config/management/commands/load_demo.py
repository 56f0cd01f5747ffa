from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.demo import loading
from zone.models import District


class Command(BaseCommand):
    help = "Loads the demo office as of 2016-07-05, once. Works in a demo (DEMO=1) only: its accounts are known to everybody."

    def handle(self, *args, verbosity, **options):
        if not settings.DEMO:
            raise CommandError(_("The demo office is loaded only where DEMO=1 is set; nothing was changed."))
        if loading.is_loaded():
            if verbosity:
                self.stdout.write(_("The demo office is there already."))
            return
        if not District.objects.filter(code="GXQ").exists():
            call_command("load_reference", verbosity=0)
        try:
            loading.load()
        except loading.NotEmpty:
            raise CommandError(
                _("This database holds people or enterprises that are not of the demo office; nothing was changed.")
            ) from None
        if verbosity:
            self.stdout.write(_("The demo office has been loaded."))
