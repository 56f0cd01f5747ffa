from django.core.management.base import BaseCommand, CommandError

from zone.audit import verify
from zone.models import Event


class Command(BaseCommand):
    help = "Reads the whole audit trail and names every event that was changed, deleted or inserted after it was written."

    def handle(self, *args, **options):
        flaws = 0
        for flaw in verify():
            flaws += 1
            self.stdout.write(f"#{flaw.event}: {flaw.reason}" if flaw.event else flaw.reason)
        if flaws:
            raise CommandError(f"{flaws} flaws in {Event.objects.count()} events")
        self.stdout.write(f"{Event.objects.count()} events, whole")
