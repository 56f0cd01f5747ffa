"""The tables of `merger` as they are, for an office that begins now: it stands for the migrations that it replaces."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("merger", "0001_initial"),
        ("merger", "0002_time_limit_words"),
    ]

    dependencies = [
        ('zone', '0001_from_the_beginning'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalMergerTask',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('history_batch', models.BigIntegerField(db_index=True, editable=False, null=True, verbose_name='import batch')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='time limit from')),
                ('due_precision', models.CharField(blank=True, choices=[('day', 'day'), ('ten_day', 'ten days'), ('month', 'month'), ('quarter', 'quarter'), ('half', 'half year'), ('year', 'year')], max_length=8, verbose_name='precision of the time limit')),
                ('due_by', models.DateField(blank=True, null=True, verbose_name='last day of the time limit')),
                ('plan', models.CharField(max_length=120, verbose_name='plan')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('workstream', models.CharField(blank=True, max_length=120, verbose_name='workstream')),
                ('title', models.CharField(max_length=300, verbose_name='task')),
                ('lead_leader_name', models.CharField(blank=True, max_length=40, verbose_name='lead leader as written')),
                ('lead_department_name', models.CharField(blank=True, max_length=60, verbose_name='leading body as written')),
                ('supporting_departments', models.JSONField(blank=True, default=list, verbose_name='supporting bodies')),
                ('supporting_key', models.TextField(blank=True, editable=False)),
                ('state', models.CharField(choices=[('not_started', 'not started'), ('on_schedule', 'running to plan'), ('behind', 'behind schedule'), ('done', 'done'), ('closed', 'struck off')], default='not_started', max_length=12, verbose_name='state')),
                ('progress_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='progress (%)')),
                ('progress_note', models.CharField(blank=True, max_length=1000, verbose_name='work progress')),
                ('deliverable', models.CharField(blank=True, max_length=200, verbose_name='sign of completion')),
                ('remarks', models.CharField(blank=True, max_length=500, verbose_name='remarks')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='zone.department', verbose_name='leading body')),
                ('lead_leader', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='leader in charge')),
            ],
            options={
                'verbose_name': 'historical merger task',
                'verbose_name_plural': 'historical merger tasks',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='merger_hist_history_aca7c0_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MergerTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='time limit from')),
                ('due_precision', models.CharField(blank=True, choices=[('day', 'day'), ('ten_day', 'ten days'), ('month', 'month'), ('quarter', 'quarter'), ('half', 'half year'), ('year', 'year')], max_length=8, verbose_name='precision of the time limit')),
                ('due_by', models.DateField(blank=True, null=True, verbose_name='last day of the time limit')),
                ('plan', models.CharField(max_length=120, verbose_name='plan')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('workstream', models.CharField(blank=True, max_length=120, verbose_name='workstream')),
                ('title', models.CharField(max_length=300, verbose_name='task')),
                ('lead_leader_name', models.CharField(blank=True, max_length=40, verbose_name='lead leader as written')),
                ('lead_department_name', models.CharField(blank=True, max_length=60, verbose_name='leading body as written')),
                ('supporting_departments', models.JSONField(blank=True, default=list, verbose_name='supporting bodies')),
                ('supporting_key', models.TextField(blank=True, editable=False)),
                ('state', models.CharField(choices=[('not_started', 'not started'), ('on_schedule', 'running to plan'), ('behind', 'behind schedule'), ('done', 'done'), ('closed', 'struck off')], default='not_started', max_length=12, verbose_name='state')),
                ('progress_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='progress (%)')),
                ('progress_note', models.CharField(blank=True, max_length=1000, verbose_name='work progress')),
                ('deliverable', models.CharField(blank=True, max_length=200, verbose_name='sign of completion')),
                ('remarks', models.CharField(blank=True, max_length=500, verbose_name='remarks')),
                ('lead_department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zone.department', verbose_name='leading body')),
                ('lead_leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='leader in charge')),
            ],
            options={
                'verbose_name': 'merger task',
                'verbose_name_plural': 'merger tasks',
                'ordering': ['plan', 'number'],
                'indexes': [models.Index(fields=['state', 'due_by'], name='merger_task_state_ix')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='merger_task_once', violation_error_message='The plan already has a task of this number.'), models.CheckConstraint(condition=models.Q(models.Q(('due_by', None), ('due_on', None)), ('due_on__lte', models.F('due_by')), _connector='OR'), name='merger_task_due_order', violation_error_message='The time limit ends before it begins.'), models.CheckConstraint(condition=models.Q(('progress_percent', None), ('progress_percent__range', (0, 100)), _connector='OR'), name='merger_task_percent', violation_error_message='Progress lies between 0 and 100 percent.')],
            },
        ),
    ]
