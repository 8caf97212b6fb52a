"""Olof got his invitation on paper and is to come to Ebba's meeting no more. No letter says so, so somebody rings."""

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.meetings.after.reaching import reached
from samverkan.meetings.models import Channel, Dispatch, Invitee, Meeting, ToldAfterwards
from samverkan.meetings.tests.closing_client import BECAUSE, address, in_days
from samverkan.meetings.tests.test_called_off_reaches_everybody import on_paper  # noqa: F401 - a fixture
from samverkan.meetings.tests.test_two_change_the_same_meeting import opened
from samverkan.people.models import Person
from samverkan.policy.vocabulary import PersonId
from tests.cast import Cast, client_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_paper")]
RING = "Ring Olof Lindqvist: inbjudan gick på papper"
MORNING = "Säg till Olof Lindqvist att hen inte ska komma till mötet"


def without(browser: Client, cast: Cast, *who: Person) -> str:
    """Somebody is taken off the meeting on its own page."""
    where = address(cast, "/andra")
    stands = opened(browser, where)
    stands["invited"] = [one for one in stands["invited"] if one not in {str(person.id) for person in who}]
    return unescape(browser.post(where, stands, follow=True).content.decode())


def read(cast: Cast, who: str, where: str) -> str:
    return unescape(client_as(getattr(cast, who)).get(where).content.decode())


def tell(cast: Cast) -> int:
    told = {"how": "telefon", "told_on": in_days(0)}
    return client_as(cast.sara).post(address(cast, f"/efter/beratta/{cast.olof.id}"), told).status_code


def test_whom_to_ring_is_said_at_once_on_the_meeting_and_on_idag_until_it_is_done(cast: Cast) -> None:
    before = read(cast, "sara", "/")

    said = without(client_as(cast.sara), cast, cast.olof, cast.anna)
    morning, page = read(cast, "sara", "/"), read(cast, "sara", address(cast, ""))
    form = read(cast, "sara", address(cast, f"/efter/beratta/{cast.olof.id}"))
    done = tell(cast)

    assert RING in said and "Ring Anna" not in said and "Ring och säg till" in page
    assert MORNING not in before and MORNING in morning and "Anna Lindqvist att hen" not in morning
    assert "har ingen plats på mötet" in form and done == 302
    assert MORNING not in read(cast, "sara", "/") and "Ring och säg till" not in read(cast, "sara", address(cast, ""))
    assert ToldAfterwards.objects.get().person_id == cast.olof.id


def test_who_is_invited_again_is_nobody_to_ring(cast: Cast) -> None:
    sara = client_as(cast.sara)
    without(sara, cast, cast.olof)
    stands = opened(sara, address(cast, "/andra"))
    stands["invited"] = [*stands["invited"], str(cast.olof.id)]

    said = unescape(sara.post(address(cast, "/andra"), stands, follow=True).content.decode())

    assert RING not in said and MORNING not in read(cast, "sara", "/")


def test_told_once_and_called_off_after_a_new_paper_is_told_again(cast: Cast) -> None:
    sara = client_as(cast.sara)
    without(sara, cast, cast.olof)
    tell(cast)
    stands = opened(sara, address(cast, "/andra"))
    sara.post(address(cast, "/andra"), stands | {"invited": [*stands["invited"], str(cast.olof.id)]})
    seat = Invitee.objects.unguarded(because=BECAUSE).get(meeting=cast.ebbas_meeting, person=cast.olof, removed_at=None)
    Dispatch.objects.create(
        invitee=seat, channel=Channel.PAPER, sequence=1, made_at=timezone.now(), made_by_id=cast.sara.id
    )

    sara.post(address(cast, "/installt"))

    assert "Säg till Olof Lindqvist att mötet" in read(cast, "sara", "/")


def test_that_one_was_told_not_to_come_is_not_that_one_knows_what_it_came_to(cast: Cast) -> None:
    without(client_as(cast.sara), cast, cast.olof)
    tell(cast)
    meeting = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)

    assert PersonId(cast.olof.id) not in reached(meeting)


def test_only_who_leads_is_told_and_only_they_say_that_it_is_done(cast: Cast) -> None:
    without(client_as(cast.sara), cast, cast.olof)
    way = address(cast, f"/efter/beratta/{cast.olof.id}")

    assert MORNING not in read(cast, "jonas", "/") and "Ring och säg till" not in read(cast, "maria", address(cast, ""))
    assert client_as(cast.maria).get(way).status_code == 403
    assert client_as(cast.petra).get(way).status_code == 404
