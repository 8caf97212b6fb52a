from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0002_question_origins"),
    ]

    operations = [
        migrations.RemoveField(model_name="answer", name="read_aloud"),
        migrations.RemoveField(model_name="question", name="matter"),
        migrations.AddField(
            model_name="answer",
            name="sealed_read_aloud",
            field=models.BinaryField(help_text="What was read to the giver.", null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="sealed_matter",
            field=models.BinaryField(default=b"", help_text="The thing in plain words: skolans bedömning."),
            preserve_default=False,
        ),
    ]
