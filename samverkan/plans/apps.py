"""The app's place in Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Collaborations, teams and plans."""

    name = "samverkan.plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """End the samverkan of a pupil who leaves the school."""
        from samverkan.people.leaving import ENDINGS
        from samverkan.plans.leaving import end_collaboration

        ENDINGS.append(end_collaboration)
