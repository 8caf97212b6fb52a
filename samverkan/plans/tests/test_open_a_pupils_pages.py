"""The pages of one pupil, opened by those round Ebba and by those who must never see anything."""

from uuid import uuid4

import pytest

from samverkan.policy.acting import Level
from tests.cast import Cast, client_as

PAGES = ("", "/plan", "/teamet", "/samtycken", "/tidslinje", "/vem")
SECRET = ("Habiliteringen", "habiliteringen", "Socialtjänsten", "Maria Ek", "Peter Ny")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["anna_karin", "sara", "jonas", "lena", "anna"])
def test_those_round_ebba_open_every_page_about_her(cast: Cast, who: str, page: str) -> None:
    client = client_as(getattr(cast, who))

    answer = client.get(f"/elever/{cast.ebbas_case}{page}", follow=True)

    assert answer.status_code == 200
    assert "Ebba Lindqvist" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_the_neighbour_schools_teacher_meets_the_same_page_as_for_a_pupil_that_never_was(cast: Cast, page: str) -> None:
    client = client_as(cast.petra)

    ebba = client.get(f"/elever/{cast.ebbas_case}{page}")
    nobody = client.get(f"/elever/{uuid4()}{page}")

    assert ebba.status_code == nobody.status_code == 404
    assert "Ebba" not in ebba.content.decode()
    assert len(ebba.content) == len(nobody.content)


@pytest.mark.parametrize("page", PAGES)
def test_a_colleague_without_a_tie_to_ebba_learns_of_no_party_outside_the_school(cast: Cast, page: str) -> None:
    client = client_as(cast.kerstin)

    answer = client.get(f"/elever/{cast.ebbas_case}{page}")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert [word for word in SECRET if word in text] == []


def test_the_logoped_is_not_told_that_there_is_no_plan(cast: Cast) -> None:
    client = client_as(cast.maria)

    text = client.get(f"/elever/{cast.ebbas_case}").content.decode()

    assert "pågår ingen samverkan" not in text
    assert "ingen samordnad plan" not in text


def test_each_page_has_exactly_one_primary_button_for_the_rektor(cast: Cast) -> None:
    client = client_as(cast.anna_karin)

    found = {page: client.get(f"/elever/{cast.ebbas_case}{page}").content.decode().count("btn--pri") for page in PAGES}

    assert found == {"": 1, "/plan": 1, "/teamet": 1, "/samtycken": 1, "/tidslinje": 1, "/vem": 0}


def test_anna_finds_no_button_for_what_only_the_school_does(cast: Cast) -> None:
    client = client_as(cast.anna)

    text = "".join(client.get(f"/elever/{cast.ebbas_case}{page}").content.decode() for page in PAGES)

    for verb in ("Planera möte", "Skriv insats", "Lägg till i teamet", "Fråga om samtycke", "Registrera svar"):
        assert verb not in text


def test_each_section_tells_why_it_is_seen(cast: Cast) -> None:
    client = client_as(cast.sara)

    text = client.get(f"/elever/{cast.ebbas_case}/plan").content.decode()

    assert "Varför ser jag det här?" in text
    assert "Du ingår i elevens team." in text


def test_a_pupil_who_is_not_protected_needs_no_second_step_for_the_own_page(cast: Cast) -> None:
    assert client_as(cast.ebba, Level.PASSWORD).get(f"/elever/{cast.ebbas_case}").status_code == 200
    assert client_as(cast.liv, Level.PASSWORD).get(f"/elever/{cast.case('liv')}").status_code != 200
