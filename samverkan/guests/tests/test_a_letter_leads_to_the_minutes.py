"""The minutes are sent. A guest with a mail address gets a letter that leads there by a link of their own."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guests import links
from samverkan.guests.tests.coming import code_for, link_for, seat_of, without_account
from samverkan.guests.tests.test_the_letter_and_the_code import link_in, mailbox  # noqa: F401 - a fixture
from samverkan.meetings.models import Channel, Closing, Meeting, MinutesSent
from samverkan.meetings.tests.closing_client import BECAUSE, add, address, hold, read, send
from samverkan.people.models import Person
from samverkan.people.wording import local_day
from samverkan.post.actions import AT_THE_DOOR, KEY_HERE
from samverkan.post.models import Letter
from samverkan.post.sending import deliver
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def letters_to(who: Person) -> list[Letter]:
    """The letters about what the meeting came to, the oldest first."""
    rows = Letter.objects.filter(key__startswith="efter-", to_address=f"{who.id}@hem.example")
    return list(rows.order_by("queued_at"))


def way(cast: Cast, who: Person) -> str:
    """By mail or on paper."""
    return str(MinutesSent.objects.get(meeting=cast.ebbas_meeting, person=who).channel)


def test_the_letter_has_a_link_of_ones_own_and_says_nothing_of_whom(cast: Cast) -> None:
    without_account(cast.maria)
    send(hold(cast), cast)

    (letter,) = letters_to(cast.maria)
    assert letter.own_link == seat_of(cast, cast.maria).id
    assert f"{AT_THE_DOOR}{KEY_HERE}" in letter.text and "Logga in" not in letter.text
    assert not any(word in letter.text for word in ("Ebba", "Sara", "Björkskolan"))
    assert way(cast, cast.maria) == Channel.MAIL


def test_the_link_in_the_letter_opens_what_the_meeting_came_to_and_so_does_the_one_in_an_addition(
    cast: Cast,
    mailbox: Any,  # noqa: F811 - the fixture
) -> None:
    kept, server = mailbox
    without_account(cast.maria)
    client = hold(cast)
    send(client, cast)
    add(client, cast, "anteckning", "Bussen går 8.10.")
    deliver(timezone.now(), server)

    came = [link_in(mail) for mail in kept.taken if mail["To"] == f"{cast.maria.id}@hem.example"]
    browser = Client()
    assert browser.post(came[-1]).status_code == 302
    assert browser.post("/gast/kod", {"code": code_for(cast, cast.maria)}).status_code == 302
    assert "Raster ute går bra." in unescape(browser.get("/gast/efter").content.decode())
    assert len(came) == 2 and Client().get(came[0]).status_code == 410, "the older letter says that there is a newer"


def test_one_whose_link_was_taken_back_is_handed_paper_and_no_new_link(cast: Cast) -> None:
    link_for(cast, cast.maria)
    links.revoke(seat_of(cast, cast.maria).id, by=cast.sara.id, now=timezone.now())
    send(hold(cast), cast)

    assert letters_to(cast.maria) == [] and way(cast, cast.maria) == Channel.PAPER


def test_a_month_after_the_meeting_it_is_paper_since_no_link_leads_there(cast: Cast) -> None:
    without_account(cast.maria)
    client = hold(cast)
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() - timedelta(days=31), started_at=timezone.now() - timedelta(days=31))
    send(client, cast)

    assert letters_to(cast.maria) == [] and way(cast, cast.maria) == Channel.PAPER


def test_a_guardian_who_was_not_there_is_told_besides_since_a_link_may_lie_unread(cast: Cast) -> None:
    without_account(cast.olof)
    client = hold(cast, "olof")
    send(client, cast)

    assert len(letters_to(cast.olof)) == 1
    assert "Kvar: berätta för Olof Lindqvist" in read(client, cast)
    told = {"how": "telefon", "told_on": local_day(timezone.now()).isoformat()}
    assert client.post(address(cast, f"/efter/beratta/{cast.olof.id}"), told).status_code == 302
    assert Closing.objects.get(meeting=cast.ebbas_meeting).done_at is not None or "Olof" not in read(client, cast)
