"""bin/samverkan post deliver: one round with the letters that wait. bin/run does the same every half minute."""

from django.utils import timezone

from samverkan.post.sending import configured, deliver


def send(words: list[str]) -> int:
    """Send what waits. 0 when every letter went, 1 when some must wait, 2 when no mail server is named."""
    if configured() is None:
        print("Ingen mejlserver är vald. Breven ligger kvar i utkorgen. Sätt SMTP_URL.")  # noqa: T201
        return 2
    done = deliver(timezone.now())
    print(f"{done.sent} brev skickade, {done.failed} väntar till nästa gång.")  # noqa: T201
    return 1 if done.failed else 0
