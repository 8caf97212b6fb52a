"""The very first visit: an empty installation, the code in the terminal, and a rektor."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.journal.models import Event
from samverkan.people import first_run
from samverkan.people.models import Account, Assignment, Huvudman, HuvudmanKind, Person, Unit
from samverkan.people.registering import schools_of
from samverkan.people.wording import day
from samverkan.policy.vocabulary import Regime, Role

pytestmark = pytest.mark.django_db
WORDS = "tre blå båtar i viken"


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own, where the code lies."""
    settings.HOME = tmp_path
    return tmp_path


def said(code: str, **more: str) -> dict[str, str]:
    """What a rektor in Lillvik fills in."""
    return {
        "code": code,
        "kind": "kommun",
        "huvudman": "Lillviks kommun",
        "unit": "Lillviksskolan",
        "unit_code": "12345678",
        "given_name": "Greta",
        "family_name": "Almén",
        "email": "Greta@example.se",
        "password": WORDS,
        "again": WORDS,
        **more,
    }


def test_while_nobody_has_an_account_every_page_leads_to_the_beginning(home: Path) -> None:
    for address in ("/", "/elever", "/installningar", "/konto/login/", "/min-logg"):
        answer = Client().get(address)

        assert (answer.status_code, answer.headers.get("Location")) == (302, "/borja"), address


def test_with_the_code_from_the_terminal_a_rektor_has_a_school_and_is_signed_in(home: Path) -> None:
    browser, code = Client(), first_run.make_code(home)

    answer = browser.post("/borja", said(code.lower().replace("-", " ")))

    assert answer.headers["Location"] == "/"
    unit = Unit.objects.select_related("organisation").get()
    assert (unit.name, unit.code, unit.organisation.regime) == ("Lillviksskolan", "12345678", Regime.OSL)
    assert Assignment.objects.get().role == Role.REKTOR
    assert Account.objects.get().email == "greta@example.se"
    assert Account.objects.get().second_factor_due_on == timezone.localdate() + timedelta(days=7)
    assert Event.objects.get().action == "andra-skolan"
    assert browser.get("/installningar").status_code == 200


def test_an_independent_school_is_bound_by_its_own_secrecy_law(home: Path) -> None:
    Client().post("/borja", said(first_run.make_code(home), kind="enskild", huvudman="Vikens skola AB"))

    organisation = Unit.objects.select_related("organisation").get().organisation
    assert (organisation.regime, organisation.public) == (Regime.SKOLLAG, False)


def test_a_stranger_without_the_code_makes_no_school(home: Path) -> None:
    first_run.make_code(home)

    answer = Client().post("/borja", said("AAAA-BBBB-CCCC"))

    assert answer.status_code == 422
    assert "Koden stämmer inte" in answer.content.decode()
    assert not Account.objects.exists()
    assert not Unit.objects.exists()


def test_without_a_printed_code_even_an_empty_one_opens_nothing(home: Path) -> None:
    assert not first_run.is_the_code("", home)
    assert Client().post("/borja", said(" - ")).status_code == 422


def test_after_the_first_account_the_beginning_is_gone_and_so_is_the_code(home: Path) -> None:
    code = first_run.make_code(home)
    Client().post("/borja", said(code))

    assert Client().get("/borja").status_code == 404
    assert Client().post("/borja", said(code, email="annan@example.se")).status_code == 404
    assert not (home / "first-code").exists()
    assert Account.objects.count() == 1


def test_the_code_is_the_same_until_it_is_used_and_only_its_owner_can_read_it(home: Path) -> None:
    assert first_run.make_code(home) == first_run.make_code(home)
    assert (home / "first-code").stat().st_mode & 0o777 == 0o600


def test_what_is_missing_is_said_field_by_field_and_nothing_is_half_made(home: Path) -> None:
    answer = Client().post("/borja", said(first_run.make_code(home), unit="", again="något annat som är långt"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv skolans namn." in page
    assert "De två lösenorden skiljer sig" in page
    assert "<title>Fel: " in page
    assert not Unit.objects.exists()


@pytest.mark.parametrize("near", ["lillviksskolan", "lillvik12345", "GretaAlmen2026", "lillviks-kommun"])
def test_a_password_of_the_schools_or_ones_own_name_is_refused(home: Path, near: str) -> None:
    answer = Client().post("/borja", said(first_run.make_code(home), password=near, again=near))

    assert answer.status_code == 422
    assert "liknar ditt eller skolans namn" in answer.content.decode()
    assert not Account.objects.exists()


def test_words_that_hold_the_name_and_much_more_are_taken(home: Path) -> None:
    long = "greta seglar runt fyren varje onsdag"

    assert Client().post("/borja", said(first_run.make_code(home), password=long, again=long)).status_code == 302


def test_the_code_is_told_as_it_is_printed_and_the_day_for_a_second_factor_at_once(home: Path) -> None:
    browser, code = Client(), first_run.make_code(home)
    assert "ABCD-EFGH-JKLM" in browser.get("/borja").content.decode()

    page = browser.post("/borja", said(code), follow=True).content.decode()

    assert f"senast {day(timezone.localdate() + timedelta(days=7))}" in page


@pytest.fixture
def imported(home: Path) -> Person:
    """The night's import has made Strandskolan with its rektor, and nobody has an account."""
    huvudman = Huvudman.objects.create(name="Lillviks kommun", kind=HuvudmanKind.MUNICIPALITY)
    unit = Unit.objects.create(organisation=schools_of(huvudman), name="Strandskolan", code="99900011")
    Unit.objects.create(organisation=unit.organisation, name="Fyrskolan", code="99900022")
    signe = Person.objects.create(given_name="Signe", family_name="Rask", email="signe@example.se")
    hidden = Person.objects.create(protected=True)
    for person in (signe, hidden):
        Assignment.objects.create(
            person=person,
            organisation=unit.organisation,
            unit=unit,
            role=Role.REKTOR,
            begins_on=timezone.localdate() - timedelta(days=30),
        )
    return signe


def among(code: str, who: str, **more: str) -> dict[str, str]:
    return {"code": code, "who": who, "email": "signe@example.se", "password": WORDS, "again": WORDS, **more}


def choices(browser: Client, code: str) -> dict[str, str]:
    """What the page offers, by its words."""
    groups = browser.post("/borja", {"code": code}).context["form"].fields["who"].choices[1:]
    return {label: slug for _, own in groups for slug, label in own}


def test_schools_that_have_been_read_in_are_offered_and_nothing_is_doubled(imported: Person, home: Path) -> None:
    browser, code = Client(), first_run.make_code(home)
    who = choices(browser, code)

    answer = browser.post("/borja", among(code, who["Signe Rask, rektor på Strandskolan"]))

    assert answer.headers["Location"] == "/"
    assert Account.objects.get().person == imported
    assert (Huvudman.objects.count(), Unit.objects.count(), Person.objects.count()) == (1, 2, 2)
    assert browser.get("/installningar").status_code == 200
    assert Client().get("/borja").status_code == 404


def test_a_rektor_whom_the_source_does_not_name_is_added_at_the_school_that_is_there(
    imported: Person, home: Path
) -> None:
    browser, code = Client(), first_run.make_code(home)
    mine = choices(browser, code)["Jag är rektor på Fyrskolan och står inte här"]

    unnamed = browser.post("/borja", among(code, mine, email="greta@example.se"))
    browser.post("/borja", among(code, mine, email="greta@example.se", given_name="Greta", family_name="Almén"))

    assert unnamed.status_code == 422 and "Skriv ditt förnamn." in unnamed.content.decode()
    assert Assignment.objects.get(person=Account.objects.get().person).unit == Unit.objects.get(name="Fyrskolan")
    assert Unit.objects.count() == 2


def test_the_address_of_an_imported_person_is_not_taken_by_a_new_one(imported: Person, home: Path) -> None:
    browser, code = Client(), first_run.make_code(home)
    mine = choices(browser, code)["Jag är rektor på Fyrskolan och står inte här"]

    answer = browser.post("/borja", among(code, mine, given_name="Greta", family_name="Almén"))

    assert answer.status_code == 422
    assert "Det finns redan en person med den e-postadressen." in answer.content.decode()
    assert not Account.objects.exists()


def test_nobody_is_named_before_the_code_is_known_and_the_hidden_never(imported: Person, home: Path) -> None:
    browser, code = Client(), first_run.make_code(home)

    opened = browser.get("/borja").content.decode()
    guessed = browser.post("/borja", among("AAAA-BBBB-CCCC", "x"))

    assert "bin/samverkan account create" in opened and "Skolorna är inlästa" in opened
    assert "Rask" not in opened + guessed.content.decode() and guessed.status_code == 422
    assert "Skyddad person" not in browser.post("/borja", {"code": code}).content.decode()


def test_a_huvudman_that_has_no_school_yet_gets_one(home: Path) -> None:
    Huvudman.objects.create(name="Lillviks kommun", kind=HuvudmanKind.MUNICIPALITY)

    answer = Client().post("/borja", said(first_run.make_code(home)))

    assert answer.headers["Location"] == "/"
    assert Unit.objects.get().organisation.huvudman == Huvudman.objects.get()
