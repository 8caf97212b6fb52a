"""The mail server is down for an hour: nothing is lost, nothing is doubled, and nobody has to do anything."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from samverkan.meetings.tests.calendar_client import Mailbox, free_port, mail_server
from samverkan.post import actions, queries
from samverkan.post.mail_server import MailServer
from samverkan.post.models import Letter
from samverkan.post.sending import deliver

pytestmark = pytest.mark.django_db
SARA = UUID(int=1)
BEGAN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def queue(key: str, now: datetime) -> None:
    actions.queue(
        key=key,
        to_address=f"{key}@hab.example",
        subject="Inbjudan till ett möte",
        text="Hej!",
        sender=SARA,
        now=now,
    )


def arrived(box: Mailbox) -> Counter[str]:
    return Counter(to for to, _ in box.taken)


def test_what_was_sent_before_during_and_after_arrives_once_each(capsys: pytest.CaptureFixture[str]) -> None:
    box, port, now = Mailbox(), free_port(), BEGAN
    place = MailServer("127.0.0.1", port)

    queue("fore", now)
    with mail_server(box, port):
        deliver(now, place)
    for minute in range(60):
        now = BEGAN + minute * A_MINUTE
        if minute % 10 == 0:
            queue(f"under-{minute}", now)
            queue(f"under-{minute}", now)  # somebody presses again
        deliver(now, place)
    waiting = queries.backlog(sender=SARA)
    with mail_server(box, port):
        queue("efter", now)
        for _ in range(70):
            now += A_MINUTE
            deliver(now, place)

    assert (waiting.waiting, waiting.faulty) == (6, 6)
    keys = ["fore", *(f"under-{minute}" for minute in range(0, 60, 10)), "efter"]
    assert arrived(box) == Counter(f"{key}@hab.example" for key in keys)
    assert not Letter.objects.filter(sent_at=None).exists()


def test_a_server_that_goes_down_between_two_letters_gets_the_rest_when_it_is_back() -> None:
    class GoesDown(Mailbox):
        async def handle_MAIL(self, server: object, session: object, envelope: object, *said: object) -> str:
            if len(self.taken) == 2:
                return "421 Stänger"
            envelope.mail_from = str(said[0])  # type: ignore[attr-defined]
            return "250 OK"

    first, second, port = GoesDown(), Mailbox(), free_port()
    place = MailServer("127.0.0.1", port)
    for number in range(5):
        queue(f"brev-{number}", BEGAN)

    with mail_server(first, port):
        done = deliver(BEGAN, place)
    with mail_server(second, port):
        deliver(BEGAN + timedelta(hours=1), place)

    assert (done.sent, done.failed) == (2, 3)
    assert arrived(first) + arrived(second) == Counter(f"brev-{number}@hab.example" for number in range(5))
