"""The app's place in Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Collaborations, teams and plans."""

    name = "samverkan.plans"
    default_auto_field = "django.db.models.BigAutoField"
