from django.core.management.base import BaseCommand
from django.db import transaction

import enterprises.reference
import zone.indicators.reference
import zone.reference
from config.grants import load_roles
from enterprises.models import Cluster
from zone.indicators.models import Indicator
from zone.ledgers.renewed_layouts import renew_layouts
from zone.models import CalendarDay, District, Setting


class Command(BaseCommand):
    help = "Loads what every office needs: districts, clusters, indicators, settings, the calendar, roles. What is there stays."

    def handle(self, *args, verbosity, **options):
        with transaction.atomic():
            zone.reference.load()
            zone.indicators.reference.load()
            enterprises.reference.load()
            load_roles()
            renew_layouts()
        if verbosity:
            counts = {
                "districts": District.objects.count(),
                "clusters": Cluster.objects.count(),
                "indicators": Indicator.objects.count(),
                "settings": Setting.objects.count(),
                "calendar days": CalendarDay.objects.count(),
            }
            self.stdout.write(", ".join(f"{number} {what}" for what, number in counts.items()))
