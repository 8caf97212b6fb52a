"""Brings the tables up to date as the owner, then gives the other roles their rights."""

import os

import django
from django.core.management import call_command
from django.db import connection

from samverkan.web.roles import GRANTS


def migrate() -> None:
    """Migrate and grant. Needs Django set up with the owner's address."""
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(GRANTS)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.web.settings")
    django.setup()
    migrate()
