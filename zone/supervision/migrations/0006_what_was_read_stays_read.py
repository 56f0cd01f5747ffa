"""An answer that either of the two had read lay on neither's list: it comes back to nobody's."""

from django.db import migrations
from django.db.models import F


def read(apps, schema_editor):
    for name in ("Instruction", "Reminder", "HistoricalInstruction", "HistoricalReminder"):
        apps.get_model("supervision", name).objects.filter(noted_at__isnull=False).update(entry_noted_at=F("noted_at"))


class Migration(migrations.Migration):
    dependencies = [("supervision", "0005_each_reads_for_himself")]

    operations = [migrations.RunPython(read, migrations.RunPython.noop)]
