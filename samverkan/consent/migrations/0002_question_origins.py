"""A question may free only what came from one place."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="origins",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(blank=True, max_length=32),
                help_text="Which origins it frees, an empty string for what the sender made itself. Null: any.",
                null=True,
                size=None,
            ),
        ),
    ]
