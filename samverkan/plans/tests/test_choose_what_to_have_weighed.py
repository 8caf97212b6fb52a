"""Begär en bedömning: who needs to know, and then what, among that which somebody may weigh."""

import re

import pytest

from samverkan.people.models import Person
from samverkan.plans.tests.test_weigh_whether_it_can_be_handed_over import THING, ask_url, decide, requested
from tests.cast import Cast, client_as

THINGS_AT_SCHOOL = {"skolans-bedomning", "skolans-stod", "skolans-anteckningar", "elevhalsans-bedomning", THING}


def linked(page: str, name: str) -> set[str]:
    """What the page's links name so."""
    return set(re.findall(rf'href="[^"]*[?;]{name}([^"&]+)', page))


def test_a_guest_asks_for_themselves_alone(cast: Cast) -> None:
    page = client_as(cast.peter).get(f"/elever/{cast.ebbas_case}/bedomningar/ny").content.decode()
    others = client_as(cast.peter).get(ask_url(cast, THING, cast.anna_karin)).content.decode()

    for shown in (page, others):
        assert "Vad behöver du veta?" in shown
        assert f"till={cast.peter.id}&amp;sak=skolans-bedomning" in shown
        assert linked(shown, "till=") == {str(cast.peter.id)}


@pytest.mark.parametrize("name", ["peter", "jonas", "lena"])
def test_only_what_somebody_may_weigh_for_the_one_who_needs_it_is_offered(cast: Cast, name: str) -> None:
    person: Person = getattr(cast, name)
    start = f"/elever/{cast.ebbas_case}/bedomningar/ny"
    client = client_as(cast.anna_karin)

    offered = linked(client.get(f"{start}?till={person.id}").content.decode(), "sak=")
    leads_on = {
        thing: "Det är inte självklart" in client.get(ask_url(cast, thing, person)).content.decode()
        for thing in THINGS_AT_SCHOOL
    }

    assert linked(client.get(start).content.decode(), "till=") >= {str(person.id)}
    assert {thing for thing, weighed in leads_on.items() if weighed} == offered & THINGS_AT_SCHOOL


def test_it_is_said_kindly_when_nothing_is_left_to_weigh(cast: Cast) -> None:
    pers = f"/elever/{cast.ebbas_case}/bedomningar/ny?till={cast.per.id}"
    before = linked(client_as(cast.sara).get(pers).content.decode(), "sak=")
    decide(cast, requested(cast, to=cast.per), later="on")
    after = client_as(cast.sara).get(pers).content.decode()

    assert before == {THING}
    assert linked(after, "sak=") == set()
    assert "Här finns inget att bedöma" in after and "Säg vad Ebba behöver, utan att säga varför." in after
    assert str(cast.per.id) not in linked(after, "till=")


def test_one_from_outside_whom_nobody_has_said_yes_to_may_ask_for_themselves(cast: Cast) -> None:
    page = client_as(cast.lars).get(f"/elever/{cast.case('nova')}/bedomningar/ny").content.decode()

    assert "Vad behöver du veta?" in page
    assert "skolans-bedomning" in linked(page, "sak=")


def test_a_pupil_with_protected_identity_has_no_door_here(cast: Cast) -> None:
    for person in (cast.jonas, cast.birgitta, cast.maria):
        assert client_as(person).get(f"/elever/{cast.case('liv')}/bedomningar/ny").status_code == 404


def test_one_from_outside_finds_the_way_to_hand_in_and_to_ask_on_the_pupils_page(cast: Cast) -> None:
    page = f"/elever/{cast.ebbas_case}"
    marias = client_as(cast.maria).get(page).content.decode()
    saras = client_as(cast.sara).get(page).content.decode()

    for way in (f'href="{page}/lamna"', f'href="{page}/bedomningar/ny"'):
        assert way in marias
        assert way not in saras
