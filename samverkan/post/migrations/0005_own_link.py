from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0004_held_letters")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="own_link",
            field=models.UUIDField(help_text="Whose own link the text leads by; opaque here.", null=True),
        ),
    ]
