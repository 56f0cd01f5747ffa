"""The tables of `ledgers` as they are, for an office that begins now: it stands for the migrations that it replaces."""

import django.db.models.deletion
import zone.ledgers.models.batch
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("ledgers", "0001_initial"),
        ("ledgers", "0002_initial"),
        ("ledgers", "0003_what_undoing_did"),
        ("ledgers", "0004_what_was_read"),
        ("ledgers", "0005_cancelled_and_being_undone"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind of sheet')),
                ('state', models.CharField(choices=[('uploaded', 'uploaded'), ('reading', 'being read'), ('previewed', 'previewed'), ('committing', 'being saved'), ('committed', 'saved'), ('undoing', 'being undone'), ('undone', 'undone'), ('refused', 'cannot be read'), ('interrupted', 'interrupted'), ('cancelled', 'cancelled')], default='uploaded', max_length=12, verbose_name='state')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('folder', models.CharField(default=zone.ledgers.models.batch.new_folder, editable=False, max_length=32, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.CharField(blank=True, editable=False, max_length=64)),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('options', models.JSONField(default=dict)),
                ('sheet', models.CharField(blank=True, max_length=60, verbose_name='worksheet')),
                ('period', models.CharField(blank=True, max_length=7, verbose_name='period')),
                ('unit', models.CharField(blank=True, max_length=12, verbose_name='unit')),
                ('rows_read', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                ('rows_new', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('rows_changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('rows_unchanged', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('rows_rejected', models.PositiveIntegerField(default=0, verbose_name='rejected')),
                ('good_rows_only', models.BooleanField(default=False, verbose_name='good rows only')),
                ('refusal', models.JSONField(default=dict)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('committed_at', models.DateTimeField(null=True, verbose_name='saved at')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone at')),
                ('undone', models.JSONField(default=dict, editable=False, verbose_name='what undoing it did')),
                ('wiped_at', models.DateTimeField(null=True, verbose_name='files wiped at')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_batches', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'import batch',
                'verbose_name_plural': 'import batches',
                'ordering': ['-id'],
                'permissions': [('import_enterprises', 'Imports enterprise ledgers'), ('import_support', 'Imports support tables'), ('import_tech_upgrade', 'Imports technical-upgrade plans'), ('import_investment', 'Imports investment dispatch tables'), ('import_progress', 'Imports monthly progress'), ('import_merger', 'Imports merger tasks'), ('import_indicators', 'Imports main indicators')],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['sha256'], name='ledgers_batch_sha256'), models.Index(fields=['content'], name='ledgers_batch_content')],
            },
        ),
    ]
