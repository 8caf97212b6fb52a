"""A room tells of those who sit in it: who may not know of another stands before what may be said, with what helps."""

from html import unescape

import pytest

from samverkan.meetings.models import Invitee
from samverkan.meetings.room_page import room_page
from samverkan.meetings.room_paper import room_paper
from samverkan.meetings.tests.test_ask_for_what_is_missing import invite_as_well
from samverkan.meetings.tests.test_send_the_invitation import withdraw_team_consent
from samverkan.people.models import Person
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db

FIRST = "Det här behöver ni ordna först"
ASK = "Fråga om samtycke</a>"


def room(cast: Cast, who: str = "sara", query: str = "") -> str:
    page = client_as(getattr(cast, who)).get(f"/moten/{cast.ebbas_meeting}/rummet{query}")
    return unescape(page.content.decode())


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    """Disa Lo of BUP is invited. Nobody has asked whether BUP and the others may know of one another."""
    person = Person.objects.create(given_name="Disa", family_name="Lo")
    invite_as_well(cast, person, Role.BUP_CLINICIAN, "psykolog", cast.organisation("bup"))
    return person


def test_where_all_may_know_of_one_another_nothing_stands_first(cast: Cast) -> None:
    assert FIRST not in room(cast)


def test_who_may_not_know_of_whom_comes_before_what_may_be_said_and_a_yes_is_offered(
    cast: Cast, newcomer: Person
) -> None:
    page = room(cast)

    assert page.index(FIRST) < page.index("Maria Ek får inte veta att ") < page.index("Ni kan tala om ")
    assert "Disa Lo får inte veta att " in page
    assert ASK in page
    assert page.count("Fråga om samtycke, eller bjud in till ett eget möte.") == 1, "the same reason is said once"
    assert "Maria Ek får inte veta att " in unescape(
        client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}").content.decode()
    )


def test_a_room_that_is_tried_says_who_may_not_know_there(cast: Cast, newcomer: Person) -> None:
    seat = Invitee.objects.within(scope_of(cast.sara)).get(meeting=cast.ebbas_meeting, person=newcomer)

    without, after_a_yes = room(cast, query=f"?utan={seat.id}"), room(cast, query="?ja=alla")

    assert FIRST not in without
    assert "Maria Ek får inte veta att " not in after_a_yes


def test_after_a_yes_taken_back_nobody_is_asked_again_and_the_other_way_is_said(cast: Cast) -> None:
    withdraw_team_consent(cast, "habiliteringen")

    page = room(cast)

    assert "Maria Ek får inte veta att " in page
    assert "bjud in till ett eget möte." in page
    assert ASK not in page.split("Ni kan tala om ")[0]


def test_the_paper_of_the_leader_begins_with_the_same(cast: Cast, newcomer: Person) -> None:
    scope = scope_of(cast.sara)

    said = repr(room_paper(room_page(scope, cast.ebbas_meeting), made_by="Sara Holm", now=scope.now).blocks)

    assert said.index(FIRST) < said.index("Maria Ek får inte veta att ") < said.index("Ni kan tala om ")


@pytest.mark.parametrize("who", ["peter", "anna"])
def test_one_who_does_not_lead_is_told_of_nobody(cast: Cast, newcomer: Person, who: str) -> None:
    assert FIRST not in room(cast, who)
