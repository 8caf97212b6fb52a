"""The exchange room's place in Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What has been read in from other systems, and by whom."""

    name = "samverkan.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for who is protected, and tell when the schools' lists were read in."""
        from samverkan.exchange import forgetting  # noqa: F401
        from samverkan.exchange.runs import pupils_checked_at
        from samverkan.people import reading_in

        reading_in.SOURCES.append(pupils_checked_at)
