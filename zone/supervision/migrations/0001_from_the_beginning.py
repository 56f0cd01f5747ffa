"""The tables of `supervision` as they are, for an office that begins now: it stands for the migrations that it replaces."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("supervision", "0001_initial"),
        ("supervision", "0002_answers_read"),
        ("supervision", "0003_ask_bureau"),
        ("supervision", "0004_asked_departments"),
    ]

    dependencies = [
        ('zone', '0001_from_the_beginning'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalInstruction',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('history_batch', models.BigIntegerField(db_index=True, editable=False, null=True, verbose_name='import batch')),
                ('about', models.CharField(max_length=200, verbose_name='about')),
                ('address', models.CharField(editable=False, max_length=200)),
                ('text', models.CharField(max_length=500, verbose_name='text')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer by')),
                ('entered_at', models.DateTimeField(blank=True, editable=False, verbose_name='entered at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('noted_at', models.DateTimeField(editable=False, null=True, verbose_name='answer read at')),
                ('given_on', models.DateField(verbose_name='given on')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked person')),
                ('department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='zone.department', verbose_name='asked department')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answer read by')),
            ],
            options={
                'verbose_name': 'historical instruction',
                'verbose_name_plural': 'historical instructions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='supervision_history_8e8ec7_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalReminder',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('history_batch', models.BigIntegerField(db_index=True, editable=False, null=True, verbose_name='import batch')),
                ('about', models.CharField(max_length=200, verbose_name='about')),
                ('address', models.CharField(editable=False, max_length=200)),
                ('text', models.CharField(max_length=500, verbose_name='text')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer by')),
                ('entered_at', models.DateTimeField(blank=True, editable=False, verbose_name='entered at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('noted_at', models.DateTimeField(editable=False, null=True, verbose_name='answer read at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked person')),
                ('department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='zone.department', verbose_name='asked department')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answer read by')),
            ],
            options={
                'verbose_name': 'historical reminder',
                'verbose_name_plural': 'historical reminders',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='supervision_history_cc7ada_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('about', models.CharField(max_length=200, verbose_name='about')),
                ('address', models.CharField(editable=False, max_length=200)),
                ('text', models.CharField(max_length=500, verbose_name='text')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer by')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('noted_at', models.DateTimeField(editable=False, null=True, verbose_name='answer read at')),
                ('given_on', models.DateField(verbose_name='given on')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked person')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zone.department', verbose_name='asked department')),
                ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('noted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answer read by')),
            ],
            options={
                'verbose_name': 'instruction',
                'verbose_name_plural': 'instructions',
                'ordering': ['-entered_at', '-id'],
                'permissions': [('give_instruction', 'Gives instructions'), ('enter_instruction', 'Enters the instructions of leaders')],
                'abstract': False,
                'indexes': [models.Index(fields=['asked', 'answered_at'], name='supervision_instruction_asked'), models.Index(condition=models.Q(('department__isnull', False)), fields=['department', 'answered_at'], name='supervision_instruction_dept'), models.Index(fields=['address', 'id'], name='supervision_instruction_place'), models.Index(condition=models.Q(('answered_at__isnull', False), ('noted_at', None)), fields=['given_by'], name='supervision_instruction_new'), models.Index(condition=models.Q(('answered_at__isnull', False), ('noted_at', None)), fields=['entered_by'], name='supervision_instruction_back')],
                'constraints': [models.CheckConstraint(condition=models.Q(('asked__isnull', False), ('department__isnull', False), _connector='OR'), name='supervision_instruction_asks_somebody', violation_error_message='Say who is asked.'), models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(('answer', ''), _negated=True), _connector='OR'), name='supervision_instruction_answer_has_words', violation_error_message='An answer needs words.')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('about', models.CharField(max_length=200, verbose_name='about')),
                ('address', models.CharField(editable=False, max_length=200)),
                ('text', models.CharField(max_length=500, verbose_name='text')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer by')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('noted_at', models.DateTimeField(editable=False, null=True, verbose_name='answer read at')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked person')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zone.department', verbose_name='asked department')),
                ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('noted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answer read by')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-entered_at', '-id'],
                'permissions': [('send_reminder', 'Urges others'), ('ask_bureau', 'Asks the bureau in charge')],
                'abstract': False,
                'indexes': [models.Index(fields=['asked', 'answered_at'], name='supervision_reminder_asked'), models.Index(condition=models.Q(('department__isnull', False)), fields=['department', 'answered_at'], name='supervision_reminder_dept'), models.Index(fields=['address', 'id'], name='supervision_reminder_place'), models.Index(condition=models.Q(('answered_at__isnull', False), ('noted_at', None)), fields=['given_by'], name='supervision_reminder_new'), models.Index(condition=models.Q(('answered_at__isnull', False), ('noted_at', None)), fields=['entered_by'], name='supervision_reminder_back')],
                'constraints': [models.CheckConstraint(condition=models.Q(('asked__isnull', False), ('department__isnull', False), _connector='OR'), name='supervision_reminder_asks_somebody', violation_error_message='Say who is asked.'), models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(('answer', ''), _negated=True), _connector='OR'), name='supervision_reminder_answer_has_words', violation_error_message='An answer needs words.')],
            },
        ),
    ]
