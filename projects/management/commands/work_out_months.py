from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from projects import standing
from zone.lib.clock import today
from zone.lib.months import between
from zone.reporting_period import period_due


class Command(BaseCommand):
    help = (
        "Works out every project in every month from --since (2016-03; the newest month if not said) to the newest one, and all its sums. "
        "Pages do so by themselves: this is for a night before many look, and after data were written by other means."
    )

    def add_arguments(self, parser):
        parser.add_argument("--since", default="", metavar="MONTH")

    def handle(self, *args, since, verbosity, **options):
        on = today()
        newest = period_due(on=on)
        since = since or newest
        if not standing.may_look(since, on=on):
            raise CommandError(_("“%(text)s” is not a month that can be worked out.") % {"text": since[:20]})
        standing.work_out_all(since, on=on)
        if verbosity:
            self.stdout.write(_("Worked out: %(months)s.") % {"months": "、".join(between(since, newest))})
