"""What has come of a pulse is shown five answers at a time. What has been shown stays so."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count


def shown_already(apps: Any, schema_editor: Any) -> None:
    """Five or more of one meeting have been seen."""
    answers = apps.get_model("meetings", "PulseAnswer").objects.using(schema_editor.connection.alias)
    enough = answers.values("meeting").annotate(many=Count("id")).filter(many__gte=5).values_list("meeting", flat=True)
    answers.filter(meeting__in=list(enough)).update(shown=True)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_told_again_of_what_is_added")]

    operations = [
        migrations.AddField(
            model_name="pulseanswer",
            name="shown",
            field=models.BooleanField(
                default=False, help_text="Whether enough have come with it for it to be shown."
            ),
        ),
        migrations.RunPython(shown_already, migrations.RunPython.noop),
    ]
