"""Letters leave for a real mail server, keep their faults to themselves, and tell of nobody."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller

from samverkan.post import actions, queries
from samverkan.post.mail_server import MailServer
from samverkan.post.models import Letter
from samverkan.post.sending import FIRST_WAIT, MOST_TRIES, Delivered, deliver
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
SARA, PETRA, INGEN = UUID(int=1), UUID(int=2), UUID(int=3)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


class Mailbox:
    """What the mail server has taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.taken.append((envelope.rcpt_tos, mail))
        return self.answer


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def mail_server(mailbox: Mailbox) -> Iterator[MailServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield MailServer("127.0.0.1", port)
    controller.stop()


def queue(key: str = "mote-1", **changed: Any) -> Letter:
    fields = {"to_address": "maria@hab.example", "subject": "Inbjudan till ett möte", "text": "Hej! Åäö.\n"} | changed
    return actions.queue(key=key, sender=SARA, now=NOW, **fields)


def test_an_invitation_arrives_with_text_and_calendar(mailbox: Mailbox, mail_server: MailServer) -> None:
    queue(calendar=CALENDAR, method="REQUEST")

    done = deliver(NOW, mail_server)

    assert (done.sent, done.failed) == (1, 0)
    (to, mail), *rest = mailbox.taken
    assert to == ["maria@hab.example"] and not rest
    assert mail["Subject"] == "Inbjudan till ett möte"
    text, calendar = mail.iter_parts()
    assert mail.get_content_type() == "multipart/alternative"
    assert "Åäö" in text.get_content()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content().splitlines() == CALENDAR.splitlines()


def test_a_letter_goes_once_however_often_it_is_queued_or_delivered(mailbox: Mailbox, mail_server: MailServer) -> None:
    assert queue().id == queue().id

    deliver(NOW, mail_server)
    deliver(NOW + timedelta(days=1), mail_server)

    assert len(mailbox.taken) == 1
    assert queries.outbox(sender=SARA)[0].state == "Skickat"


def test_a_server_that_says_no_leaves_the_letter_waiting_and_is_tried_again(
    mailbox: Mailbox, mail_server: MailServer
) -> None:
    queue()
    mailbox.answer = "451 Senare"

    assert deliver(NOW, mail_server).failed == 1
    assert deliver(NOW + FIRST_WAIT / 2, mail_server) == Delivered(0, 0)
    mailbox.answer = "250 OK"
    assert deliver(NOW + FIRST_WAIT, mail_server).sent == 1

    assert Letter.objects.get().tries == 2


def test_a_server_that_never_answers_is_given_up_and_said_so(mail_server: MailServer) -> None:
    queue()
    closed = MailServer("127.0.0.1", 9)
    at = NOW
    for _ in range(MOST_TRIES):
        deliver(at, closed)
        at += timedelta(days=1)

    assert deliver(at, mail_server).sent == 0
    assert queries.outbox(sender=SARA)[0].state == "Gick inte att skicka"
    assert "maria" not in Letter.objects.get().fault


def test_without_a_mail_server_letters_stay_in_the_outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    queue()

    assert deliver(NOW).sent == 0
    assert queries.outbox(sender=SARA)[0].state == "Väntar"


@pytest.mark.parametrize("field", ["to_address", "subject"])
def test_nobody_can_add_headers_of_their_own(field: str) -> None:
    with pytest.raises(actions.NotNeutral):
        queue(**{field: "x@y.example\r\nBcc: alla@y.example"})

    assert not Letter.objects.exists()


def test_a_strange_address_stops_no_other_letter(mailbox: Mailbox, mail_server: MailServer) -> None:
    queue("trasig", to_address="inte en adress")
    queue("hel")

    deliver(NOW, mail_server)

    assert ["maria@hab.example"] in [to for to, _ in mailbox.taken]


def test_an_outbox_holds_ones_own_letters_and_of_others_not_even_how_many() -> None:
    queue("saras")
    actions.queue(key="petras", to_address="peter@soc.example", subject="Hej", text="Hej", sender=PETRA, now=NOW)
    actions.queue(key="ingens", to_address="lars@bup.example", subject="Hej", text="Hej", sender=INGEN, now=NOW)
    Letter.objects.filter(key="petras").update(tries=1, fault="SMTPServerDisconnected")

    assert [row.to_address for row in queries.outbox(sender=SARA)] == ["maria@hab.example"]
    assert [row.to_address for row in queries.outbox(sender=PETRA)] == ["peter@soc.example"]
    assert queries.backlog(sender=SARA) == queries.Backlog(waiting=1, faulty=0)
    assert queries.backlog(sender=PETRA) == queries.Backlog(waiting=1, faulty=1)


def test_a_rektor_and_an_administrator_elsewhere_see_no_letter_of_anna_karins(cast: Cast) -> None:
    Letter.objects.all().delete()
    sender = cast.anna_karin.id
    actions.queue(key="hennes", to_address="maria@hab.example", subject="Hej", text="Hej", sender=sender, now=NOW)

    own = client_as(cast.anna_karin).get("/utkorg").content.decode()
    others = [client_as(who).get("/utkorg").content.decode() for who in (cast.ingrid, cast.torbjorn)]

    assert "maria@hab.example" in own
    for page in others:
        assert "maria@hab.example" not in page
        assert "väntar 1" not in page
    assert "väntar 1" in own


def test_the_sender_reads_day_time_and_place_and_not_the_calendar_s_own_tongue(cast: Cast) -> None:
    entry = "\r\n".join(
        (
            *("BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1@samverkan"),
            *("DTSTART:20261125T120000Z", "DTEND:20261125T133000Z", "LOCATION:Rum 12", "END:VEVENT", "END:VCALENDAR"),
        )
    )
    actions.queue(
        key="mote-1",
        sender=cast.sara.id,
        now=NOW,
        to_address="maria@hab.example",
        subject="Inbjudan",
        text="Hej!",
        calendar=entry,
        method="REQUEST",
    )

    page = client_as(cast.sara).get("/utkorg").content.decode()

    letter, raw = page.split("Visa kalenderfilen")
    assert "Onsdag 25 november" in letter and "13.00–14.30" in letter and "Rum 12" in letter
    assert "BEGIN:VCALENDAR" not in letter and "BEGIN:VCALENDAR" in raw


def test_a_letter_whose_calendar_holds_no_time_is_shown_without_one() -> None:
    queue(calendar=CALENDAR, method="REQUEST")

    assert queries.outbox(sender=SARA)[0].invited is None
