"""The audit trail only grows: the database refuses to change or delete its rows. A later migration that rebuilds the table must put this back."""

from django.db import migrations

from zone.lib.append_only import guard, unguard


def forwards(apps, schema_editor):
    guard("zone_event", schema_editor.connection)


def backwards(apps, schema_editor):
    unguard("zone_event", schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("zone", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
