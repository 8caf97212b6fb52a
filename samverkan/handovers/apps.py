"""The app's place in Django."""

from django.apps import AppConfig


class HandoversConfig(AppConfig):
    """Handovers between schools."""

    name = "samverkan.handovers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the pupil's pages of a handover, the new school's plan of what came by it, and take over on the day."""
        from samverkan.handovers import elsewhere, taking_over
        from samverkan.people import regimes
        from samverkan.plans import happenings, moving
        from samverkan.plans.queries import received

        happenings.SOURCES.append(elsewhere.happenings)
        moving.SOURCES.append(elsewhere.moving)
        received.SOURCES.append(elsewhere.came)
        regimes.ALSO_DUE.append(taking_over.do_what_is_due)
