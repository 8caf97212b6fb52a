"""The app's place in Django."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """Links, codes and visits of those who are invited and have no account."""

    name = "samverkan.guests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the outbox ask whether a link still leads anywhere, and remember which key was handed over. Let the paper
        invitation say how one answers without an account. A link taken back takes with it the answer of the calendar
        and what would have been sent by it.
        """
        from samverkan.guests import links, on_paper
        from samverkan.meetings import invited, telling
        from samverkan.post import sending

        sending.LEADING.append(links.leads)
        sending.HANDED_OVER.append(links.handed_over)
        telling.WAYS_IN.append(on_paper.blocks)
        invited.TAKEN_BACK.append(links.revoked)
