"""The app's place in Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Collaborations, teams and plans."""

    name = "samverkan.plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """End the samverkan of a pupil who leaves the school, and the calendar's address of one who works no more."""
        from samverkan.people.leaving import ENDINGS
        from samverkan.people.ways_in import WAYS_IN
        from samverkan.plans.feeds import WAY_IN
        from samverkan.plans.leaving import end_collaboration

        ENDINGS.append(end_collaboration)
        WAYS_IN.append(WAY_IN)
