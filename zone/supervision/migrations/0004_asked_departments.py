from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("supervision", "0003_ask_bureau")]

    operations = [
        operation
        for noun in ("instruction", "reminder")
        for operation in (
            migrations.RemoveIndex(noun, f"supervision_{noun}_dept"),
            migrations.AddIndex(
                noun,
                models.Index(
                    fields=["department", "answered_at"], name=f"supervision_{noun}_dept", condition=Q(department__isnull=False)
                ),
            ),
        )
    ]
