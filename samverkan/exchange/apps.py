"""The exchange room's place in Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What has been read in from other systems, and by whom."""

    name = "samverkan.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for who is protected."""
        from samverkan.exchange import forgetting  # noqa: F401
