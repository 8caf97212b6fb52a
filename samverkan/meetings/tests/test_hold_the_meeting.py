"""Ebba's meeting goes on: who is in the room, and which topic is taken up."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Grant
from samverkan.meetings.during import running
from samverkan.meetings.models import Attendance, Invitee, Meeting, Turn
from samverkan.meetings.tests.during_client import BECAUSE, address, begin, going_on, page, seat, topic, write
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    return going_on(cast)


def test_the_meeting_begins_with_those_who_are_here_and_its_first_topic(cast: Cast, going: Client) -> None:
    shown = page(cast)

    assert shown.began and not shown.ended
    assert shown.here_words == "I rummet nu: 6 av 7"
    assert shown.current is not None and shown.current.number == 1
    assert "I rummet nu: 6 av 7" in unescape(going.get(address(cast)).content.decode())


def test_beginning_twice_is_beginning_once(cast: Cast, going: Client) -> None:
    begin(going, cast, "ebba", "olof")

    assert Turn.objects.filter(meeting_id=cast.ebbas_meeting).count() == 1
    assert page(cast).here_words == "I rummet nu: 6 av 7"


def test_a_topic_that_somebody_here_may_not_hear_says_who_goes_out(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Logopedens utlåtande"))})
    before = page(cast)

    going.post(address(cast), {"gick": str(seat(cast, "peter"))})

    assert before.hindrance is not None
    assert before.hindrance.sentence == "Peter Ny får inte höra ”Logopedens utlåtande”."
    assert [one.name for one in before.hindrance.leaving] == ["Peter Ny"]
    assert page(cast).hindrance is None
    assert page(cast).here_words == "I rummet nu: 5 av 7"


def test_a_yes_taken_back_after_the_invitation_is_said_at_the_start_and_when_somebody_comes(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    Grant.objects.filter(case_id=cast.ebbas_case).update(ended_at=timezone.now())
    Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting).update(attendance=Attendance.COMES)
    told = "Socialtjänsten i Björkvik är med."

    before = unescape(client.get(address(cast), {"anda": "ja"}).content.decode())
    begin(client, cast, "ebba", "sara", "maria")
    alone = unescape(client.get(address(cast)).content.decode())
    client.post(address(cast), {"kom": str(seat(cast, "peter"))})
    both = unescape(client.get(address(cast)).content.decode())
    client.post(address(cast), {"gick": str(seat(cast, "peter"))})

    assert "Maria Ek får inte veta att" in before
    assert told in before and told not in alone and told in both
    assert "Maria Ek lämnar nu" in both
    assert told not in unescape(client.get(address(cast)).content.decode())


def test_time_is_counted_per_topic_and_stands_still_in_a_pause(cast: Cast, going: Client) -> None:
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    row.started_at = timezone.now() - timedelta(minutes=12)
    row.save()
    Turn.objects.filter(meeting=row).update(began_at=row.started_at)
    running.pause(meeting=row, now=timezone.now() - timedelta(minutes=2))

    shown = page(cast)

    assert shown.paused and shown.topics[0].used == 10
    assert shown.left_words == f"hela mötet {shown.head.minutes - 12} min kvar", "the pause takes of the whole"


def test_after_a_pause_the_topic_that_was_taken_up_goes_on(cast: Cast, going: Client) -> None:
    day = topic(cast, "Skoldagen")
    going.post(address(cast), {"amne": str(day)})
    going.post(address(cast), {"paus": "ja"})

    shown = unescape(going.get(address(cast)).content.decode())
    written, _ = write(going, cast, text="Sagt i pausen.", topic=str(day))
    following = page(cast).following
    going.post(address(cast), {"amne": str(day)})

    assert "Mötet har paus" in shown and "Fortsätt med: Skoldagen" in shown and 'id="skriv"' in shown
    assert f'name="topic" value="{day}"' in shown, "what is written in the pause stands under the point"
    assert written == 302 and following is not None and following.title == "Stöd från habiliteringen"
    current = page(cast).current
    assert current is not None and current.id == day


def test_guests_and_family_hold_no_meeting(cast: Cast, going: Client) -> None:
    for who in (cast.anna, cast.maria, cast.peter):
        client = client_as(who)
        assert client.get(address(cast)).status_code == 403
        assert client.post(address(cast, "/rad"), {"text": "x"}).status_code == 403
    assert client_as(cast.petra).get(address(cast)).status_code == 404
