"""F9: one click to paper. The paper holds what the printer may see and nothing else, and the journal knows."""

import pytest

from samverkan.journal.models import Event
from samverkan.meetings.tests.closing_client import hold, send
from samverkan.people import queries as people
from samverkan.people.adults import adults
from samverkan.people.models import Person
from samverkan.plans import queries
from samverkan.plans.printing import plan_paper
from samverkan.plans.printing_to import MOST_WORDS, short_lines
from tests.cast import Cast, client_as, scope_of
from tests.paper import squeezed, text_of


def paper_for(cast: Cast, person: Person) -> str:
    """What the person's paper says, as one text."""
    scope = scope_of(person)
    card = people.pupil(scope, cast.ebbas_case)
    seats = queries.team(scope, card.case, card=card)
    plan = queries.plan(scope, card.case, card=card)
    return str(plan_paper(card, adults(scope, card), plan, seats, reader=person.name, role="mentor", now=scope.now))


def test_skriv_ut_gives_a_pdf_and_a_row_in_the_journal(cast: Cast) -> None:
    before = Event.objects.filter(actor_id=cast.jonas.id, action="skriv-ut-plan").count()

    answer = client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/plan/utskrift")

    event = Event.objects.filter(actor_id=cast.jonas.id, action="skriv-ut-plan").order_by("-id")
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert event.count() == before + 1
    assert event[0].touches.filter(case_id=cast.ebbas_case).exists()


def test_the_paper_of_the_mentor_holds_the_plan(cast: Cast) -> None:
    told = paper_for(cast, cast.jonas)

    assert "Bildschema i klassrummet" in told
    assert "Ebba L" in told


def test_the_paper_of_a_colleague_holds_no_plan(cast: Cast) -> None:
    told = paper_for(cast, cast.kerstin)

    assert "Bildschema" not in told
    assert "abilitering" not in told


def test_the_paper_of_a_protected_pupil_asks_why_and_remembers(cast: Cast) -> None:
    client, address = client_as(cast.sara), f"/elever/{cast.case('liv')}/plan/utskrift"

    asked, silent = client.get(address), client.post(address, {"reason": ""})
    printed = client.post(address, {"reason": "Mirja läser på papper."})

    assert b"%PDF" not in asked.content
    assert silent.status_code == 422
    assert "Skriv varför det behövs på papper." in silent.content.decode()
    assert printed.content.startswith(b"%PDF")
    assert "Skäl: Mirja läser på papper" in client.get(f"/elever/{cast.case('liv')}/tidslinje").content.decode()


def test_the_neighbour_gets_no_paper(cast: Cast) -> None:
    answer = client_as(cast.petra).get(f"/elever/{cast.ebbas_case}/plan/utskrift")

    assert answer.status_code == 404
    assert b"%PDF" not in answer.content


def printed_for(cast: Cast, printer: Person, to: Person, easy: str = "") -> str:
    """What stands on the paper that one prints for another."""
    answer = client_as(printer).get(f"/elever/{cast.ebbas_case}/plan/utskrift?till={to.id}{easy}")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return text_of(bytes(answer.content))


def test_the_plan_is_made_out_to_another_with_what_that_one_may_have_in_writing(cast: Cast) -> None:
    page = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/plan").content.decode()
    home, outside = printed_for(cast, cast.sara, cast.anna), printed_for(cast, cast.sara, cast.maria)

    assert "Skriv ut för " in page and f"?till={cast.maria.id}" in page
    assert squeezed("Bildschema i klassrummet") in home and squeezed("Anna Lindqvist") in home
    read_by_maria = paper_for(cast, cast.maria)
    assert (squeezed("Bildschema i klassrummet") in outside) == ("Bildschema i klassrummet" in read_by_maria)
    assert home != outside


def test_nobody_prints_for_another_but_those_who_may_look_as_another(cast: Cast) -> None:
    where = f"/elever/{cast.ebbas_case}/plan/utskrift?till="

    assert client_as(cast.petra).get(f"{where}{cast.anna.id}").status_code == 404
    assert client_as(cast.anna).get(f"{where}{cast.olof.id}").status_code == 403
    assert client_as(cast.maria).get(f"{where}{cast.anna.id}").status_code in (403, 404)
    assert client_as(cast.sara).get(f"{where}{cast.petra.id}").status_code == 404
    assert client_as(cast.sara).get(f"{where}nagon").status_code == 404
    assert "till=" not in client_as(cast.anna).get(f"/elever/{cast.ebbas_case}/plan").content.decode()


def test_in_easy_words_it_is_her_own_words_and_what_was_agreed_in_short_lines(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast, easy="Du får tecken som stöd.\nSara hjälper Jonas.")

    on_it = printed_for(cast, cast.sara, cast.ebba, "&lattlast=ja")

    assert squeezed("Du får tecken som stöd.") in on_it and squeezed("Sara hjälper Jonas.") in on_it
    for grown_up in ("Bildschema i klassrummet", "logoped", "diagnos", "utlåtande", "Boka handledning"):
        assert squeezed(grown_up) not in on_it, grown_up


@pytest.mark.parametrize(
    "said",
    [
        "Det är bäst på slöjden. Jag vill veta vem som kommer innan de kommer.",
        "en mening utan punkt som är mycket längre än nio ord och slutar här",
        "Kort.\nRad två",
    ],
)
def test_an_easy_line_has_nine_words_at_most_and_no_word_is_lost(said: str) -> None:
    lines = short_lines(said)

    assert all(len(line.split()) <= MOST_WORDS for line in lines)
    assert " ".join(lines).split() == said.split()
