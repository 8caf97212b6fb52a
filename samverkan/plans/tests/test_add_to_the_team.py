"""The team: a colleague, somebody from outside, a function nobody holds, a trygghetsperson; and leaving."""

from django.test import Client

from samverkan.people.models import Organisation, Person
from samverkan.plans import queries
from samverkan.plans.queries import Seat
from samverkan.policy.vocabulary import InformationClass
from tests.cast import Cast, client_as, scope_of


def seat_of(cast: Cast, name: str, *, reader: Person | None = None) -> Seat | None:
    """The seat of a person round Ebba, as the reader sees it."""
    seats = queries.team(scope_of(reader or cast.anna_karin), cast.ebbas_case)
    return next((seat for seat in seats if seat.name == name), None)


def add(client: Client, cast: Cast, way: str, **told: str) -> tuple[int, str]:
    """Post the form of one way."""
    answer = client.post(f"/elever/{cast.ebbas_case}/teamet/ny?sort={way}", told)
    return answer.status_code, answer.content.decode()


def test_a_colleague_in_the_team_reads_from_the_next_request_and_not_after_leaving(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    before = queries.plan(scope_of(cast.mikael), cast.ebbas_case).goals

    status, _ = add(rektor, cast, "skola", person=str(cast.mikael.id), mandate="slöjdsalen")
    inside = queries.plan(scope_of(cast.mikael), cast.ebbas_case).goals
    seat = seat_of(cast, "Mikael Strand")
    assert seat is not None
    asked = rektor.get(f"/elever/{cast.ebbas_case}/teamet/{seat.id}/avslut").content.decode()
    rektor.post(f"/elever/{cast.ebbas_case}/teamet/{seat.id}/avslut")
    after = queries.plan(scope_of(cast.mikael), cast.ebbas_case).goals

    assert status == 302
    assert before == ()
    assert inside
    assert "Ska Mikael Strand lämna teamet?" in asked
    assert after == ()


def test_a_new_person_at_a_new_organisation_joins_with_where_they_come_from(cast: Cast) -> None:
    status, _ = add(
        client_as(cast.anna_karin),
        cast,
        "utanfor",
        name="Sven-Olof Ask",
        function="synpedagog",
        organisation="ny",
        new_organisation="Syncentralen",
        kind="annan",
        phone="08-465 004 61",
    )

    seat = seat_of(cast, "Sven-Olof Ask")
    assert status == 302
    assert seat is not None
    assert (seat.organisation, seat.function, seat.phone) == ("Syncentralen", "synpedagog", "08-465 004 61")
    assert seat.person_id is not None
    assert Person.objects.get(id=seat.person_id).given_name == "Sven-Olof"


def test_that_bup_knows_ebba_is_known_to_the_team_and_to_no_other_teacher(cast: Cast) -> None:
    add(client_as(cast.anna_karin), cast, "utanfor", person=str(cast.lars.id))

    seat = seat_of(cast, "Lars Falk")
    assert seat is not None
    assert seat.cell.origin_class is InformationClass.REGION_CARE
    assert seat_of(cast, "Lars Falk", reader=cast.jonas) is not None
    assert seat_of(cast, "Lars Falk", reader=cast.mikael) is None
    assert seat_of(cast, "Lars Falk", reader=cast.kerstin) is None


def test_the_nurses_seat_is_a_secret_of_the_medical_part(cast: Cast) -> None:
    """That EMI knows the child stays in EMI; the rektor is not shown it (product question 1, default no)."""
    status, _ = add(client_as(cast.anna_karin), cast, "skola", person=str(cast.birgitta.id))

    assert status == 302
    assert seat_of(cast, "Birgitta Åhl") is None
    assert seat_of(cast, "Birgitta Åhl", reader=cast.birgitta) is not None


def test_what_is_missing_is_said_field_by_field(cast: Cast) -> None:
    status, text = add(client_as(cast.anna_karin), cast, "utanfor", organisation="ny")

    assert status == 422
    for sentence in (
        "Skriv personens namn, eller välj någon som redan finns.",
        "Skriv personens funktion, till exempel logoped.",
        "Skriv vad verksamheten heter.",
        "Välj vad verksamheten gör.",
    ):
        assert sentence in text
    assert not Organisation.objects.filter(name="").exists()


def test_a_function_that_nobody_holds_is_shown_as_missing(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)

    add(rektor, cast, "saknas", function="synpedagog", organisation="")

    page = rektor.get(f"/elever/{cast.ebbas_case}").content.decode()
    assert "Skolpsykolog och synpedagog saknas i teamet" in page


def test_the_rektor_names_lena_trygghetsperson_in_three_clicks(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    offered = rektor.get(f"/elever/{cast.ebbas_case}/trygghetsperson").content.decode()

    answer = rektor.post(f"/elever/{cast.ebbas_case}/trygghetsperson", {"suggested": str(cast.lena.id)})

    page = rektor.get(f"/elever/{cast.ebbas_case}").content.decode()
    assert "Lena Wik, specialpedagog" in offered
    assert answer.status_code == 302
    assert "Lena Wik är trygghetsperson för Ebba." in page


def test_the_mentor_is_told_who_names_a_trygghetsperson(cast: Cast) -> None:
    answer = client_as(cast.jonas).post(f"/elever/{cast.ebbas_case}/trygghetsperson", {"suggested": str(cast.jonas.id)})

    assert answer.status_code == 403
    assert "Det är rektor som utser trygghetsperson." in answer.content.decode()


def test_the_neighbours_rektor_cannot_add_anybody(cast: Cast) -> None:
    status, _ = add(client_as(cast.torbjorn), cast, "skola", person=str(cast.petra.id))

    assert status == 404
    assert seat_of(cast, "Petra Lund") is None
