"""The journal's place in Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Events, touches and seals. Every table begins with journal_, which the database roles rely on."""

    name = "samverkan.journal"
    default_auto_field = "django.db.models.BigAutoField"
