from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_asked_departments")]

    operations = [
        operation
        for noun in ("instruction", "reminder")
        for operation in (
            *(
                migrations.AddField(
                    model,
                    "entry_noted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="answer read by whoever entered it, at"),
                )
                for model in (noun, f"historical{noun}")
            ),
            migrations.RemoveIndex(noun, f"supervision_{noun}_back"),
            migrations.AddIndex(
                noun,
                models.Index(
                    fields=["entered_by"],
                    name=f"supervision_{noun}_back",
                    condition=Q(answered_at__isnull=False, entry_noted_at=None),
                ),
            ),
        )
    ]
