"""The app's place in Django."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Questions and answers."""

    name = "samverkan.consent"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let no yes outlive the work it was given for, or those who gave it."""
        from samverkan.consent import releasing, settling
        from samverkan.consent.leaving import suspend_questions
        from samverkan.people import turns
        from samverkan.people.leaving import ENDINGS

        ENDINGS.append(suspend_questions)
        turns.LISTENERS.append(settling.turned)
        turns.LISTENERS.append(releasing.turned)
