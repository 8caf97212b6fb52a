"""The vault's place in Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Data keys."""

    name = "samverkan.vault"
    default_auto_field = "django.db.models.BigAutoField"
