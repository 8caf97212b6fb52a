"""Whom to ring outside the school."""

import pytest

from samverkan.people.models import ContactPoint, Organisation
from samverkan.policy.vocabulary import Branch, Regime
from tests.cast import Cast, client_as


def test_rektor_adds_a_contact_and_the_kurator_finds_it(cast: Cast) -> None:
    place = cast.organisation("bup")

    client_as(cast.anna_karin).post(
        "/kontakter/ny",
        {
            "organisation": str(place.id),
            "function": "mottagning",
            "phone": "08-465 004 71",
            "phone_hours": "vardagar 8–9",
        },
    )

    assert "08-465 004 71" in client_as(cast.sara).get("/kontakter").content.decode()


def test_a_contact_at_an_organisation_nobody_has_named_before(cast: Cast) -> None:
    said = {"new_name": "Synpedagogerna", "new_kind": "annan", "new_run_by": "region", "function": "synpedagog"}

    client_as(cast.anna_karin).post("/kontakter/ny", said)

    assert ContactPoint.objects.get(function="synpedagog").organisation.name == "Synpedagogerna"


def test_a_private_care_giver_is_bound_by_the_law_of_private_care(cast: Cast) -> None:
    said = {"new_name": "Lugna BUP AB", "new_kind": "bup", "new_run_by": "privat", "function": "mottagning"}

    client_as(cast.anna_karin).post("/kontakter/ny", said)

    place = Organisation.objects.get(name="Lugna BUP AB")
    assert (place.regime, place.public, place.branch) == (Regime.PSL, False, Branch.CARE)
    assert place.huvudman == cast.unit().organisation.huvudman
    assert "Lugna BUP AB" not in client_as(cast.susanne).get("/kontakter").content.decode()


def test_who_runs_a_new_organisation_is_asked_for(cast: Cast) -> None:
    said = {"new_name": "Lugna BUP AB", "new_kind": "bup", "function": "mottagning"}

    answer = client_as(cast.anna_karin).post("/kontakter/ny", said)

    assert answer.status_code == 422
    assert "Välj vem som driver verksamheten. Det avgör vilken lag som gäller." in answer.content.decode()
    assert not Organisation.objects.filter(name="Lugna BUP AB").exists()


def test_the_same_name_run_by_somebody_else_is_to_be_chosen_in_the_list(cast: Cast) -> None:
    said = {"new_name": "Stödhuset", "new_kind": "socialtjanst", "new_run_by": "kommun", "function": "mottagning"}
    client_as(cast.anna_karin).post("/kontakter/ny", said)

    answer = client_as(cast.anna_karin).post("/kontakter/ny", said | {"new_run_by": "privat"})

    assert answer.status_code == 422
    assert "Stödhuset finns redan, och drivs av någon annan." in answer.content.decode()
    assert Organisation.objects.get(name="Stödhuset").public


def test_without_an_organisation_nothing_is_kept(cast: Cast) -> None:
    before = Organisation.objects.count()

    answer = client_as(cast.anna_karin).post("/kontakter/ny", {"function": "logoped"})

    assert answer.status_code == 422
    assert "Välj en verksamhet i listan" in answer.content.decode()
    assert Organisation.objects.count() == before


def test_a_contact_is_changed_and_taken_out_of_the_list(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    rektor.post("/kontakter/ny", {"organisation": str(cast.organisation("bup").id), "function": "provmottagning"})
    row = ContactPoint.objects.get(function="provmottagning")

    rektor.post(f"/kontakter/{row.id}", {"function": "provmottagning", "name": "Kim Ask"})
    assert "Kim Ask" in rektor.get("/kontakter").content.decode()

    rektor.post(f"/kontakter/{row.id}/ta-bort")
    assert "Kim Ask" not in rektor.get("/kontakter").content.decode()
    assert rektor.get(f"/kontakter/{row.id}").status_code == 404


def test_another_schools_own_contact_is_not_there(cast: Cast) -> None:
    client_as(cast.torbjorn).post(
        "/kontakter/ny", {"organisation": str(cast.organisation("bup").id), "function": "strandvikslinjen"}
    )
    row = ContactPoint.objects.get(function="strandvikslinjen")

    assert "strandvikslinjen" not in client_as(cast.anna_karin).get("/kontakter").content.decode()
    assert client_as(cast.anna_karin).get(f"/kontakter/{row.id}").status_code == 404


def test_a_guardian_and_a_guest_have_no_directory(cast: Cast) -> None:
    for person in (cast.anna, cast.maria, cast.peter):
        assert client_as(person).get("/kontakter").status_code == 403


def test_the_rektor_of_another_huvudman_finds_no_contact_of_ours(cast: Cast) -> None:
    """Susanne's school works with the region's care as ours does, never with our municipality's social services."""
    ours = {"organisation": str(cast.organisation("bup").id), "function": "björkvikslinjen", "name": "Zoraida Kvist"}
    client_as(cast.anna_karin).post("/kontakter/ny", ours)
    client_as(cast.anna_karin).post(
        f"/elever/{cast.ebbas_case}/teamet/ny?sort=utanfor",
        {
            "organisation": str(cast.organisation("habiliteringen").id),
            "name": "Zoraida Malm",
            "function": "fysioterapeut",
            "phone": "08-465 004 72",
        },
    )
    assert ContactPoint.objects.filter(name__startswith="Zoraida").count() == 2
    susanne, anna_karin = client_as(cast.susanne), client_as(cast.anna_karin)

    for words in ("Zoraida", "Socialtjänsten"):
        assert "08-465 004" in anna_karin.get("/sok", {"q": words}).content.decode(), words
        assert "08-465 004" not in susanne.get("/sok", {"q": words}).content.decode(), words
    for page in ("/kontakter", f"/elever/{cast.case('elina')}/teamet/ny?sort=utanfor"):
        found = susanne.get(page).content.decode()
        assert "Habiliteringen" in found or "habilitering" in found, page
        assert "Socialtjänsten i Björkvik" not in found, page
        assert "Peter Ny" not in found, page


def test_nobody_is_added_at_an_organisation_the_school_does_not_work_with(cast: Cast) -> None:
    said = {"organisation": str(cast.organisation("socialtjansten").id), "name": "Kim Ask", "function": "handläggare"}

    answer = client_as(cast.susanne).post(f"/elever/{cast.case('elina')}/teamet/ny?sort=utanfor", said)

    assert answer.status_code == 422
    assert not ContactPoint.objects.filter(name="Kim Ask").exists()


@pytest.mark.parametrize("number", ["08-465 004 71", "+46 (0)8 465 004 71", "0550-880 00, ankn. 12", "112", ""])
def test_a_number_is_written_as_people_write_them(cast: Cast, number: str) -> None:
    said = {"organisation": str(cast.organisation("bup").id), "function": "jour", "phone": number}

    client_as(cast.anna_karin).post("/kontakter/ny", said)

    assert ContactPoint.objects.get(function="jour").phone == number


@pytest.mark.parametrize("number", ["hej", "12", "ring 08-465 004 71", "08-465 004 71 <b>"])
def test_what_is_no_number_is_asked_for_anew(cast: Cast, number: str) -> None:
    said = {"organisation": str(cast.organisation("bup").id), "function": "jour", "phone": number}

    answer = client_as(cast.anna_karin).post("/kontakter/ny", said)

    assert answer.status_code == 422
    assert "Skriv numret med siffror, till exempel 0550-123 45." in answer.content.decode()
