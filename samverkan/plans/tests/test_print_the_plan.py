"""F9: one click to paper. The paper holds what the printer may see and nothing else, and the journal knows."""

from samverkan.journal.models import Event
from samverkan.people import queries as people
from samverkan.people.models import Person
from samverkan.plans import queries
from samverkan.plans.printing import plan_paper
from tests.cast import Cast, client_as, scope_of


def paper_for(cast: Cast, person: Person) -> str:
    """What the person's paper says, as one text."""
    scope = scope_of(person)
    card = people.pupil(scope, cast.ebbas_case)
    seats = queries.team(scope, card.case, card=card)
    plan = queries.plan(scope, card.case, card=card)
    return str(plan_paper(card, plan, seats, reader=person.name, role="mentor", now=scope.now))


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
