"""The app's place in Django."""

from django.apps import AppConfig


class TrygghetspersonConfig(AppConfig):
    """The one named adult of each pupil."""

    name = "samverkan.trygghetsperson"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the timeline of what is handed over and wished for; end what waits when a pupil leaves the school."""
        from samverkan.people.leaving import ENDINGS
        from samverkan.plans import happenings
        from samverkan.trygghetsperson.elsewhere import end_what_waits, happened

        happenings.SOURCES.append(happened)
        ENDINGS.append(end_what_waits)
