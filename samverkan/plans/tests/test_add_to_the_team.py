"""The team: a colleague, somebody from outside, a function nobody holds, a trygghetsperson; and leaving."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from samverkan.access.gathering import facts_for, reader_for
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Assignment, ContactPoint, Organisation, Person
from samverkan.plans import queries
from samverkan.plans.queries import Seat
from samverkan.policy.deciding import decide
from samverkan.policy.vocabulary import Answer, Branch, InformationClass, Kind, PersonId, Role
from tests.cast import Cast, client_as, scope_of


def seat_of(cast: Cast, name: str, *, reader: Person | None = None) -> Seat | None:
    """The seat of a person round Ebba, as the reader sees it."""
    seats = queries.team(scope_of(reader or cast.anna_karin), cast.ebbas_case)
    return next((seat for seat in seats if seat.name == name), None)


def add(client: Client, cast: Cast, way: str, **told: str) -> tuple[int, str]:
    """Post the form of one way."""
    answer = client.post(f"/elever/{cast.ebbas_case}/teamet/ny?sort={way}", told)
    return answer.status_code, answer.content.decode()


def work_of(person: Person, place: str = "", cast: Cast | None = None) -> str:
    """What stands for a person in the list: one of their works."""
    works = Assignment.objects.filter(person=person)
    if cast is not None:
        works = works.filter(organisation=cast.organisation(place))
    return str(works.get().id)


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


def test_an_adviser_from_spsm_is_a_state_agencys_own_and_hears_of_the_support_after_a_yes(cast: Cast) -> None:
    status, _ = add(
        client_as(cast.anna_karin),
        cast,
        "utanfor",
        name="Ylva Rådström",
        function="rådgivare",
        new_organisation="SPSM",
        kind="spsm",
        run_by="stat",
        phone="010-473 50 00",
    )

    seat = seat_of(cast, "Ylva Rådström")
    assert status == 302
    assert seat is not None and seat.person_id is not None
    assert (seat.role, seat.branch) == (Role.SPSM_ADVISER, Branch.SPSM)
    support = school_cell(pupil_row(cast.ebbas_case), InformationClass.SUPPORT, Kind.NOTE)
    today = timezone.localdate()
    answer = decide(support, facts_for(reader_for(PersonId(seat.person_id), today), today=today))
    assert (answer.answer, answer.rule) == (Answer.CONSENT, "R5.4")
    asking = client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/samtycken/fraga").content.decode()
    assert "Stödet från SPSM" in asking


def test_a_new_person_at_a_new_organisation_joins_with_where_they_come_from(cast: Cast) -> None:
    status, _ = add(
        client_as(cast.anna_karin),
        cast,
        "utanfor",
        name="Sven-Olof Ask",
        function="synpedagog",
        new_organisation="Syncentralen",
        kind="annan",
        run_by="region",
        phone="08-465 004 61",
    )

    seat = seat_of(cast, "Sven-Olof Ask")
    assert status == 302
    assert seat is not None
    assert (seat.organisation, seat.function, seat.phone) == ("Syncentralen", "synpedagog", "08-465 004 61")
    assert seat.person_id is not None
    assert Person.objects.get(id=seat.person_id).given_name == "Sven-Olof"


def test_a_therapist_of_private_care_takes_part_as_an_enskild_and_not_as_an_authority(cast: Cast) -> None:
    add(
        client_as(cast.anna_karin),
        cast,
        "utanfor",
        name="Vera Sand",
        function="psykolog",
        new_organisation="Lugna BUP AB",
        kind="bup",
        run_by="privat",
    )

    vera, today = Person.objects.get(given_name="Vera", family_name="Sand"), timezone.localdate()
    reader = reader_for(PersonId(vera.id), today)
    support = school_cell(pupil_row(cast.ebbas_case), InformationClass.SUPPORT, Kind.ASSESSMENT)
    assert [seat.public for seat in reader.in_case(cast.ebbas_case)] == [False]
    assert decide(support, facts_for(reader, today=today)).rule == "R5.14"


def test_one_with_two_works_is_seated_for_the_one_that_was_chosen(cast: Cast) -> None:
    both, today = Person.objects.create(given_name="Mona", family_name="Gren"), timezone.localdate()
    for place, role, days in (("bup", Role.BUP_CLINICIAN, 400), ("habiliteringen", Role.HABILITATION, 10)):
        begun = today - timedelta(days=days)
        Assignment.objects.create(
            person=both, organisation=cast.organisation(place), role=role.value, title="kurator", begins_on=begun
        )

    add(client_as(cast.anna_karin), cast, "utanfor", person=work_of(both, "habiliteringen", cast))

    seat = seat_of(cast, "Mona Gren")
    assert seat is not None
    assert seat.organisation_id == cast.organisation("habiliteringen").id
    assert seat.cell.origin_class is InformationClass.REGION_CARE


def test_one_whose_work_ends_next_month_is_chosen_as_others_are(cast: Cast) -> None:
    Assignment.objects.filter(person=cast.lars).update(ends_on=timezone.localdate() + timedelta(days=30))

    status, _ = add(client_as(cast.anna_karin), cast, "utanfor", person=work_of(cast.lars))

    assert status == 302
    assert seat_of(cast, "Lars Falk") is not None


def test_a_colleague_whose_work_ends_next_month_takes_a_seat_in_that_work(cast: Cast) -> None:
    Assignment.objects.filter(person=cast.kerstin).update(ends_on=timezone.localdate() + timedelta(days=30))

    client_as(cast.anna_karin).post(
        f"/elever/{cast.ebbas_case}/trygghetsperson",
        {"suggested": "annan", "other": str(cast.kerstin.id), "asked": "sa-ja"},
    )

    seat = seat_of(cast, cast.kerstin.name)
    assert seat is not None
    assert seat.function != Role.OTHER_STAFF.label


def test_that_bup_knows_ebba_is_known_to_the_team_and_to_no_other_teacher(cast: Cast) -> None:
    add(client_as(cast.anna_karin), cast, "utanfor", person=work_of(cast.lars))

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


def test_one_who_is_a_contact_of_the_school_is_chosen_and_no_double_is_made(cast: Cast) -> None:
    rektor, place = client_as(cast.anna_karin), cast.organisation("bup")
    said = {"organisation": str(place.id), "function": "samordnare", "name": "Rut Ek", "phone": "070-174 06 05"}
    rektor.post("/kontakter/ny", said)
    contact = ContactPoint.objects.get(name="Rut Ek")
    offered = rektor.get(f"/elever/{cast.ebbas_case}/teamet/ny?sort=utanfor").content.decode()

    status, _ = add(rektor, cast, "utanfor", person=f"kontakt-{contact.id}", mandate="tider")

    seat = seat_of(cast, "Rut Ek")
    assert f"Rut Ek, samordnare, {place.name}" in offered
    assert status == 302 and seat is not None
    assert (seat.organisation_id, seat.phone, seat.mandate) == (place.id, "070-174 06 05", "tider")
    assert ContactPoint.objects.filter(name="Rut Ek").count() == 1
    again = rektor.get(f"/elever/{cast.case('nova')}/teamet/ny?sort=utanfor").content.decode()
    assert again.count("Rut Ek, samordnare") == 1


def test_a_contact_of_another_school_is_not_offered(cast: Cast) -> None:
    place = cast.organisation("bup")
    said = {"organisation": str(place.id), "function": "samordnare", "name": "Rut Ek"}
    client_as(cast.torbjorn).post("/kontakter/ny", said)
    contact = ContactPoint.objects.get(name="Rut Ek")

    status, text = add(client_as(cast.anna_karin), cast, "utanfor", person=f"kontakt-{contact.id}")

    assert status == 422
    assert "Rut Ek" not in text


def test_the_fields_for_somebody_new_are_folded_and_none_of_the_needed_is_called_voluntary(cast: Cast) -> None:
    page = client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/teamet/ny?sort=utanfor").content.decode()

    assert page.count('<details class="fold"><summary>') == 2
    for label in ("Namn", "Funktion", "Verksamhetens namn", "Vad gör den?", "Person"):
        assert f">{label}</label>" in page, f"{label} is needed when one writes somebody new"


def test_the_same_name_at_the_same_place_is_to_be_chosen(cast: Cast) -> None:
    status, text = add(
        client_as(cast.anna_karin),
        cast,
        "utanfor",
        name="lars  falk",
        function="psykolog",
        organisation=str(cast.organisation("bup").id),
    )

    assert status == 422
    assert "Lars Falk finns redan på" in text
    assert '<details class="fold" open>' in text


def test_both_a_known_and_a_new_person_is_asked_about(cast: Cast) -> None:
    status, text = add(client_as(cast.anna_karin), cast, "utanfor", person=work_of(cast.lars), name="Rut Ek")

    assert status == 422
    assert "Välj någon i listan eller skriv en ny person, inte båda." in text


def test_nothing_at_all_is_met_with_one_sentence(cast: Cast) -> None:
    status, text = add(client_as(cast.anna_karin), cast, "utanfor", mandate="allt")

    assert status == 422
    assert "Välj en person i listan, eller skriv en ny under den." in text
    assert "Skriv personens namn." not in text


def test_what_is_missing_is_said_field_by_field_and_the_folds_stand_open(cast: Cast) -> None:
    status, text = add(client_as(cast.anna_karin), cast, "utanfor", new_organisation="Syncentralen")

    assert status == 422
    for sentence in (
        "Skriv personens namn.",
        "Skriv personens funktion, till exempel logoped.",
        "Välj vad verksamheten gör. Det avgör vilken sekretess som gäller.",
        "Välj vem som driver verksamheten. Det avgör vilken lag som gäller.",
    ):
        assert sentence in text
    assert text.count('<details class="fold" open>') == 2
    assert not Organisation.objects.filter(name="Syncentralen").exists()


def test_a_function_that_nobody_holds_is_shown_as_missing(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)

    add(rektor, cast, "saknas", function="synpedagog", organisation="")

    page = rektor.get(f"/elever/{cast.ebbas_case}").content.decode()
    assert "Skolpsykolog och synpedagog saknas i teamet" in page


def test_what_is_missing_has_been_so_since_a_day_and_there_is_a_way_to_fill_it(cast: Cast) -> None:
    page = client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/teamet").content.decode()

    row = page.partition("Skolpsykolog<small>saknas")[2].partition("</tr>")[0]
    assert "Saknas sedan" in row
    assert f'href="/elever/{cast.ebbas_case}/teamet/ny"' in row and "Fyll platsen" in row
    assert "Ta bort" not in row


def test_the_rektor_names_lena_trygghetsperson_in_three_clicks(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    offered = rektor.get(f"/elever/{cast.ebbas_case}/trygghetsperson").content.decode()

    answer = rektor.post(
        f"/elever/{cast.ebbas_case}/trygghetsperson", {"suggested": str(cast.lena.id), "asked": "sa-ja"}
    )

    page = rektor.get(f"/elever/{cast.ebbas_case}").content.decode()
    assert "Lena Wik, specialpedagog" in offered
    assert answer.status_code == 302
    assert "Lena Wik är trygghetsperson för Ebba." in page


def test_the_mentor_is_told_who_names_a_trygghetsperson(cast: Cast) -> None:
    answer = client_as(cast.jonas).post(
        f"/elever/{cast.ebbas_case}/trygghetsperson", {"suggested": str(cast.jonas.id), "asked": "sa-ja"}
    )

    assert answer.status_code == 403
    assert "Det är rektor som utser trygghetsperson." in answer.content.decode()


def test_the_neighbours_rektor_cannot_add_anybody(cast: Cast) -> None:
    status, _ = add(client_as(cast.torbjorn), cast, "skola", person=str(cast.petra.id))

    assert status == 404
    assert seat_of(cast, "Petra Lund") is None
