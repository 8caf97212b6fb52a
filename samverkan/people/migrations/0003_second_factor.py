"""Until when an account may sign in with a password alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard_keys")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="second_factor_due_on",
            field=models.DateField(
                help_text="The last day a password alone is enough. None: nothing is asked.", null=True
            ),
        ),
    ]
