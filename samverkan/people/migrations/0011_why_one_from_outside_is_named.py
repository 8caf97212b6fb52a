"""Why one from outside the school is let in to a sealed case."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_why_a_bar_ended'),
    ]

    operations = [
        migrations.AddField(
            model_name='namedofficer',
            name='sealed_reason',
            field=models.BinaryField(help_text='Why one from outside the school is let in (OSL 21:3).', null=True),
        ),
    ]
