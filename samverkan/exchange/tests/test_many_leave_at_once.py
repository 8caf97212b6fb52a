"""The school tried with two invented pupils, or årskurs 9 has left: many go at once, and somebody vouches for it."""

from samverkan.exchange.models import ImportRun
from samverkan.exchange.tests.test_import_in_the_browser import PUPILS, confirmed, reviewed, seen
from samverkan.exchange.tests.test_read_the_register_in_the_browser import ADDRESS, asked, near, sealed
from samverkan.journal.models import Event
from samverkan.people import registering
from tests.cast import Cast, client_as
from tests.peers.ss12000.server import Ss12000Server

__all__ = ["near"]
TICK = "av {} elever slutar – jag har kontrollerat listan"
LEFT = "Årskurs 9 har gått ut."


def listed(*numbers: int) -> str:
    rows = (f"Elev{number}x;Ek;2015-{number % 12 + 1:02}-{number % 28 + 1:02};9Z\n" for number in numbers)
    return "Förnamn;Efternamn;Född;Klass\n" + "".join(rows)


THIRTY, EIGHTEEN = listed(*range(30)), listed(*range(18))


def going(cast: Cast) -> int:
    """How many of the list go to Björkskolan today."""
    return sum(pupil.person.family_name == "Ek" for pupil in registering.pupils_at([cast.unit().id]))


def test_the_real_list_follows_on_two_invented_pupils(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, PUPILS)

    _, page = reviewed(browser, cast, THIRTY)
    answer = confirmed(browser, cast, THIRTY)

    assert "2 av 2 (100 %) skulle avslutas bland elever. Listan ska ha med skolans alla elever." in page
    assert "jag har kontrollerat listan" not in page
    assert answer.headers["Location"].startswith("/installningar/import/korning/")
    assert going(cast) == 30


def test_nothing_is_read_in_before_somebody_has_said_that_so_many_leave_and_why(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, THIRTY)

    draft, page = reviewed(browser, cast, EIGHTEEN)
    told = {"sett": seen(page)}
    answers = [browser.post(f"{draft}/las-in", told | said) for said in ({}, {"leaving": "on"}, {"reason": LEFT})]

    assert "12 av 30 (40 %) skulle avslutas bland elever. Gränsen är 20 %" in page
    assert f"Ja, 12 {TICK.format(30)}" in page
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "Kontrollera först vilka som slutar. Inget är inläst." in answers[0].content.decode()
    assert "Skriv varför så många slutar." in answers[1].content.decode()
    assert going(cast) == 30
    assert Event.objects.filter(action="importera", outcome="inte-gjord").count() == 3


def test_who_vouches_for_it_reads_it_in_and_the_reason_stays_with_the_import(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, THIRTY)
    draft, page = reviewed(browser, cast, EIGHTEEN)

    answer = browser.post(f"{draft}/las-in", {"sett": seen(page), "leaving": "on", "reason": LEFT})

    run = ImportRun.objects.order_by("-at").first()
    assert run is not None
    assert (run.reason, run.by_id, run.ending) == (LEFT, cast.ingrid.id, 12)
    assert going(cast) == 18
    assert f"Därför slutade så många: {LEFT}" in browser.get(answer.headers["Location"]).content.decode()
    assert Event.objects.filter(action="importera", outcome="gjord").count() == 2


def test_a_tick_for_another_number_than_was_shown_reads_nothing_in(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, THIRTY)
    draft, page = reviewed(browser, cast, EIGHTEEN)
    confirmed(browser, cast, listed(*range(31)))

    answer = browser.post(f"{draft}/las-in", {"sett": seen(page), "leaving": "on", "reason": LEFT})

    assert answer.headers["Location"] == f"{draft}/granska"
    assert going(cast) == 31


def test_a_list_of_two_says_that_those_who_came_by_no_list_stay(cast: Cast) -> None:
    browser, others = client_as(cast.ingrid), len(registering.pupils_at([cast.unit().id]))
    told = f"Inget är ändrat än. {others} elever hos er kommer inte från någon elevlista och ligger kvar."

    draft, first = reviewed(browser, cast, PUPILS)
    browser.post(f"{draft}/las-in", {"sett": seen(first)})
    _, again = reviewed(browser, cast, PUPILS)

    assert told in first
    assert told in again
    assert len(registering.pupils_at([cast.unit().id])) == others + 2


def test_nine_of_ten_leave_with_a_caution_and_ten_of_ten_are_refused(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    confirmed(browser, cast, listed(*range(10)))

    _, nine = reviewed(browser, cast, listed(0))
    _, ten = reviewed(browser, cast, listed(99))

    assert "9 av 10 (90 %) skulle avslutas" in nine
    assert "jag har kontrollerat" not in nine
    assert f"Ja, 10 {TICK.format(10)}" in ten


def test_a_register_that_suddenly_names_nobody_is_asked_about_too(cast: Cast, near: None) -> None:
    rektor = client_as(cast.susanne)
    with Ss12000Server() as server:
        page = rektor.post(ADDRESS, asked(server)).content.decode()
        rektor.post(ADDRESS, {**asked(server), "sett": sealed(page), "las-in": "ja"})
        server.faults.wiped.add("persons")

        wiped = rektor.post(ADDRESS, asked(server)).content.decode()
        unanswered = rektor.post(ADDRESS, {**asked(server), "sett": sealed(wiped), "las-in": "ja"})

    # Forty pupils are in the register. Two are protected, and no total tells that there are any.
    assert "38 av 38 (100 %) skulle avslutas bland elever. 14 av 14 (100 %) skulle avslutas bland personal." in wiped
    assert "Ja, 38 av 38 elever och 14 av 14 medarbetare slutar – jag har kontrollerat registret" in wiped
    assert unanswered.status_code == 422
    assert "Kontrollera först vilka som slutar." in unanswered.content.decode()
    assert ImportRun.objects.count() == 1
