"""Ebba's meeting ends: nothing more is taken up, what was forgotten is written, and an ending can be undone."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.meetings.models import Meeting, Presence
from samverkan.meetings.tests.during_client import (
    BECAUSE,
    address,
    begin,
    edit,
    going_on,
    page,
    rows,
    seat,
    topic,
    write,
)
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    return going_on(cast)


def test_when_it_is_over_nobody_is_in_the_room_and_nothing_more_is_taken_up(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"avsluta": "ja"})
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})

    assert page(cast).ended and page(cast).current is None
    assert not Presence.objects.filter(invitee__meeting_id=cast.ebbas_meeting, left_at=None).exists()


def test_what_was_forgotten_is_written_when_the_meeting_is_over_until_the_minutes_are_approved(
    cast: Cast, going: Client
) -> None:
    day = str(topic(cast, "Skoldagen"))
    write(going, cast, text="Före slutet.", topic=day)
    going.post(address(cast), {"avsluta": "ja"})

    shown = unescape(going.get(address(cast)).content.decode())
    missing, asked = write(going, cast, text="Glömdes bort.", topic="")
    written, _ = write(client_as(cast.sara), cast, text="Glömdes bort.", topic=day)
    changed, _ = edit(going, cast, rows(cast)[0], text="Före slutet, med mera.")
    going.post(address(cast, "/rad"), {"stryk": str(rows(cast)[0].id)})

    assert "Till vilken punkt?" in shown and "Ändra: Före slutet." in shown
    assert missing == 422 and "Välj punkt." in asked and "Glömdes bort." in asked
    assert (written, changed) == (302, 302)
    assert [(row.item_id, row.beside) for row in rows(cast)] == [(UUID(day), False)], "nobody has the pen any more"


def test_an_ending_is_undone_with_those_who_were_there(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})
    write(going, cast, text="Vi börjar med dagen.")
    going.post(address(cast), {"gick": str(seat(cast, "peter"))})
    going.post(address(cast), {"avsluta": "ja"})
    over = unescape(going.get(address(cast)).content.decode())

    going.post(address(cast), {"oppna": "ja"})

    shown = page(cast)
    assert "Öppna mötet igen" in over
    assert not shown.ended and shown.here_words == "I rummet nu: 5 av 7"
    assert shown.current is not None and shown.current.title == "Skoldagen"


def test_a_meeting_that_was_begun_by_mistake_is_held_after_all(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(
        starts_at=timezone.now() + timedelta(days=3)
    )
    asked = unescape(client.get(address(cast)).content.decode())
    sure = unescape(client.get(address(cast), {"anda": "ja"}).content.decode())
    begin(client, cast, "ebba")
    client.post(address(cast), {"avsluta": "ja"})
    client.post(address(cast), {"oppna": "ja"})

    assert "Mötet är planerat till en annan dag" in asked and ">Börja mötet<" not in asked
    assert ">Börja mötet<" in sure
    assert not page(cast).began
    assert not Presence.objects.filter(invitee__meeting_id=cast.ebbas_meeting).exists(), "nobody was at it"
