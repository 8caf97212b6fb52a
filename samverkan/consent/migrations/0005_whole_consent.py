import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0004_whom_a_yes_tells_of'),
        ('guard', '0006_the_fence_reads_the_index'),
        ('people', '0005_what_is_signed_of_the_law'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('god-man', 'God man'), ('forvaltare', 'Förvaltare'), ('god-man-ensamkommande', 'God man för ensamkommande barn')], max_length=32)),
                ('sealed_words', models.BinaryField(help_text='What the mandate covers, in its own words.')),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Maturity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('classes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), help_text='About what the pupil decides.', size=None)),
                ('sealed_grounds', models.BinaryField()),
                ('assessed_at', models.DateTimeField()),
                ('ends_on', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SharingSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=60)),
                ('content', models.JSONField(help_text='As in plans/sharing_sets.json. Names no pupil.')),
                ('kept_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(help_text='BCP 47.', max_length=12)),
                ('sealed_text', models.BinaryField()),
                ('frozen_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='consent_reply_is_known',
        ),
        migrations.AddField(
            model_name='answer',
            name='account',
            field=models.ForeignKey(help_text='Who signed in and answered.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answer',
            name='assurance',
            field=models.CharField(blank=True, help_text='How the account was signed in.', max_length=32),
        ),
        migrations.AddField(
            model_name='answer',
            name='hindrance_ends_on',
            field=models.DateField(help_text='The last day on which the other decides alone.', null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='informed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_attempts',
            field=models.BinaryField(help_text='How a hindered guardian has been tried.', null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_evidence',
            field=models.BinaryField(help_text='Hash of the exact text that was answered.', null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_interpreter',
            field=models.BinaryField(help_text="The interpreter's name.", null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_pupils_view',
            field=models.BinaryField(help_text='What the pupil has said of it.', null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_reason',
            field=models.BinaryField(help_text='Why not, when the giver wanted to say it.', null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_reservation',
            field=models.BinaryField(help_text='Förbehåll: what a yes must not be used for.', null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='sealed_witness',
            field=models.BinaryField(help_text='Who else heard an oral answer.', null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='renews',
            field=models.ForeignKey(help_text='The question that was asked before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.question'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('suspended_at', None), ('suspended_because', '')), models.Q(('suspended_at__isnull', False), ('suspended_because__in', ['aldre', 'fyllt-18', 'vardnad', 'ny-skola', 'skyddad', 'mottagare', 'ersatt'])), _connector='OR'), name='a_resting_question_says_why'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guard.case'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='cell',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guard.cell'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='seen_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='maturity',
            name='assessed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='maturity',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guard.case'),
        ),
        migrations.AddField(
            model_name='maturity',
            name='cell',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guard.cell'),
        ),
        migrations.AddField(
            model_name='maturity',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='sharingset',
            name='huvudman',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.huvudman'),
        ),
        migrations.AddField(
            model_name='wording',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.question'),
        ),
        migrations.AddField(
            model_name='answer',
            name='wording',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.wording'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('reply__in', ['ja', 'nej', 'prata-forst', 'tillbakataget', 'inget-svar', 'forhindrad', 'kom-till-motet'])), name='consent_reply_is_known'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hindrance_ends_on__isnull', False), ('reply', 'forhindrad'), ('sealed_attempts__isnull', False)), models.Q(models.Q(('reply', 'forhindrad'), _negated=True), ('hindrance_ends_on', None), ('sealed_attempts', None)), _connector='OR'), name='a_hindered_guardian_has_been_tried_and_for_a_time'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('sealed_reason', None), ('reply__in', ['nej', 'tillbakataget']), _connector='OR'), name='only_a_no_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('sealed_reservation', None), ('reply', 'ja'), _connector='OR'), name='only_a_yes_has_a_reservation'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(fields=['case'], name='consent_man_case_id_a04518_idx'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['god-man', 'forvaltare', 'god-man-ensamkommande'])), name='mandate_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('begins_on')), _connector='OR'), name='a_mandate_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='maturity',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['case'], name='maturity_by_case'),
        ),
        migrations.AddConstraint(
            model_name='maturity',
            constraint=models.CheckConstraint(condition=models.Q(('classes', []), _negated=True), name='maturity_is_about_something'),
        ),
        migrations.AddConstraint(
            model_name='maturity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='an_ended_assessment_says_when_and_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='sharingset',
            constraint=models.UniqueConstraint(fields=('huvudman', 'slug'), name='one_sharing_set_of_a_name'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('question', 'language'), name='one_wording_in_each_language'),
        ),
    ]
