"""Min logg: everything I have read, as sentences, and nothing anybody else has."""

from samverkan.people import own_log
from samverkan.people.models import TeamMember
from samverkan.policy.acting import Action
from tests.cast import Cast, client_as


def test_a_page_i_have_opened_stands_in_my_log_as_a_sentence(cast: Cast) -> None:
    jonas = client_as(cast.jonas)
    jonas.get(f"/elever/{cast.ebbas_case}")

    page = jonas.get("/min-logg").content.decode()

    assert "Du läste elevsidan, Ebba Lindqvist" in page


def test_a_page_that_chose_among_more_pupils_says_among_how_many(cast: Cast) -> None:
    anna_karin = client_as(cast.anna_karin)
    anna_karin.get("/sok", {"q": "Ebba"})
    anna_karin.get("/")

    page = anna_karin.get("/min-logg").content.decode()

    assert "Du sökte, Ebba Lindqvist (vald bland 2 elever)" in page
    assert "Du läste Idag, 8 elever (valda bland 9 elever)" in page


def test_opening_a_form_is_not_told_as_having_written(cast: Cast) -> None:
    sara = client_as(cast.sara)
    address = f"/elever/{cast.ebbas_case}/anteckningar/ny"
    assert sara.get(address).status_code == 200

    page = sara.get("/min-logg").content.decode()

    assert "Du öppnade sidan för att skriva anteckning, Ebba Lindqvist" in page
    assert "Du skrev anteckning" not in page


def test_a_form_that_must_be_mended_is_not_told_as_having_written(cast: Cast) -> None:
    sara = client_as(cast.sara)
    assert sara.post(f"/elever/{cast.ebbas_case}/anteckningar/ny", {"text": ""}).status_code == 422

    page = sara.get("/min-logg").content.decode()

    assert "Du skulle skriva anteckning, Ebba Lindqvist, men det blev inte gjort." in page
    assert "Du skrev anteckning" not in page


def test_every_act_has_words_for_when_it_is_done_and_for_when_it_is_not() -> None:
    assert set(own_log.ACTS) == set(Action)


def test_what_a_colleague_has_read_is_not_in_my_log(cast: Cast) -> None:
    client_as(cast.sara).get(f"/elever/{cast.ebbas_case}")

    assert "Ebba" not in client_as(cast.kerstin).get("/min-logg").content.decode()


def test_a_refused_page_stands_there_too_without_a_name(cast: Cast) -> None:
    petra = client_as(cast.petra)
    petra.get(f"/elever/{cast.ebbas_case}")

    page = petra.get("/min-logg").content.decode()

    assert "Du fick svaret att sidan inte finns" in page
    assert "Ebba" not in page


def test_a_pupil_i_no_longer_see_is_not_named(cast: Cast) -> None:
    maria = client_as(cast.maria)
    maria.get(f"/elever/{cast.ebbas_case}")
    assert "Ebba Lindqvist" in maria.get("/min-logg").content.decode()

    seats = TeamMember.objects.unguarded(because="the test ends a seat as the team would").filter(person=cast.maria)
    seats.delete()

    page = maria.get("/min-logg").content.decode()
    assert "Ebba" not in page
    assert "elev du inte ser längre" in page


def test_an_unreadable_place_in_the_log_shows_the_newest(cast: Cast) -> None:
    assert client_as(cast.sara).get("/min-logg?fore=i+förrgår").status_code == 200
    assert client_as(cast.sara).get("/min-logg?fore=2026-13-45T99:00").status_code == 200
