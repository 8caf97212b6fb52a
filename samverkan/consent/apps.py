"""The app's place in Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Questions and answers."""

    name = "samverkan.consent"
    default_auto_field = "django.db.models.BigAutoField"
