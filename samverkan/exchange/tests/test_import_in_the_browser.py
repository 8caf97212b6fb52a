"""The import as a rektor does it: choose a file, see what would happen, confirm, regret."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samverkan.exchange.models import ImportDraft, ImportRun
from samverkan.people import registering
from samverkan.people.models import Assignment, Group, Huvudman, Person, Unit
from tests.cast import Cast, client_as

PUPILS = "Förnamn;Efternamn;Född;Klass\nNoa;Alm;2016-04-01;9Z\nTuva;Björk;2016-05-02;9Z\n"
STAFF = "Förnamn;Efternamn;E-post;Roll\nYlva;Ström;ylva@example.se;Kurator\n"
IMPORT = "/installningar/import"


def uploaded(browser: Client, cast: Cast, text: str, name: str = "lista.csv") -> Any:
    """Upload a list; the answer."""
    file = SimpleUploadedFile(name, text.encode("cp1252"))
    return browser.post(IMPORT, {"unit": str(cast.unit().id), "file": file})


def reviewed(browser: Client, cast: Cast, text: str) -> tuple[str, str]:
    """Upload and accept the suggested columns: the draft's address and the page of the dry run."""
    draft = uploaded(browser, cast, text).headers["Location"]
    return draft, browser.get(f"{draft}/granska").content.decode()


def confirmed(browser: Client, cast: Cast, text: str) -> Any:
    """Upload, look and confirm; the answer."""
    draft, page = reviewed(browser, cast, text)
    return browser.post(f"{draft}/las-in", {"sett": seen(page)})


def seen(page: str) -> str:
    """The seal of the difference that a page shows."""
    found = re.search(r'name="sett" value="(\w+)"', page)
    assert found, page
    return found.group(1)


def test_what_would_happen_is_said_in_words_before_anything_is_written(cast: Cast) -> None:
    before = Person.objects.count()

    _, page = reviewed(client_as(cast.ingrid), cast, PUPILS)

    assert re.search(r"<p class=\"answer\">Två nya( och \w+ att titta på)?\.</p>", page)
    assert "Noa Alm" in page
    assert Person.objects.count() == before


def test_a_confirmed_list_makes_the_class_and_leaves_no_draft(cast: Cast) -> None:
    answer = confirmed(client_as(cast.ingrid), cast, PUPILS)

    assert answer.headers["Location"].startswith(f"{IMPORT}/korning/")
    assert Group.objects.filter(unit=cast.unit(), name="9Z").exists()
    assert not ImportDraft.objects.exists()


def test_the_same_list_again_changes_nothing_and_says_so(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS)

    answer = confirmed(browser, cast, PUPILS)

    assert "Inget behövde ändras" in browser.get(answer.headers["Location"]).content.decode()
    assert ImportRun.objects.count() == 1


def test_an_import_is_taken_back_the_same_day(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    run = confirmed(browser, cast, PUPILS).headers["Location"]

    asked = browser.get(f"{run}/angra").content.decode()
    assert "Inget är ändrat än." in asked
    assert "två personer och en klass" in asked
    assert Person.objects.filter(given_name="Noa", family_name="Alm").exists()

    page = browser.post(f"{run}/angra").content.decode()

    assert "Inläsningen är ångrad" in page
    assert "Borttaget: två personer och en klass." in page
    assert not Person.objects.filter(given_name="Noa", family_name="Alm").exists()


def test_a_confirmation_of_something_else_than_was_shown_writes_nothing(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    draft, _ = reviewed(browser, cast, PUPILS)

    answer = browser.post(f"{draft}/las-in", {"sett": "0" * 32})

    assert answer.headers["Location"] == f"{draft}/granska"
    assert not Group.objects.filter(name="9Z").exists()


def test_a_heading_nobody_knows_is_mapped_by_hand(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    draft = uploaded(browser, cast, PUPILS.replace("Klass", "Avd. X")).headers["Location"]
    said = {"kind": "elever", "column0": "fornamn", "column1": "efternamn", "column2": "fodd", "column3": "klass"}

    browser.post(draft, said)

    assert "9Z" in browser.get(draft).content.decode()
    assert 'value="klass" selected' in browser.get(draft).content.decode()


def test_two_columns_cannot_be_the_same_and_a_needed_one_cannot_be_missing(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    draft = uploaded(browser, cast, PUPILS).headers["Location"]

    twice = browser.post(
        draft, {"kind": "elever", "column0": "fornamn", "column1": "fornamn", "column2": "fodd", "column3": "klass"}
    )
    missing = browser.post(
        draft, {"kind": "elever", "column0": "ingen", "column1": "ingen", "column2": "fodd", "column3": "klass"}
    )

    assert "Två kolumner är valda som förnamn" in twice.content.decode()
    assert "Listan saknar en kolumn för förnamn och efternamn" in missing.content.decode()
    assert (twice.status_code, missing.status_code) == (422, 422)


def test_another_persons_list_is_not_there(cast: Cast) -> None:
    draft, _ = reviewed(client_as(cast.ingrid), cast, PUPILS)

    for browser in (client_as(cast.anna_karin), client_as(cast.torbjorn)):
        for page in ("", "/granska", "/att-ratta"):
            answer = browser.get(draft + page)
            assert (answer.status_code, answer.headers["Location"]) == (302, IMPORT)


def test_the_list_between_two_pages_is_not_readable_in_the_database(cast: Cast) -> None:
    reviewed(client_as(cast.ingrid), cast, PUPILS)

    assert b"Noa" not in bytes(ImportDraft.objects.get().sealed_list)


def test_the_administrator_gives_nobody_the_kurators_role_by_a_list(cast: Cast) -> None:
    answer = confirmed(client_as(cast.ingrid), cast, STAFF)

    assert answer.status_code == 403
    assert "Listan ger någon en roll i ledningen eller elevhälsan." in answer.content.decode()
    assert not Assignment.objects.filter(person__email="ylva@example.se").exists()

    assert confirmed(client_as(cast.anna_karin), cast, STAFF).status_code == 302
    assert Assignment.objects.get(person__email="ylva@example.se").role == "kurator"


def test_rows_to_mend_come_as_a_file(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    draft, page = reviewed(browser, cast, PUPILS + ";Utan;2016-01-01;9Z\n")

    answer = browser.get(f"{draft}/att-ratta")

    assert re.search(r"\w+ att titta på", page)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="att-ratta.csv"'
    assert "4;" in answer.content.decode("utf-8-sig")


def test_a_file_that_is_too_large_is_never_kept(cast: Cast) -> None:
    answer = uploaded(client_as(cast.ingrid), cast, "Förnamn;Efternamn\n" + "Noa;Alm\n" * 1_400_000)

    assert answer.status_code == 422
    assert "större än 10 MB" in answer.content.decode()
    assert not ImportDraft.objects.exists()


def test_what_is_no_list_at_all_is_said_kindly(cast: Cast) -> None:
    browser = client_as(cast.ingrid)

    for text in ("", "%PDF-1.4 något", "\x00\x01\x02"):
        answer = uploaded(browser, cast, text)
        assert answer.status_code == 422, text
        assert 'role="alert"' in answer.content.decode()


def test_a_teacher_and_the_neighbours_rektor_import_nothing_here(cast: Cast) -> None:
    assert uploaded(client_as(cast.jonas), cast, PUPILS).status_code == 403
    assert uploaded(client_as(cast.torbjorn), cast, PUPILS).status_code == 422
    assert not ImportDraft.objects.exists()


def test_a_register_without_https_is_refused_before_the_secret_is_sent(cast: Cast) -> None:
    said = {"url": "http://register.example.se/v2", "token_url": "http://register.example.se/t", "client_id": "x"}

    answer = client_as(cast.anna_karin).post(f"{IMPORT}/ss12000", {**said, "client_secret": "hemligt"})

    assert answer.status_code == 422
    assert "https" in answer.content.decode()
    assert "hemligt" not in answer.content.decode()


def test_a_list_that_lost_a_needed_column_leads_back_to_the_columns_from_every_page(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    draft = uploaded(browser, cast, "Förnamn;Född\nNoa;2016-04-01\n").headers["Location"]

    for answer in (
        browser.get(f"{draft}/granska"),
        browser.get(f"{draft}/att-ratta"),
        browser.post(f"{draft}/las-in", {"sett": "0" * 32}),
    ):
        assert (answer.status_code, answer.headers["Location"]) == (302, draft)


def test_a_list_reaches_no_school_that_is_not_the_importers(cast: Cast) -> None:
    browser, strandvik = client_as(cast.ingrid), cast.unit("strandvik")
    school = "Förnamn;Efternamn;Född;Klass;Skola;Skolenhetskod\nNoa;Alm;2016-04-01;9Z;;\n"
    rows = (f";{strandvik.code}", f"{strandvik.name};", f"{cast.unit().name};{strandvik.code}", "Ny skola;")
    listed = school + "".join(f"Zoraida{index};Björk;2016-05-02;9Z;{row}\n" for index, row in enumerate(rows))

    draft, page = reviewed(browser, cast, listed)
    browser.post(f"{draft}/las-in", {"sett": seen(page)})

    assert page.count("Skolan i raden är inte en av dina skolor.") == len(rows)
    assert "Zoraida" not in page
    assert Group.objects.get(name="9Z").unit == cast.unit()
    assert not Person.objects.filter(given_name__startswith="Zoraida").exists()
    assert not Unit.objects.filter(name="Ny skola").exists()


def test_a_pupil_who_has_moved_to_another_school_is_neither_brought_back_nor_ended(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS)
    noa, strandvik = registering.pupils_at([cast.unit().id]), cast.unit("strandvik")
    case = next(pupil.case for pupil in noa if pupil.person.given_name == "Noa" and pupil.person.family_name == "Alm")
    type(case).objects.filter(pk=case.pk).update(unit_id=strandvik.id)

    without = PUPILS.replace("Noa;Alm;2016-04-01;9Z\n", "")
    _, gone = reviewed(browser, cast, without)
    _, moved = reviewed(browser, cast, PUPILS.replace("2016-04-01;9Z", "2016-04-01;9Y"))

    assert "Noa" not in gone
    assert "Eleven går på en skola som inte är din." in moved


def test_what_is_restored_and_what_stays_is_said_before_and_after(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS.replace("9Z", "9X"))
    run = confirmed(browser, cast, PUPILS.replace("Tuva;Björk;2016-05-02;9Z", "Tuva;Björk;2016-05-02;9X")).headers
    Person.objects.filter(given_name="Tuva", family_name="Björk").update(family_name="Hand")

    asked = browser.get(f"{run['Location']}/angra").content.decode()
    page = browser.post(f"{run['Location']}/angra").content.decode()

    for shown in (asked, page):
        assert "Får tillbaka det som stod förut" in shown
        assert "Noa Alm" in shown


def test_the_receipt_names_the_guardians_too(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    listed = (
        "Förnamn;Efternamn;Född;Klass;VH1 namn\nNoa;Alm;2016-04-01;9Z;Stina Alm\nTuva;Björk;2016-05-02;9Z;Ulf Björk\n"
    )

    page = browser.get(confirmed(browser, cast, listed).headers["Location"]).content.decode()

    assert "Inläst: två nya elever och två nya vårdnadshavare." in page


def test_the_examples_of_a_column_stand_together(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    page = browser.get(uploaded(browser, cast, PUPILS).headers["Location"]).content.decode()

    cells = re.findall(r'<td data-h="I filen">(.*?)</td>', page, re.DOTALL)
    assert len(cells) == 4
    assert all(cell.startswith("<div>") and cell.endswith("</div></div>") for cell in cells)
    assert '<div class="nowrap">Noa</div><div class="nowrap">Tuva</div>' in cells[0]


def test_a_list_of_one_class_is_told_that_the_whole_school_is_needed(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS)

    whole_school = "Listan ska ha med skolans alla elever."

    _, one_short = reviewed(browser, cast, PUPILS.replace("Noa;Alm", "Siri;Ny"))
    _, whole = reviewed(browser, cast, PUPILS)

    assert f"1 av 2 (50 %) skulle avslutas bland elever. {whole_school}" in one_short
    assert "Har den bara några kryssar du för det när du väljer filen." in one_short
    assert whole_school not in whole
    assert whole_school in browser.get(IMPORT).content.decode()


def test_before_the_house_has_begun_invented_pupils_are_asked_for(cast: Cast) -> None:
    asks, browser = "Läs in påhittade elever", client_as(cast.anna_karin)

    begun = browser.get(IMPORT).content.decode()
    Huvudman.objects.filter(pk=cast.unit().organisation.huvudman_id).update(began_at=None)
    prepares = browser.get(IMPORT).content.decode()

    assert asks not in begun
    assert asks in prepares
