"""Keys of a huvudman's own sign-in, as lists and registers tell them. A key is a way in, and is treated as one."""

import pytest
from django.utils import timezone

from samverkan.exchange.applying import undo
from samverkan.exchange.ss12000.people import read_persons
from samverkan.exchange.tests.test_import_a_school import NOW, dry_run, take_in, unit
from samverkan.exchange.tests.test_import_in_the_browser import confirmed
from samverkan.people import sign_in_keys, ways_in
from samverkan.people.models import Account, Assignment, Person, SignInKey, Unit
from tests.cast import Cast, client_as

__all__ = ["unit"]
pytestmark = pytest.mark.django_db
HEADINGS = "Anställningsnummer;Namn;E-post;Roll;eduPersonPrincipalName;HSA-id"
KIND = "eduPersonPrincipalName"


def staff(*keys: str) -> list[str]:
    """A list of six, with these keys for the first ones."""
    names = ["Jonas Berg", "Namn Ett", "Namn Två", "Namn Tre", "Namn Fyra", "Namn Fem"]
    given = [*keys, *[";"] * (len(names) - len(keys))]
    return [f"{number};{name};;Lärare;{given[number]}" for number, name in enumerate(names)]


def opens(unit: Unit, key: str, kind: str = KIND) -> str:
    """Whose the key is, by given name."""
    person = sign_in_keys.holder_of(unit.organisation.huvudman_id, kind, key)
    return Person.objects.get(id=person).given_name if person else ""


def test_a_list_tells_by_what_the_sign_in_knows_somebody(unit: Unit) -> None:
    take_in(unit, staff("jonas01@bjorkvik.example;SE2321000016-1A2B"), headings=HEADINGS)

    assert opens(unit, "Jonas01@Bjorkvik.example") == "Jonas"
    assert opens(unit, "se2321000016-1a2b", "employeeHSAId") == "Jonas"
    assert opens(unit, "jonas01@bjorkvik.example", "sub") == ""


def test_the_key_cannot_be_read_in_the_database(unit: Unit) -> None:
    take_in(unit, staff("jonas01@bjorkvik.example;"), headings=HEADINGS)

    assert "jonas01" not in str(list(SignInKey.objects.values()))


def test_a_changed_key_ends_the_one_before(unit: Unit) -> None:
    take_in(unit, staff("jonas01@bjorkvik.example;"), headings=HEADINGS)

    take_in(unit, staff("jonas02@bjorkvik.example;"), headings=HEADINGS)

    assert (opens(unit, "jonas01@bjorkvik.example"), opens(unit, "jonas02@bjorkvik.example")) == ("", "Jonas")


def test_a_key_that_is_somebody_elses_stays_there(unit: Unit) -> None:
    take_in(unit, staff("jonas01@bjorkvik.example;"), headings=HEADINGS)

    take_in(unit, staff("jonas01@bjorkvik.example;", "jonas01@bjorkvik.example;"), headings=HEADINGS)

    assert opens(unit, "jonas01@bjorkvik.example") == "Jonas"


def test_an_import_that_is_taken_back_takes_its_keys_back(unit: Unit) -> None:
    run = take_in(unit, staff("jonas01@bjorkvik.example;"), headings=HEADINGS)

    undo(run, by=None, now=NOW)

    assert opens(unit, "jonas01@bjorkvik.example") == ""


def test_a_list_without_keys_says_of_nobody_that_they_have_changed(unit: Unit) -> None:
    plain = [line.removesuffix(";;") for line in staff()]
    take_in(unit, plain, headings="Anställningsnummer;Namn;E-post;Roll")

    assert dry_run(unit, staff(), HEADINGS).empty


def test_who_is_gone_from_the_list_is_out_at_the_next_request_and_back_when_it_is_undone(unit: Unit) -> None:
    """B9, by an import: nobody has to remember anything, and a wrong list harms nobody for long."""
    now = timezone.now()
    take_in(unit, staff(), headings=HEADINGS, now=now)
    jonas = Person.objects.get(given_name="Jonas")
    Assignment.objects.filter(person=jonas).update(begins_on=timezone.localdate(now).replace(year=2020))
    browser = client_as(jonas)
    assert browser.get("/").status_code == 200

    run = take_in(unit, staff()[1:], headings=HEADINGS, now=now)

    assert browser.get("/").status_code == 302
    assert not ways_in.has_tie(jonas.id, timezone.localdate(now))
    undo(run, by=None, now=now)
    assert client_as(jonas).get("/").status_code == 200


def test_the_administrator_gives_nobody_in_the_lead_a_key_by_a_list(cast: Cast) -> None:
    """Else one could write one's own key on the rektor's row, and sign in as her."""
    lines = "Namn;E-post;Roll;eduPersonPrincipalName\n"
    for person, role in ((cast.anna_karin, "Rektor"), (cast.kerstin, "Lärare")):
        lines += f"{person.name};{person.email};{role};ingrid-{role.lower()}@bjorkvik.example\n"
    Account.objects.get_or_create(person=cast.ingrid, defaults={"email": "ingrid@konto.example"})

    confirmed(client_as(cast.ingrid), cast, lines)

    huvudman = cast.unit().organisation.huvudman_id
    assert sign_in_keys.holder_of(huvudman, KIND, "ingrid-rektor@bjorkvik.example") is None


def test_the_register_tells_principal_names_and_other_identifiers() -> None:
    record = {
        "givenName": "Jonas",
        "familyName": "Berg",
        "eduPersonPrincipalNames": ["jonas01@bjorkvik.example", 7, " "],
        "externalIdentifiers": [
            {"value": "SE2321000016-1A2B", "context": "employeeHSAId", "globallyUnique": True},
            {"value": "", "context": "tom"},
            {"value": "x", "context": "y" * 121},
        ],
    }
    found = read_persons({"a": record, "b": record}, staff=frozenset({"a"}), today=NOW.date()).persons

    assert found["a"].sign_in_keys == (
        (KIND, "jonas01@bjorkvik.example"),
        ("employeeHSAId", "SE2321000016-1A2B"),
    )
    assert found["b"].sign_in_keys == ()
    assert "jonas01" not in repr(found["a"])
