"""Twenty are read in and nineteen stand in the classes: the one who read them in is told where the twentieth is."""

import re
from typing import Any

from django.test import Client

from samverkan.exchange.tests.test_import_in_the_browser import IMPORT, confirmed
from samverkan.people.models import Assignment, NamedOfficer, Person
from samverkan.policy.acting import FIRST_OFFICERS, Level
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as

LIST = "Förnamn;Efternamn;Född;Klass;Skyddad\nNoa;Alm;2016-04-01;9Z;Nej\nSvea;Doldén;2016-05-02;9Z;Ja\n"
BOTH = LIST.replace("Nej", "Ja")
OPEN = LIST.replace("Ja", "Nej")


def after(browser: Client, cast: Cast, text: str) -> str:
    answer: Any = confirmed(browser, cast, text)
    return browser.get(answer.headers["Location"]).content.decode()


def test_the_rektor_who_read_her_in_is_named_and_told_where_she_stands(cast: Cast) -> None:
    browser = client_as(cast.anna_karin)

    page = after(browser, cast, LIST)

    assert "En av eleverna har skyddade uppgifter. På skolan ser bara den som är namngiven att eleven finns." in page
    assert "Du är namngiven. Du hittar eleven under Elever, när du har loggat in också med kod." in page
    assert "Doldén" not in page
    assert "Svea Doldén" in browser.get("/elever").content.decode()


def test_below_the_level_the_one_who_is_named_is_told_and_sees_her_not_yet(cast: Cast) -> None:
    after(client_as(cast.anna_karin), cast, LIST)

    assert "Doldén" not in client_as(cast.anna_karin, Level.PASSWORD).get("/elever").content.decode()


def test_another_who_read_her_in_is_told_who_is_named_and_sees_nothing(cast: Cast) -> None:
    browser = client_as(cast.ingrid)

    page = after(browser, cast, BOTH)

    assert "Två av eleverna har skyddade uppgifter. På skolan ser bara den som är namngiven att de finns." in page
    assert "Anna-Karin Wester är namngiven. Du ser inte dem." in page
    assert "Doldén" not in browser.get("/elever").content.decode()


def test_a_school_without_a_rektor_is_told_that_nobody_sees_her(cast: Cast) -> None:
    Assignment.objects.filter(unit=cast.unit(), role__in=FIRST_OFFICERS).update(role=Role.TEACHER)
    named = NamedOfficer.objects.count()

    page = after(client_as(cast.ingrid), cast, LIST)

    assert "Ingen är det, eftersom skolan inte har någon rektor här än." in page
    assert NamedOfficer.objects.count() == named


def test_it_is_said_once_to_the_one_and_to_nobody_else(cast: Cast) -> None:
    browser, other = client_as(cast.ingrid), client_as(cast.anna_karin)
    run = confirmed(browser, cast, LIST).headers["Location"]

    assert "skyddade uppgifter" in browser.get(run).content.decode()
    for page in (browser.get(run), other.get(run), browser.get(IMPORT)):
        assert "av eleverna har skyddade" not in page.content.decode()


def test_a_list_without_protected_pupils_says_nothing_of_them(cast: Cast) -> None:
    page = after(client_as(cast.anna_karin), cast, OPEN)

    assert "skyddade uppgifter" not in page.split("<main", 1)[1].split("</main", 1)[0]
    assert Person.objects.filter(family_name="Doldén").exists()


def test_a_colleague_cannot_count_the_protected_in_an_import_of_somebody_else(cast: Cast) -> None:
    alone = LIST.splitlines(keepends=True)[:2]
    told = []
    for text in (LIST, "".join(alone)):
        run = confirmed(client_as(cast.anna_karin), cast, text).headers["Location"]
        other = client_as(cast.ingrid)
        assert "Inläst av Anna-Karin Wester" in other.get(IMPORT).content.decode()
        pages = [other.get(run), other.get(f"{run}/angra"), other.post(f"{run}/angra")]
        told.append([main_of(page.content.decode(), run) for page in pages])

    assert told[0] == told[1]
    assert "Borttaget: en person och en klass." in told[0][-1]
    assert not Person.objects.filter(given_name="Noa", family_name="Alm").exists()


def test_the_one_who_read_them_in_is_told_of_all_that_goes(cast: Cast) -> None:
    browser = client_as(cast.anna_karin)
    run = confirmed(browser, cast, LIST).headers["Location"]

    assert "två personer och en klass" in browser.get(f"{run}/angra").content.decode()
    assert "Två nya" in browser.get(IMPORT).content.decode()


def main_of(page: str, run: str) -> str:
    """What a page says, without what is drawn anew each time."""
    said = page.split("<main", 1)[1].split("</main", 1)[0].replace(run, "körningen")
    return re.sub(r'name="(csrfmiddlewaretoken|nyckel)" value="[^"]*"', "", said)
