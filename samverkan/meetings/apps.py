"""The app's place in Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, agendas and invitations."""

    name = "samverkan.meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the pupil's pages and the search of meetings."""
        from samverkan.meetings import elsewhere
        from samverkan.plans import finding, happenings

        happenings.SOURCES.append(elsewhere.happenings)
        finding.SOURCES.append(elsewhere.hits)
