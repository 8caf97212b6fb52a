from django.db import migrations, models


class Migration(migrations.Migration):
    """Who caused each letter. Those already queued belong to nobody's outbox."""

    dependencies = [("post", "0002_tried_at")]

    operations = [migrations.AddField(model_name="letter", name="sender_id", field=models.UUIDField(null=True))]
