"""The people app's place in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who exists and who answers for whom."""

    name = "samverkan.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """No letter leaves a house that only prepares."""
        from samverkan.people.starting import holds_letters
        from samverkan.post.actions import HOLDERS

        HOLDERS.append(holds_letters)
