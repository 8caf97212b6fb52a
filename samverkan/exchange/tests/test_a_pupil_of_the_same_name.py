"""A list without personnummer names somebody who bears a pupil's name: one is asked before there are two of her."""

from typing import Any

from django.test import Client

from samverkan.exchange.tests.test_import_in_the_browser import confirmed, reviewed, seen
from samverkan.people.models import Person
from tests.cast import Cast, client_as

WHOLE = "Förnamn;Efternamn;Personnummer;Klass;VH1 namn\n" + "".join(
    f"{given};{family};{number};9Z;{guardian}\n"
    for given, family, number, guardian in (
        ("Nils", "Åkerlund", "20160401-2380", "Siv Åkerlund"),
        ("Tuva", "Björk", "20160502-2387", "Ulf Björk"),
    )
)
ANOTHER = "Förnamn;Efternamn;Klass;VH1 namn\nNils;Åkerlund;9Y;Siv Åkerlund\n"
ASKED = "Kan vara samma som Nils Åkerlund i 9Z."
TICK = "Jag har kontrollerat"


def called_nils() -> int:
    return Person.objects.filter(given_name="Nils", family_name="Åkerlund").count()


def read_in(browser: Client, draft: str, page: str, **said: str) -> Any:
    return browser.post(f"{draft}/las-in", {"sett": seen(page), **said})


def with_others(text: str) -> str:
    """The list, with so many that stay that ending one pupil is no reason to refuse it."""
    columns = len(text.split("\n", 1)[0].split(";"))
    staying = (f"Elev{index};Lund{';' * (columns - 2)}\n" for index in range(9))
    return text + "".join(staying)


def test_a_pupil_of_the_same_name_is_asked_about_first_and_not_read_in_unanswered(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, with_others(WHOLE))

    draft, page = reviewed(browser, cast, with_others(ANOTHER))
    unanswered = read_in(browser, draft, page)

    assert ASKED in page
    assert page.index(ASKED) < page.index("Visa namnen")
    assert "skriv personnummer eller födelsedag på raden" in page
    assert unanswered.status_code == 422
    assert "Kontrollera först om eleverna redan finns." in unanswered.content.decode()
    assert called_nils() == 1

    assert read_in(browser, draft, page, others="on").status_code == 302
    assert called_nils() == 2


def test_the_personnummer_on_the_row_makes_it_the_same_pupil(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, with_others(WHOLE))

    _, page = reviewed(browser, cast, with_others(WHOLE.replace("2380;9Z", "2380;9Y")))

    assert "Kan vara samma" not in page
    assert TICK not in page
    assert "från 9Z till 9Y" in page


def test_one_born_another_day_is_another_pupil_and_nobody_is_asked(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, with_others(WHOLE))

    _, page = reviewed(browser, cast, with_others(WHOLE + "Nils;Åkerlund;20150909-2389;9Y;\n"))

    assert "Nils Åkerlund: ny" in page
    assert "Kan vara samma" not in page


def test_a_new_name_asks_nothing(cast: Cast) -> None:
    _, page = reviewed(client_as(cast.ingrid), cast, WHOLE)

    assert "Kan vara" not in page
    assert TICK not in page


def test_a_protected_pupil_of_the_name_is_never_told_of(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    namesake = "Förnamn;Efternamn;Klass\nLiv;Ahlström;9Z\n"

    _, page = reviewed(browser, cast, namesake)
    _, other = reviewed(browser, cast, namesake.replace("Liv;Ahlström", "Lov;Almström"))

    assert "Kan vara" not in page
    said = page.split("<main", 1)[1].split("</main", 1)[0], other.split("<main", 1)[1].split("</main", 1)[0]
    assert "Liv Ahlström: ny" in said[0]
    assert said[0].count("<li>") == said[1].count("<li>")
    assert said[0].count("<h3>") == said[1].count("<h3>")


def test_a_protected_row_with_the_name_of_an_open_pupil_is_asked_about_without_a_name(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, with_others(WHOLE))
    sealed = ANOTHER.replace("VH1 namn", "VH1 namn;Skyddad").replace("Siv Åkerlund", ";Ja")

    draft, page = reviewed(browser, cast, with_others(sealed))

    assert "Kan vara en elev som redan finns här, och som då inte blir skyddad." in page
    assert "Kan vara samma som" not in page
    assert read_in(browser, draft, page).status_code == 422
