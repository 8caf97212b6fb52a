"""Splitting the meeting is for guests: the child and the one who leads stay, and so does somebody of the school."""

from html import unescape

import pytest

from samverkan.meetings import weighing
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Meeting
from samverkan.meetings.weighing import Table, can_step_out
from samverkan.people.models import Person
from samverkan.policy.vocabulary import FAMILY
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db

LEAVES = "Peter Ny behöver lämna rummet när ni tar det"


def room(cast: Cast) -> str:
    return unescape(client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())


def table(cast: Cast) -> Table:
    scope = scope_of(cast.sara)
    head = meeting(scope, cast.ebbas_meeting)
    return weighing.gather(scope, head.row, head.card)


def led_by(cast: Cast, person: Person) -> None:
    Meeting.objects.unguarded(because="a test chooses who leads").filter(id=cast.ebbas_meeting).update(leader=person)


def seats(around: Table, *people: Person) -> set[str]:
    return {place.key for place in around.places if place.person in {person.id for person in people}}


def test_a_guest_may_be_asked_to_leave(cast: Cast) -> None:
    page = room(cast)

    assert LEAVES in page
    assert "Om Peter Ny inte är med: 7 av 8" in page


def test_the_one_who_leads_is_not_and_the_next_way_is_said(cast: Cast) -> None:
    led_by(cast, cast.peter)

    page = room(cast)

    assert LEAVES not in page
    assert "Om Peter Ny inte är med" not in page and "Peter Ny lämnar kl." not in page
    assert "Ta det när Peter Ny inte är med." not in page
    assert "Säg vad Ebba behöver, utan att säga varför" in page


def test_the_child_stays_in_a_meeting_that_is_the_childs(cast: Cast) -> None:
    around = table(cast)

    assert can_step_out(around, seats(around, cast.peter))
    assert can_step_out(around, seats(around, cast.peter, cast.maria))
    assert not can_step_out(around, seats(around, cast.ebba))
    assert not can_step_out(around, seats(around, cast.peter, cast.ebba))


def test_somebody_of_the_school_stays(cast: Cast) -> None:
    led_by(cast, cast.maria)
    around = table(cast)
    school = {
        place.key for place in around.places if place.role not in FAMILY and not place.is_outside(around.card.holder)
    }
    one = next(iter(school))

    assert len(school) > 1
    assert can_step_out(around, school - {one})
    assert not can_step_out(around, school)
