"""The app's place in Django."""

from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    """The wheel of wellbeing."""

    name = "samverkan.wellbeing"
    default_auto_field = "django.db.models.BigAutoField"
