"""How one wants to be told by mail is post.MailWish's. Nothing has read the field of the account since."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0011_why_one_from_outside_is_named'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='account',
            name='wants_digest',
        ),
    ]
