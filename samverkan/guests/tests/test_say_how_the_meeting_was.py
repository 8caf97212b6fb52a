"""Three questions to a guest who was at Ebba's meeting: once, and nobody can see what just that guest said."""

from html import unescape

import pytest
from django.test import Client

from samverkan.guests.speech import languages
from samverkan.guests.tests.coming import come_in, seat_of
from samverkan.journal.models import Event
from samverkan.meetings.models import Felt, PulseAnswer, PulseGiven
from samverkan.meetings.tests.closing_client import address, hold, read, send
from samverkan.policy.acting import Action
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
WHERE = "/gast/hur-var-motet"
SAID = {"listened": "ja", "knows": "delvis", "right_people": "nej"}


def words(browser: Client, where: str = "/gast") -> str:
    return unescape(browser.get(where).content.decode())


def test_a_guest_who_was_there_answers_once_and_whose_it_was_stands_nowhere(cast: Cast) -> None:
    send(hold(cast), cast)
    peter = come_in(cast, cast.peter)
    before = words(peter)

    met = [peter.post(WHERE, SAID).status_code for _ in range(2)]

    assert met == [302, 200]
    assert WHERE in before and WHERE not in words(peter)
    answer = PulseAnswer.objects.get(meeting=cast.ebbas_meeting)
    assert (answer.listened, answer.knows, answer.right_people) == (Felt.YES, Felt.PARTLY, Felt.NO)
    assert [one.invitee_id for one in PulseGiven.objects.all()] == [seat_of(cast, cast.peter).id]
    assert "Ingen kan se vad just du har svarat." in words(peter, "/gast?klart=pulse_thanks")


def test_the_answer_of_a_guest_is_one_of_the_five(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)
    for who in (cast.olof, cast.jonas, cast.maria, cast.ebba):
        client_as(who).post(address(cast, "/efter/puls"), SAID)
    before = read(client, cast)

    come_in(cast, cast.peter).post(WHERE, SAID)

    assert "blev lyssnade på" not in before
    assert "5 av 5 blev lyssnade på." in read(client, cast)


def test_who_has_answered_signed_in_is_not_asked_as_a_guest(cast: Cast) -> None:
    send(hold(cast), cast)
    client_as(cast.anna).post(address(cast, "/efter/puls"), SAID)
    anna = come_in(cast, cast.anna)

    again = anna.post(WHERE, SAID)

    assert "Frågorna är till den som var med" in unescape(again.content.decode())
    assert PulseAnswer.objects.count() == 1


def test_all_three_are_answered_and_nothing_is_chosen_beforehand(cast: Cast) -> None:
    send(hold(cast), cast)
    peter = come_in(cast, cast.peter)

    looked, half = words(peter, WHERE), peter.post(WHERE, {"listened": "ja"})
    odd = peter.post(WHERE, SAID | {"knows": "kanske"})

    assert "checked" not in looked
    assert (half.status_code, odd.status_code) == (422, 422)
    assert "Välj ett svar." in unescape(half.content.decode()) and not PulseAnswer.objects.exists()


def test_one_who_was_not_there_is_not_asked_and_nobody_before_the_minutes_are_approved(cast: Cast) -> None:
    client = hold(cast, "peter")
    olof = come_in(cast, cast.olof)
    early = olof.post(WHERE, SAID).status_code
    send(client, cast)
    peter = come_in(cast, cast.peter)

    late = peter.post(WHERE, SAID).status_code

    assert (early, late) == (200, 200)
    assert WHERE not in words(peter) and not PulseAnswer.objects.exists()


def test_nobody_without_a_visit_answers_and_a_link_taken_back_closes_it(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)
    peter = come_in(cast, cast.peter)

    client.post(f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, cast.peter).id}/lank/aterkallelse")

    assert [one.post(WHERE, SAID).status_code for one in (Client(), peter)] == [403, 403]
    assert not PulseAnswer.objects.exists()


def test_that_it_was_answered_is_journalled_and_not_what(cast: Cast) -> None:
    send(hold(cast), cast)
    come_in(cast, cast.peter).post(WHERE, SAID)

    event = Event.objects.get(action=Action.GUEST_PULSE, outcome="gjord")

    assert event.actor_id == cast.peter.id


@pytest.mark.parametrize("slug", list(languages()))
def test_it_is_asked_in_every_language(cast: Cast, slug: str) -> None:
    send(hold(cast), cast)
    peter, spoken = come_in(cast, cast.peter), languages()[slug]

    page, told = words(peter, f"/gast?sprak={slug}"), words(peter, WHERE)

    assert spoken.say("pulse_title") in page
    for key in ("pulse_lead", "pulse_listened", "pulse_knows", "pulse_right_people", "pulse_partly"):
        assert spoken.say(key) in told
