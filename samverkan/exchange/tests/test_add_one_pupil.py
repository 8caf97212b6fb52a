"""A pupil who is new at the school is written in by hand; and a list may hold only a few."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samverkan.exchange.models import ImportDraft, ImportRun
from samverkan.exchange.tests.test_import_in_the_browser import IMPORT, PUPILS, confirmed, seen
from samverkan.people.models import Guardianship, Person, Pupil
from tests.cast import Cast, client_as

ONE = f"{IMPORT}/ny-elev"
ELIN = {
    "fornamn": "Elin",
    "efternamn": "Sjö",
    "day": "2016-04-09",
    "klass": "9Z",
    "vh1_fornamn": "Mona",
    "vh1_efternamn": "Sjö",
    "vh1_mail": "mona@example.se",
    "vh1_vardnad": "ensam",
    "vh2_vardnad": "gemensam",
}


def written(browser: Client, cast: Cast, **said: Any) -> Any:
    """Fill in the form and press on; the answer."""
    return browser.post(ONE, ELIN | {"unit": str(cast.unit().id)} | said)


def shown(browser: Client, cast: Cast, **said: Any) -> tuple[str, str]:
    """The address of the draft and the page that tells what would happen."""
    review = written(browser, cast, **said).headers["Location"]
    return review.removesuffix("/granska"), browser.get(review).content.decode()


def added(browser: Client, cast: Cast, **said: Any) -> Any:
    """Write, look and confirm; the answer."""
    draft, page = shown(browser, cast, **said)
    return browser.post(f"{draft}/las-in", {"sett": seen(page), "others": "on"})


def test_a_new_pupil_is_shown_first_and_then_stands_in_her_class_with_her_guardian(cast: Cast) -> None:
    browser, before = client_as(cast.ingrid), Person.objects.count()

    _, page = shown(browser, cast)
    assert "En ny" in page
    assert Person.objects.count() == before

    added(browser, cast)

    elin = Pupil.objects.unguarded(because="a story looks at what was written").get(person__given_name="Elin")
    assert (elin.group and elin.group.name, str(elin.born_on)) == ("9Z", "2016-04-09")
    assert Guardianship.objects.get(case=elin.case_id).custody == "ensam"
    assert "Elin Sjö" in browser.get("/elever?klass=9Z").content.decode()


def test_nobody_else_leaves_for_it(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS)

    added(browser, cast)

    going = Pupil.objects.unguarded(because="a story looks at what was written").filter(group__name="9Z", ended_on=None)
    assert sorted(going.values_list("person__given_name", flat=True)) == ["Elin", "Noa", "Tuva"]


def test_the_whole_list_knows_her_again_when_it_comes(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    added(browser, cast)

    confirmed(browser, cast, PUPILS + "Elin;Sjö;2016-04-09;9Z\n")

    assert Person.objects.filter(given_name="Elin", family_name="Sjö").count() == 1


def test_a_number_does_as_well_as_a_day(cast: Cast) -> None:
    added(client_as(cast.ingrid), cast, day="20160401-2380")

    elin = Pupil.objects.unguarded(because="a story looks at what was written").get(person__given_name="Elin")
    assert str(elin.born_on) == "2016-04-01"


def test_a_protected_pupil_gets_a_sealed_case_and_nobodys_phone(cast: Cast) -> None:
    draft, page = shown(client_as(cast.anna_karin), cast, skyddad="on", vh1_telefon="070-1740605")

    assert "Elin" not in page
    assert client_as(cast.anna_karin).post(f"{draft}/las-in", {"sett": seen(page)}).status_code == 302
    mona = Guardianship.objects.latest("begins_on", "id").person
    assert (mona.protected, mona.email, mona.phone, mona.given_name) == (True, "", "", "")


def test_what_was_written_can_be_mended_before_it_is_saved(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    draft, page = shown(browser, cast)
    again = draft.replace("/import/", "/import/ny-elev/")
    assert f'href="{again}"' in page

    form = browser.get(again).content.decode()
    assert 'value="Elin"' in form
    browser.post(again, ELIN | {"unit": str(cast.unit().id), "fornamn": "Elina"})

    assert ImportDraft.objects.count() == 1
    assert not Person.objects.filter(given_name="Elina", family_name="Sjö").exists()
    assert not Person.objects.filter(given_name="Elin", family_name="Sjö").exists()


def test_a_pupil_of_the_same_name_is_asked_about(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, "Förnamn;Efternamn;Klass\nElin;Sjö;9Z\n")

    draft, page = shown(browser, cast)
    answer = browser.post(f"{draft}/las-in", {"sett": seen(page)})

    assert "Kan vara samma som Elin Sjö i 9Z" in page
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"fornamn": ""}, "Skriv elevens förnamn."),
        ({"day": "i våras"}, "Det går inte att läsa."),
        ({"day": "2140-01-01"}, "Dagen kan inte stämma."),
        ({"day": "20161309-2388"}, "Det går inte att läsa."),
        ({"vh1_efternamn": ""}, "Skriv efternamnet."),
        ({"vh1_fornamn": "", "vh1_efternamn": ""}, "Skriv förnamnet."),
        ({"vh2_fornamn": "Ali", "vh2_efternamn": "Ek", "vh2_vardnad": "ensam"}, "Båda kan inte ha ensam vårdnad."),
    ],
)
def test_what_is_missing_is_said_kindly_and_nothing_is_kept(cast: Cast, said: dict[str, str], told: str) -> None:
    answer = written(client_as(cast.ingrid), cast, **said)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ImportDraft.objects.exists()


def test_a_colleague_who_does_not_read_in_lists_is_refused_and_another_finds_no_draft(cast: Cast) -> None:
    draft, _ = shown(client_as(cast.ingrid), cast)
    again = draft.replace("/import/", "/import/ny-elev/")

    assert client_as(cast.sara).get(ONE).status_code == 403
    assert "Lägg till en elev" not in client_as(cast.sara).get("/elever").content.decode()
    assert client_as(cast.anna_karin).get(again).headers["Location"] == IMPORT


def test_a_list_from_a_file_is_not_opened_as_one_pupil(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    file = SimpleUploadedFile("lista.csv", PUPILS.encode())
    draft = browser.post(IMPORT, {"unit": str(cast.unit().id), "file": file}).headers["Location"]

    assert browser.get(draft.replace("/import/", "/import/ny-elev/")).headers["Location"] == IMPORT


def test_a_list_of_a_few_ends_nobody(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS)
    file = SimpleUploadedFile("nya.csv", b"Fornamn;Efternamn;Klass\nLo;Vik;9Z\n")
    draft = browser.post(IMPORT, {"unit": str(cast.unit().id), "file": file, "some": "on"}).headers["Location"]
    columns = {"kind": "elever", "column0": "fornamn", "column1": "efternamn", "column2": "klass"}
    browser.post(draft, columns)

    page = browser.get(f"{draft}/granska").content.decode()
    browser.post(f"{draft}/las-in", {"sett": seen(page)})

    assert "slutar" not in page
    going = Pupil.objects.unguarded(because="a story looks at what was written").filter(group__name="9Z", ended_on=None)
    assert sorted(going.values_list("person__given_name", flat=True)) == ["Lo", "Noa", "Tuva"]
    assert ImportRun.objects.count() == 2
