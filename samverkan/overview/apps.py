"""The overview's place in Django."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Reads only."""

    name = "samverkan.overview"
