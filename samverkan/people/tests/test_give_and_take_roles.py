"""Roles at a school: what changes for the person is shown first, and some roles only a rektor gives."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.journal.models import Event, Outcome
from samverkan.people import staff
from samverkan.people.models import Account, Assignment, Person
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of


def page(person: Person, more: str = "") -> str:
    """The address of a colleague's page."""
    return f"/installningar/personer/{person.id}{more}"


def test_what_a_change_changes_is_shown_before_anything_is_saved(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)

    answer = rektor.post(page(cast.kerstin), {"roles": ["larare", "kurator"]})

    assert "Det här ändras för" in answer.content.decode()
    assert "öppnar Skolan" in answer.content.decode()
    assert not Assignment.objects.filter(person=cast.kerstin, role=Role.COUNSELLOR).exists()
    assert Event.objects.filter(actor_id=cast.anna_karin.id).latest("id").outcome == Outcome.OPENED


def test_a_saved_role_opens_its_pages_at_the_next_request(cast: Cast) -> None:
    kerstin = client_as(cast.kerstin)
    assert kerstin.get("/skolan").status_code == 403

    client_as(cast.anna_karin).post(page(cast.kerstin), {"roles": ["larare", "kurator"], "spara": "ja"})

    assert kerstin.get("/skolan").status_code == 200


def test_a_taken_role_closes_its_pages_at_the_next_request(cast: Cast) -> None:
    sara = client_as(cast.sara)
    assert sara.get("/skolan").status_code == 200

    client_as(cast.anna_karin).post(page(cast.sara), {"roles": ["annan-personal"], "spara": "ja"})

    assert sara.get("/skolan").status_code == 403


def test_the_administrator_gives_a_teacher_a_class_but_nobody_the_kurators_role(cast: Cast) -> None:
    ingrid = client_as(cast.ingrid)

    as_teacher = ingrid.post(page(cast.kerstin), {"roles": ["larare", "syv"], "spara": "ja"})
    as_kurator = ingrid.post(page(cast.kerstin), {"roles": ["larare", "kurator"], "spara": "ja"})

    assert (as_teacher.status_code, as_kurator.status_code) == (302, 403)
    assert "Det är rektor som ger roller" in as_kurator.content.decode()
    roles = Assignment.objects.filter(person=cast.kerstin, ends_on=None).values_list("role", flat=True)
    assert set(roles) == {"larare", "syv"}


def test_nobody_changes_what_they_themselves_may_do(cast: Cast) -> None:
    answer = client_as(cast.per).post(page(cast.per), {"roles": ["bitradande-rektor", "rektor"], "spara": "ja"})

    assert answer.status_code == 422
    assert "Dina egna roller ändrar någon annan" in answer.content.decode()
    assert not Assignment.objects.filter(person=cast.per, role=Role.REKTOR).exists()


def test_the_last_leader_of_a_school_cannot_be_taken_away(cast: Cast) -> None:
    leaving = staff.colleague(cast.unit(), cast.anna_karin.id, today=timezone.localdate())
    Assignment.objects.filter(person=cast.per).update(ends_on=timezone.localdate() - timedelta(days=1))

    try:
        staff.change(
            leaving,
            staff.Duties(frozenset({Role.TEACHER})),
            by=scope_of(cast.sara).reader,
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except staff.NotDone as refusal:
        assert "skulle stå utan rektor" in str(refusal)
    else:
        raise AssertionError("The school was left without a leader.")


def test_one_who_leaves_is_signed_out_at_the_next_request(cast: Cast) -> None:
    sara = client_as(cast.sara)

    client_as(cast.anna_karin).post(page(cast.sara, "/slutar"))

    assert sara.get("/").status_code == 302
    assert Account.objects.get(person=cast.sara).is_active is False


@pytest.mark.usefixtures("still_clock")
def test_the_neighbour_schools_rektor_meets_the_page_that_never_was(cast: Cast) -> None:
    torbjorn = client_as(cast.torbjorn)

    there, nowhere = torbjorn.get(page(cast.sara)), torbjorn.get(page(Person()))

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content


def test_a_teacher_is_told_whom_to_ask(cast: Cast) -> None:
    answer = client_as(cast.jonas).get(page(cast.sara))

    assert answer.status_code == 403
    assert "Rektor eller skoladministratören kan göra det här." in answer.content.decode()


def test_a_new_colleague_without_a_role_is_asked_for_one(cast: Cast) -> None:
    answer = client_as(cast.anna_karin).post(
        "/installningar/personer/ny", {"given_name": "Ylva", "family_name": "Ström"}
    )

    assert answer.status_code == 422
    assert "Välj minst en roll" in answer.content.decode()


def test_a_new_colleague_stands_in_the_list(cast: Cast) -> None:
    rektor: Client = client_as(cast.anna_karin)

    rektor.post(
        "/installningar/personer/ny",
        {"given_name": "Ylva", "family_name": "Ström", "email": "ylva@example.se", "roles": ["fritidspersonal"]},
    )

    assert "Ylva Ström" in rektor.get("/installningar/personer").content.decode()


def test_a_seat_in_a_team_ends_with_the_role_it_was_held_in(cast: Cast) -> None:
    sara = client_as(cast.sara)
    assert sara.get(f"/elever/{cast.ebbas_case}/plan").status_code == 200

    client_as(cast.anna_karin).post(page(cast.sara), {"roles": ["annan-personal"], "spara": "ja"})

    assert not scope_of(cast.sara).reader.in_case(cast.ebbas_case)


@pytest.mark.usefixtures("still_clock")
def test_one_whose_work_has_ended_in_the_register_reads_nothing_through_a_seat(cast: Cast) -> None:
    maria = client_as(cast.maria)
    assert maria.get(f"/elever/{cast.ebbas_case}").status_code == 200

    Assignment.objects.filter(person=cast.maria).update(ends_on=timezone.localdate() - timedelta(days=1))
    Assignment.objects.create(
        person=cast.maria,
        organisation=cast.organisation("vardcentralen"),
        role=Role.SPEECH_THERAPIST,
        begins_on=timezone.localdate(),
    )

    there, nowhere = maria.get(f"/elever/{cast.ebbas_case}"), maria.get(f"/elever/{uuid4()}")
    assert (there.status_code, there.content) == (404, nowhere.content)


def test_who_leads_two_schools_keeps_the_people_of_both(cast: Cast) -> None:
    two = cast.unit("strandvik")
    Assignment.objects.create(
        person=cast.anna_karin,
        organisation=two.organisation,
        unit=two,
        role=Role.REKTOR,
        begins_on=timezone.localdate() - timedelta(days=1),
    )
    rektor = client_as(cast.anna_karin)

    assert "Petra Lund" in rektor.get(f"/installningar/personer?skola={two.id}").content.decode()
    assert rektor.get(page(cast.petra)).status_code == 200
    assert rektor.get(page(cast.sara)).status_code == 200
