"""What changes if a psychologist of BUP joins: Sara sees it before anybody is asked, and nothing is saved."""

from html import unescape

import pytest
from django.test import Client

from samverkan.guard.models import Cell
from samverkan.journal.models import Event, Outcome
from samverkan.people import queries as people
from samverkan.people.models import TeamMember
from samverkan.plans.what_if import what_if
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Facts
from samverkan.policy.newcomers import NEWCOMERS, newcomer, seated
from samverkan.policy.vocabulary import Answer, Purpose
from tests.cast import Cast, client_as, scope_of


def text_of(browser: Client, address: str) -> str:
    """The page as it is read."""
    return unescape(browser.get(address).content.decode())


def test_a_psychologist_of_bup_reads_nothing_of_the_talks_without_a_yes(cast: Cast) -> None:
    text = text_of(client_as(cast.sara), f"/elever/{cast.ebbas_case}/vem/om?vem=bup-psykolog")

    assert "Vad ändras om en psykolog på BUP är med kring Ebba?" in text
    yes = text[text.index("Behöver ett ja") : text.index("Behöver bedömas")]
    assert "Elevhälsans samtal och bedömningar" in yes and "Ja från vårdnadshavarna." in yes
    at_once = text[text.index("Läser direkt") : text.index("Behöver ett ja")]
    assert "Elevhälsans samtal" not in at_once


@pytest.mark.parametrize("one", NEWCOMERS, ids=lambda one: one.slug)
def test_every_newcomer_is_answered_as_the_law_answers_and_about_nothing_else_than_the_asker_sees(
    cast: Cast, one: object
) -> None:
    scope = scope_of(cast.sara)
    card = people.pupil(scope, cast.ebbas_case)
    known = newcomer(one.slug)  # type: ignore[attr-defined]
    found = what_if(scope, card, known)
    reader = seated(known, card.case, school=card.holder, unit=card.unit, born_on=card.born_on)
    asked = Facts(reader, Purpose.SUPPORT, scope.today, stances=scope.facts.stances)
    cells = {row.facts for row in Cell.objects.within(scope).filter(case=cast.ebbas_case)}

    said = {Answer.ALLOW: found.at_once, Answer.CONSENT: found.with_a_yes, Answer.MEN: found.assessed}
    said[Answer.DENY] = found.never

    for answer, rows in said.items():
        labels = {cell.information_class.label for cell in cells if decide(cell, asked).answer is answer}
        assert {row.what.partition(":")[0] for row in rows} == labels, answer


def test_a_yes_that_somebody_has_given_is_not_told_by_it(cast: Cast) -> None:
    """Maria has been given yeses. A logoped who is nobody has not: the page cannot tell who has been asked."""
    text = text_of(client_as(cast.jonas), f"/elever/{cast.ebbas_case}/vem/om?vem=habilitering-logoped")

    assert "som om inget är frågat än" in text
    assert "De som bestämmer över uppgiften har sagt ja." not in text


def test_nothing_is_saved_and_the_reading_is_journalled(cast: Cast) -> None:
    before = TeamMember.objects.unguarded(because="the test counts seats").filter(case=cast.ebbas_case).count()

    client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/vem/om?vem=skollakare")

    assert TeamMember.objects.unguarded(because="the test counts seats").filter(case=cast.ebbas_case).count() == before
    event = Event.objects.filter(actor_id=cast.sara.id).latest("id")
    assert (event.action, event.outcome) == ("las-vad-som-andras", Outcome.DONE)


def test_who_does_not_prepare_is_not_let_in_and_an_unknown_word_asks_again(cast: Cast) -> None:
    address = f"/elever/{cast.ebbas_case}/vem/om"

    assert client_as(cast.petra).get(address).status_code == 404
    assert client_as(cast.anna).get(address).status_code == 403
    assert client_as(cast.maria).get(address).status_code == 403
    page = text_of(client_as(cast.sara), f"{address}?vem=trollkarl")
    assert "Vem skulle komma med?" in page and "Läser direkt" not in page
    assert client_as(cast.sara).post(address).status_code == 405


def test_the_room_says_which_topics_stop_and_the_cheapest_way_on(cast: Cast) -> None:
    sara, address = client_as(cast.sara), f"/moten/{cast.ebbas_meeting}/rummet"
    own = text_of(sara, address)

    text = text_of(sara, f"{address}/om?vem=bup-psykolog")

    assert "Vad ändras om någon mer är med?" in own
    assert "Det här stannar" in text and "ämnen. I dag är det" in text
    assert "Stöd från habiliteringen" in text and "Fråga om samtycke före mötet." in text
    assert "Säg vad Ebba behöver, utan att säga varför." in text


def test_a_topic_that_everybody_may_hear_does_not_stop_for_the_schools_own(cast: Cast) -> None:
    text = text_of(client_as(cast.sara), f"/moten/{cast.ebbas_meeting}/rummet/om?vem=kurator")

    assert "stannar" in text and "Tillbaka till rummet" in text
    assert client_as(cast.maria).get(f"/moten/{cast.ebbas_meeting}/rummet/om").status_code == 403
    assert client_as(cast.petra).get(f"/moten/{cast.ebbas_meeting}/rummet/om").status_code == 404
