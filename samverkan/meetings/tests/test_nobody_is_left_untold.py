"""Olof was not at Ebba's meeting. It is over when he knows what it came to, and what has been added since."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.journal.models import Event
from samverkan.meetings.after.finishing import letters_left
from samverkan.meetings.models import Invitee, Meeting, MinutesSent, ToldAfterwards
from samverkan.meetings.tests.calendar_client import Mailbox, free_port, mail_server
from samverkan.meetings.tests.closing_client import BECAUSE, add, address, closing, hold, in_days, read, send
from samverkan.people.models import Account, Assignment
from samverkan.policy.acting import Action
from samverkan.post.mail_server import MailServer
from samverkan.post.models import Letter
from samverkan.post.receiving import RETURNED
from samverkan.post.sending import MOST_TRIES, deliver
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
LEFT = "Kvar: berätta för Olof Lindqvist"


def test_the_one_who_closes_reads_that_the_letters_are_on_their_way(cast: Cast) -> None:
    client = hold(cast, "olof")
    sent = client.post(address(cast, "/efter/avslut"), {"skicka": "ja", "next_on": in_days(60)}, follow=True)

    text = sent.content.decode()
    assert "Mejlen är på väg." in text and "kvar att berätta" not in text


def tell(client: Client, cast: Cast) -> None:
    told = {"how": "telefon", "told_on": in_days(0)}
    assert client.post(address(cast, f"/efter/beratta/{cast.olof.id}"), told).status_code == 302


def over(cast: Cast) -> bool:
    return (found := closing(cast)) is not None and found.done_at is not None


def idag(cast: Cast) -> str:
    return client_as(cast.sara).get("/").content.decode()


@pytest.fixture
def without_account(cast: Cast) -> Client:
    """Olof gets paper, and has been told by hand."""
    Account.objects.filter(person=cast.olof).delete()
    client = hold(cast, "olof")
    send(client_as(cast.sara), cast)
    tell(client, cast)
    return client


def test_when_the_last_letter_has_left_the_meeting_is_over_by_itself(cast: Cast) -> None:
    send(hold(cast, "olof"), cast)
    before, now = over(cast), timezone.now()

    letters_left(tuple(Letter.objects.filter(to_address="anna@demo.example").values_list("key", flat=True)), now)
    another = over(cast)
    Letter.objects.update(sent_at=now)
    letters_left(tuple(Letter.objects.values_list("key", flat=True)), now)
    letters_left(tuple(Letter.objects.values_list("key", flat=True)), now + timedelta(minutes=1))

    assert (before, another, over(cast)) == (False, False, True)
    event = Event.objects.get(action=Action.MEETING_CLOSE, at=now)
    meeting = Meeting.objects.unguarded(because="a story looks at the rows").get(id=cast.ebbas_meeting)
    assert (event.actor_id, event.target_id) == (meeting.leader_id, cast.ebbas_meeting)
    assert [touch.case_id for touch in event.touches.all()] == [cast.ebbas_case]
    assert not Event.objects.filter(at__gt=now, action=Action.MEETING_CLOSE).exists()
    assert "är inte avslutat" not in idag(cast) and "Berätta för" not in idag(cast)


def test_the_round_that_sends_the_letters_closes_it(cast: Cast) -> None:
    send(hold(cast, "olof"), cast)
    box, port = Mailbox(), free_port()

    with mail_server(box, port):
        deliver(timezone.now(), MailServer("127.0.0.1", port))

    assert over(cast) and not Letter.objects.filter(sent_at=None).exists()


def test_one_who_has_paper_is_still_to_be_told_when_every_letter_has_left(cast: Cast) -> None:
    Account.objects.filter(person=cast.olof).delete()
    send(hold(cast, "olof"), cast)

    Letter.objects.update(sent_at=timezone.now())
    letters_left(tuple(Letter.objects.values_list("key", flat=True)), timezone.now())

    assert not over(cast)


def test_where_nobody_who_led_may_close_it_any_more_it_waits(cast: Cast) -> None:
    send(hold(cast, "olof"), cast)
    Account.objects.filter(person__in=[cast.sara, cast.anna_karin]).update(is_active=False)

    Letter.objects.update(sent_at=timezone.now())
    letters_left((*Letter.objects.values_list("key", flat=True), "idag-nagot-annat"), timezone.now())

    assert not over(cast)


def test_who_was_told_by_hand_is_told_again_of_what_is_added(cast: Cast, without_account: Client) -> None:
    before = over(cast)
    add(without_account, cast, "beslut", "Tecken införs på fritids.")
    between, morning, reopened = read(without_account, cast), idag(cast), not over(cast)

    tell(without_account, cast)
    tell(without_account, cast)

    assert before and reopened and LEFT in between and "Ska få tillägget på papper" in between
    assert "Berätta för Olof Lindqvist" in morning
    assert over(cast) and LEFT not in read(without_account, cast) and "Berätta för" not in idag(cast)
    assert ToldAfterwards.objects.count() == 2


@pytest.mark.parametrize(
    "fate",
    [{"tries": MOST_TRIES, "fault": "SMTPDataError 550"}, {"sent_at": timezone.now(), "fault": f"{RETURNED} 5.1.1"}],
    ids=["given-up", "returned"],
)
def test_a_letter_that_cannot_be_delivered_leaves_somebody_to_tell(cast: Cast, fate: dict[str, object]) -> None:
    client = hold(cast, "olof")
    send(client_as(cast.sara), cast)
    Letter.objects.filter(to_address="olof@demo.example").update(**fate)

    text, morning = read(client, cast), idag(cast)
    tell(client, cast)

    assert LEFT in text and "Mejlet gick inte att lämna" in text
    assert "Berätta för Olof Lindqvist" in morning
    assert "Fick veta" in read(client, cast) and "Berätta för" not in idag(cast)


def test_a_letter_that_comes_back_when_all_was_done_opens_it_again(cast: Cast) -> None:
    client = hold(cast, "olof")
    send(client_as(cast.sara), cast)
    Letter.objects.update(sent_at=timezone.now())
    add(client, cast, "beslut", "Tecken införs på fritids.")
    Letter.objects.update(sent_at=timezone.now())
    assert LEFT not in read(client, cast) and "Berätta för" not in idag(cast)

    sent = MinutesSent.objects.get(meeting=cast.ebbas_meeting, person=cast.olof)
    assert sent.again_at is not None
    Letter.objects.filter(to_address="olof@demo.example").update(fault=f"{RETURNED} 5.1.1")

    assert LEFT in read(client, cast) and "Berätta för Olof Lindqvist" in idag(cast)


def test_whoever_approved_them_is_written_to_when_somebody_else_adds(cast: Cast) -> None:
    client = hold(cast)
    send(client_as(cast.sara), cast)
    unsent = not MinutesSent.objects.filter(meeting=cast.ebbas_meeting, person=cast.sara).exists()

    add(client, cast, "beslut", "Tecken införs på fritids.")
    add(client_as(cast.sara), cast, "beslut", "Tecken införs i matsalen.")

    letters = Letter.objects.filter(subject="Tillägg till minnesanteckningar")
    to = list(letters.values_list("to_address", flat=True))
    assert unsent and to.count(Account.objects.get(person=cast.sara).email) == 1
    assert to.count(Account.objects.get(person=cast.jonas).email) == 2


def test_whoever_approved_them_without_a_seat_is_written_to_too(cast: Cast) -> None:
    client = hold(cast, "sara")
    Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.sara).update(
        removed_at=timezone.now()
    )
    send(client_as(cast.sara), cast)

    add(client, cast, "beslut", "Tecken införs på fritids.")
    add(client_as(cast.sara), cast, "beslut", "Tecken införs i matsalen.")

    letters = Letter.objects.filter(subject="Tillägg till minnesanteckningar")
    assert letters.filter(to_address=Account.objects.get(person=cast.sara).email).count() == 1


def test_who_approved_and_works_there_no_more_is_told_nothing(cast: Cast) -> None:
    client = hold(cast, "sara")
    Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.sara).update(
        removed_at=timezone.now()
    )
    send(client_as(cast.sara), cast)
    Assignment.objects.filter(person=cast.sara).update(ends_on=timezone.localdate() - timedelta(days=1))

    add(client, cast, "beslut", "Tecken införs på fritids.")

    letters = Letter.objects.filter(subject="Tillägg till minnesanteckningar")
    assert not letters.filter(to_address=Account.objects.get(person=cast.sara).email).exists()
