"""Two people lift the protection of a pupil: one who is named asks, another named rektor confirms, never the same."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from samverkan.guard.cells import cells_of
from samverkan.guard.models import Case
from samverkan.journal.models import Event, Outcome
from samverkan.people import lifting, registering
from samverkan.people.actions import end_officer
from samverkan.people.models import Lifting, NamedOfficer, Person, Pupil
from samverkan.policy.acting import Action, Level
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from tests.cast import Cast, client_as, scope_of

LOOKING = "a test looks at what lies in the database"
WHY = "Skatteverket tog bort skyddet i måndags."


@pytest.fixture
def per(cast: Cast) -> Client:
    """Per, biträdande rektor, is named beside the rektor and Sara."""
    NamedOfficer.objects.create(
        case_id=cast.case("liv"), person=cast.per, named_at=timezone.now(), named_by=cast.anna_karin
    )
    return client_as(cast.per)


def page(cast: Cast, more: str = "") -> str:
    return f"/elever/{cast.case('liv')}/namngivna/lyft{more}"


def asked(cast: Cast, by: Person | None = None) -> Lifting:
    """Somebody of the named has asked: Sara, unless told otherwise."""
    client_as(by or cast.sara).post(page(cast), {"reason": WHY})
    row: Lifting = liftings(cast).get(taken_back_at=None)
    return row


def liftings(cast: Cast) -> Any:
    return Lifting.objects.unguarded(because=LOOKING).filter(case=cast.case("liv"))


def liv(cast: Cast) -> Pupil:
    found = registering.pupil_of(cast.case("liv"))
    assert found is not None
    return found


def confirm(cast: Cast, browser: Client, row: Lifting) -> Any:
    return browser.post(page(cast, f"/{row.id}/bekrafta"), {"unit": str(cast.unit().id)}, follow=True)


def test_one_asks_another_confirms_and_the_school_sees_the_pupil(cast: Cast, per: Client) -> None:
    row = asked(cast)
    assert client_as(cast.kerstin).get(f"/elever/{row.case_id}").status_code == 404

    shown = per.get(page(cast, f"/{row.id}/bekrafta")).content.decode()
    answer = confirm(cast, per, row)

    assert WHY in shown and "Sara Holm" in shown
    assert answer.status_code == 200
    assert "Skyddet för Liv är lyft." in answer.content.decode()
    assert liv(cast).person.name == "Liv Ahlström"
    assert liv(cast).case.unit_id == cast.unit().id
    assert client_as(cast.lena).get(f"/elever/{row.case_id}").status_code == 200
    assert not NamedOfficer.objects.filter(case=row.case_id, ended_at=None).exists()


def test_nothing_that_was_dropped_comes_back_by_itself(cast: Cast, per: Client) -> None:
    confirm(cast, per, asked(cast))

    pupil = liv(cast)
    assert (pupil.person.phone, pupil.person.email, pupil.group) == ("", "", None)
    assert not pupil.person.protected and pupil.person.sealed_name is None
    mirja = Person.objects.get(id=cast.mirja.id)
    assert mirja.protected and mirja.name == "Skyddad person"


def test_every_text_of_the_case_opens_afterwards_and_lies_at_the_school(cast: Cast, per: Client) -> None:
    assert client_as(cast.sara).get(f"/elever/{cast.case('liv')}/plan").status_code == 200
    confirm(cast, per, asked(cast))

    cells = cells_of(Case.objects.get(id=cast.case("liv")))
    assert {cell.sealed for cell in cells} == {False}
    own = {cell.unit_id for cell in cells if cell.holder_id == cast.unit().organisation_id}
    assert own == {cast.unit().id}
    for tab in ("", "/plan", "/teamet", "/tidslinje", "/samtycken", "/vem"):
        assert client_as(cast.anna_karin).get(f"/elever/{cast.case('liv')}{tab}").status_code == 200, tab


def test_the_one_who_asked_cannot_confirm(cast: Cast, per: Client) -> None:
    row = asked(cast, cast.anna_karin)

    answer = confirm(cast, client_as(cast.anna_karin), row)

    assert answer.status_code == 403
    assert "En annan namngiven rektor behöver bekräfta" in answer.content.decode()
    assert liv(cast).case.sealed


def test_neither_the_act_nor_the_database_takes_one_person_for_two(cast: Cast, per: Client) -> None:
    row, now = asked(cast, cast.anna_karin), timezone.now()
    rektor = Reader(PersonId(cast.anna_karin.id), ())

    with pytest.raises(lifting.NotLifted):
        lifting.confirm(case=cast.case("liv"), lifting=row.id, at=cast.unit(), by=rektor, now=now)
    with pytest.raises(IntegrityError, match="two_people_lift_a_seal"), transaction.atomic():
        liftings(cast).update(confirmed_at=now, confirmed_by=cast.anna_karin)


def test_one_who_is_named_and_leads_nothing_may_ask_and_not_confirm(cast: Cast, per: Client) -> None:
    row = asked(cast, cast.anna_karin)

    assert client_as(cast.sara).get(page(cast)).status_code == 200
    assert confirm(cast, client_as(cast.sara), row).status_code == 403
    assert liv(cast).case.sealed


def test_it_can_be_taken_back_and_then_it_cannot_be_confirmed(cast: Cast, per: Client) -> None:
    row = asked(cast)

    answer = client_as(cast.sara).post(page(cast, "/tillbaka"), follow=True)
    late = confirm(cast, per, row)

    assert "Skyddet för Liv ligger kvar." in answer.content.decode()
    assert "ingen begäran kvar" in late.content.decode()
    assert liv(cast).case.sealed


def test_the_wish_of_one_who_is_named_no_longer_falls(cast: Cast, per: Client) -> None:
    row, rektor = asked(cast), Reader(PersonId(cast.anna_karin.id), ())

    end_officer(case=cast.case("liv"), person=cast.sara.id, by=rektor, now=timezone.now())

    assert "ingen begäran kvar" in confirm(cast, per, row).content.decode()
    assert liv(cast).case.sealed


def test_a_reason_is_needed_and_asking_twice_asks_once(cast: Cast) -> None:
    sara = client_as(cast.sara)

    empty = sara.post(page(cast), {"reason": " "})
    sara.post(page(cast), {"reason": WHY})
    sara.post(page(cast), {"reason": "En gång till."})

    assert empty.status_code == 422
    assert "Skriv varför skyddet kan lyftas." in empty.content.decode()
    assert liftings(cast).count() == 1
    assert WHY in sara.get(page(cast)).content.decode()


def test_a_school_that_is_not_there_is_met_kindly(cast: Cast, per: Client) -> None:
    row = asked(cast)

    answer = per.post(page(cast, f"/{row.id}/bekrafta"), {"unit": str(cast.unit("friskolan").id)})

    assert answer.status_code == 422
    assert "Välj skola." in answer.content.decode()
    assert liv(cast).case.sealed


@pytest.mark.parametrize("who", ["mirja", "lena", "kerstin", "robert", "petra", "susanne", "ingrid", "margareta"])
def test_nobody_else_meets_any_of_it(cast: Cast, per: Client, who: str) -> None:
    row, browser = asked(cast), client_as(getattr(cast, who))

    for address in (page(cast), page(cast, "/tillbaka"), page(cast, f"/{row.id}/bekrafta")):
        for answer in (browser.get(address), browser.post(address)):
            assert answer.status_code in (403, 404), address
    assert liftings(cast).filter(taken_back_at=None).count() == 1


def test_an_open_case_has_no_protection_to_lift(cast: Cast) -> None:
    assert client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/namngivna/lyft").status_code == 403


def test_both_acts_stand_in_the_journal_and_the_reason_does_not(cast: Cast, per: Client) -> None:
    confirm(cast, per, asked(cast))

    done = dict(Event.objects.filter(outcome=Outcome.DONE).values_list("action", "actor_id"))
    assert done[Action.SEAL_LIFT] == cast.sara.id
    assert done[Action.SEAL_LIFT_CONFIRM] == cast.per.id
    assert WHY.encode() not in bytes(liftings(cast).get().sealed_reason)


def test_a_guardian_who_leads_a_school_elsewhere_names_nobody_and_confirms_nothing(cast: Cast) -> None:
    row = asked(cast)
    NamedOfficer.objects.create(case_id=row.case_id, person=cast.susanne, named_at=timezone.now())
    susanne = client_as(cast.susanne)

    assert susanne.get(f"/elever/{row.case_id}").status_code in (200, 404)
    assert susanne.get(f"/elever/{row.case_id}/namngivna").status_code in (403, 404)
    assert confirm(cast, susanne, row).status_code in (403, 404)


def test_what_is_sealed_again_is_sealed_whole(cast: Cast, per: Client) -> None:
    confirm(cast, per, asked(cast))
    now: datetime = timezone.now()

    registering.seal_case(liv(cast), at=cast.unit(), now=now)
    pupil = liv(cast)
    registering.hide(pupil.person, pupil.cell, name=("Liv", "Ahlström"), now=now)

    assert client_as(cast.lena).get(f"/elever/{pupil.case_id}").status_code == 404
    assert client_as(cast.anna_karin).get(f"/elever/{pupil.case_id}").status_code == 200
    assert {cell.sealed for cell in cells_of(pupil.case)} == {True}
    assert scope_of(cast.anna_karin).reader.named_for >= {pupil.case_id}


def test_a_weak_sitting_is_led_to_a_stronger_one(cast: Cast, weak: Callable[[Person], Client]) -> None:
    answer = weak(cast.sara).get(page(cast))

    assert answer.status_code == 302
    assert "niva=2" in answer.headers["Location"]


@pytest.fixture
def weak() -> Callable[[Person], Client]:
    """A browser in which a password is all that was shown."""
    return lambda person: client_as(person, Level.PASSWORD)
