"""When somebody asked for the pen, so that one who gets no answer can take it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A time, empty for those who asked before."""

    dependencies: ClassVar = [("meetings", "0021_the_pulse_is_shown_five_at_a_time")]

    operations: ClassVar = [
        migrations.AddField(model_name="pen", name="asked_at", field=models.DateTimeField(null=True)),
    ]
