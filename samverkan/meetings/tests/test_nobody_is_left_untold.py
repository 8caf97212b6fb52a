"""Olof was not at Ebba's meeting. It is over when he knows what it came to, and what has been added since."""

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.meetings.models import MinutesSent, ToldAfterwards
from samverkan.meetings.tests.closing_client import add, address, closing, hold, in_days, read, send
from samverkan.people.models import Account
from samverkan.post.models import Letter
from samverkan.post.receiving import RETURNED
from samverkan.post.sending import MOST_TRIES
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
