"""One who was told by hand is told once more when something is added."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0019_somebody_else_comes")]

    operations = [
        migrations.RemoveConstraint(model_name="toldafterwards", name="each_is_told_afterwards_once"),
    ]
