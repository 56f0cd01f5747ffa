from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_answers_read")]

    operations = [
        migrations.AlterModelOptions(
            name="reminder",
            options={
                "ordering": ["-entered_at", "-id"],
                "permissions": [("send_reminder", "Urges others"), ("ask_bureau", "Asks the bureau in charge")],
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
            },
        ),
    ]
