"""The same setting, post or portfolio never holds twice on a day: refused by the database. A later migration that rebuilds one of the
tables must put this back."""

from django.db import migrations

from zone.lib.one_at_a_time import keep_apart, let_overlap

TABLES = {
    "zone_setting": ("key",),
    "zone_post": ("user_id", "department_id", "title"),
    "zone_portfolio": ("user_id", "department_id"),
}


def forwards(apps, schema_editor):
    for table, columns in TABLES.items():
        keep_apart(table, columns, schema_editor.connection)


def backwards(apps, schema_editor):
    for table in TABLES:
        let_overlap(table, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("zone", "0004_aliases_with_history")]

    operations = [migrations.RunPython(forwards, backwards)]
