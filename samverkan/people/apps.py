"""The people app's place in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who exists and who answers for whom."""

    name = "samverkan.people"
    default_auto_field = "django.db.models.BigAutoField"
