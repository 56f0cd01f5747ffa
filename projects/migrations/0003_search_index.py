"""The index by which PostgreSQL finds a project by any two characters of its names."""

from django.db import migrations

from zone.lib.text_search import drop_index, make_index

PLACE = ("projects_project", "search_text")


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_initial")]

    operations = [migrations.RunPython(make_index(*PLACE), drop_index(*PLACE))]
