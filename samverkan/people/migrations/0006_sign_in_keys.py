import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_what_is_signed_of_the_law'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64)),
                ('source', models.CharField(blank=True, help_text='The import that told; empty when set by hand.', max_length=60)),
                ('begins_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('huvudman', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.huvudman')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_keys', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('huvudman', 'kind', 'digest'), name='a_sign_in_key_opens_one_account'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', False), ('source', '')), models.Q(models.Q(('source', ''), _negated=True), ('confirmed_by', None)), _connector='OR'), name='a_sign_in_key_is_imported_or_confirmed')],
            },
        ),
    ]
