"""The app's place in Django."""

from django.apps import AppConfig


class OwnPageConfig(AppConfig):
    """The pupil's own page, and what pupils ask for there."""

    name = "samverkan.own_page"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what pupils ask for among what staff have to do, say at the next meeting what did not turn out well, and
        let a sitting set aside end with the account it belongs to.
        """
        from samverkan.meetings import looking_back
        from samverkan.own_page import asked, sittings
        from samverkan.people.leaving import ENDINGS
        from samverkan.people.ways_in import WAYS_IN
        from samverkan.plans import asked_for

        asked_for.WISHES.append(asked.wishes)
        looking_back.SAID_OF.append(asked.said_of)
        WAYS_IN.append(sittings.WAY_IN)
        ENDINGS.append(asked.end_with_the_school)
