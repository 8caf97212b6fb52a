"""The guard's place in Django."""

from django.apps import AppConfig


class GuardConfig(AppConfig):
    """Cells, grants and statements."""

    name = "samverkan.guard"
    default_auto_field = "django.db.models.BigAutoField"
