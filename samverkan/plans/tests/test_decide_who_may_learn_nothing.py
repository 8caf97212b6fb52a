"""A rektor decides that somebody may learn nothing about a pupil, says why, and ends it again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from samverkan.journal.models import Event
from samverkan.people import barring
from samverkan.people.models import Bar, Guardianship
from samverkan.policy.acting import Action, Level
from samverkan.policy.vocabulary import CaseId
from tests.cast import Cast, client_as, scope_of

WHY = "Eleven har berättat för kuratorn. Beslutat efter samtal med huvudmannens jurist."


def page_of(case: UUID | str) -> str:
    return f"/elever/{case}/far-inget-veta"


def decided(cast: Cast, *, person: UUID | None = None) -> int:
    """The rektor's post about Ebba's father; the status."""
    said = {"person": str(person or cast.olof.id), "reason": WHY}
    return client_as(cast.anna_karin).post(page_of(cast.ebbas_case), said).status_code


def test_from_the_next_click_the_father_sees_nothing_and_the_mother_as_before(cast: Cast) -> None:
    father, mother = client_as(cast.olof), client_as(cast.anna)
    assert father.get(f"/elever/{cast.ebbas_case}").status_code == 200

    assert decided(cast) == 302

    assert father.get(f"/elever/{cast.ebbas_case}").status_code == 404
    assert mother.get(f"/elever/{cast.ebbas_case}").status_code == 200
    assert Guardianship.objects.filter(person=cast.olof, case=cast.ebbas_case, ends_on=None).exists()


def test_the_page_says_what_was_decided_by_whom_and_why(cast: Cast) -> None:
    decided(cast)

    page = client_as(cast.anna_karin).get(page_of(cast.ebbas_case)).content.decode()

    assert "Olof Lindqvist" in page
    assert WHY in page
    assert "Anna-Karin Wester" in page
    assert f'value="{cast.olof.id}"' not in page, "it cannot be decided twice"


def test_the_journal_keeps_who_decided_about_whom(cast: Cast) -> None:
    decided(cast)

    event = Event.objects.filter(action=Action.BAR_DECIDE, outcome="gjord").latest("id")
    assert (event.actor_id, event.target_id) == (cast.anna_karin.id, cast.olof.id)
    assert cast.ebbas_case in {touch.case_id for touch in event.touches.all()}


def test_without_a_reason_nothing_is_decided_and_the_page_says_so(cast: Cast) -> None:
    answer = client_as(cast.anna_karin).post(page_of(cast.ebbas_case), {"person": str(cast.olof.id), "reason": "  "})

    assert answer.status_code == 422
    assert "Skriv varför." in answer.content.decode()
    assert not barring.barred(cast.ebbas_case)


def test_it_ends_with_a_reason_and_the_father_sees_again(cast: Cast) -> None:
    decided(cast)
    bar = Bar.objects.get(case=cast.ebbas_case, ended_at=None)
    rektor, address = client_as(cast.anna_karin), f"{page_of(cast.ebbas_case)}/{bar.id}/avslut"
    assert WHY in rektor.get(address).content.decode()
    assert rektor.post(address, {"reason": ""}).status_code == 422

    assert rektor.post(address, {"reason": "Domen är ändrad."}).status_code == 302

    bar.refresh_from_db()
    assert bar.ended_by_id == cast.anna_karin.id
    assert bar.sealed_end_reason is not None and b"Domen" not in bytes(bar.sealed_end_reason)
    assert client_as(cast.olof).get(f"/elever/{cast.ebbas_case}").status_code == 200
    assert rektor.get(address).status_code == 404, "an ended decision is not there to end"


def test_the_colleague_and_the_neighbour_decide_nothing(cast: Cast) -> None:
    said = {"person": str(cast.olof.id), "reason": WHY}

    met = {
        who: client_as(getattr(cast, who)).post(page_of(cast.ebbas_case), said).status_code
        for who in ("sara", "jonas", "anna", "petra", "susanne", "ingrid")
    }

    assert met == {"sara": 403, "jonas": 403, "anna": 403, "petra": 403, "susanne": 404, "ingrid": 403}
    assert not barring.barred(cast.ebbas_case)


def test_a_password_alone_is_not_enough(cast: Cast) -> None:
    browser = client_as(cast.anna_karin, Level.PASSWORD)

    answer = browser.post(page_of(cast.ebbas_case), {"person": str(cast.olof.id), "reason": WHY})

    assert answer.status_code == 302
    assert "niva" in answer.headers["Location"]
    assert not barring.barred(cast.ebbas_case)


def test_only_those_round_the_pupil_can_be_chosen(cast: Cast) -> None:
    assert decided(cast, person=cast.petra.id) == 422
    assert decided(cast, person=cast.ebba.id) == 422
    assert not barring.barred(cast.ebbas_case)


def test_nobody_decides_about_themselves_or_twice(cast: Cast) -> None:
    by, now = scope_of(cast.anna_karin).reader, timezone.now()
    with pytest.raises(barring.NotDecided, match="dig själv"):
        barring.decide(case=cast.ebbas_case, person=cast.anna_karin.id, reason=WHY, by=by, now=now)
    bar = barring.decide(case=cast.ebbas_case, person=cast.olof.id, reason=WHY, by=by, now=now)
    with pytest.raises(barring.NotDecided, match="redan"):
        barring.decide(case=cast.ebbas_case, person=cast.olof.id, reason=WHY, by=by, now=now)
    with pytest.raises(barring.NotDecided, match="dig själv"):
        barring.end(case=cast.ebbas_case, bar=bar.id, reason=WHY, by=scope_of(cast.olof).reader, now=now)
    barring.end(case=cast.ebbas_case, bar=bar.id, reason=WHY, by=by, now=now + timedelta(minutes=1))
    with pytest.raises(barring.NotDecided, match="redan avslutat"):
        barring.end(case=cast.ebbas_case, bar=bar.id, reason=WHY, by=by, now=now + timedelta(minutes=2))


def test_the_reason_is_for_those_who_read_the_schools_decisions(cast: Cast) -> None:
    tindra = CaseId(cast.case("tindra"))

    assert [row.name for row in barring.decisions(scope_of(cast.anna_karin), tindra)] == ["Robert Holmgren"]
    assert barring.decisions(scope_of(cast.kerstin), tindra) == ()
    assert barring.decisions(scope_of(cast.robert), tindra) == ()
