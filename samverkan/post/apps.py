"""The app's place in Django."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Letters in the outbox."""

    name = "samverkan.post"
    default_auto_field = "django.db.models.BigAutoField"
