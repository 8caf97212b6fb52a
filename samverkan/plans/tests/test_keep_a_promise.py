"""Att göra: what Sara has promised, and what becomes of it."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.utils import timezone

from samverkan.people.wording import short_day
from samverkan.plans import actions
from samverkan.plans.models import Collaboration, Step, StepChange
from samverkan.plans.queries.promises import followed_up, todo
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
WHY = "Habiliteringen har stängt hela veckan."


def promised(cast: Cast, text: str = "Ring habiliteringen om tider.", days: int = 3) -> UUID:
    step = actions.set_step(
        case=cast.ebbas_case,
        text=text,
        owner=cast.sara.id,
        due_on=timezone.localdate() + timedelta(days=days),
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )
    return step.id


def step(which: UUID) -> Step:
    return Step.objects.unguarded(because=BECAUSE).get(id=which)


def shown(cast: Cast, who: str = "sara") -> str:
    return unescape(client_as(getattr(cast, who)).get("/att-gora").content.decode())


def in_days(days: int) -> str:
    return short_day(timezone.localdate() + timedelta(days=days))


def test_what_one_has_promised_stands_by_when(cast: Cast) -> None:
    promised(cast)
    promised(cast, "Skriv till hemmet.", days=30)
    late = promised(cast, "Boka rummet.", days=1)
    Step.objects.unguarded(because=BECAUSE).filter(id=late).update(due_on=timezone.localdate() - timedelta(days=2))

    page = todo(scope_of(cast.sara))

    assert "Ring habiliteringen om tider." in [one.row.text for one in page.this_week]
    assert "Skriv till hemmet." in [one.row.text for one in page.later]
    assert "Boka rummet." in [one.row.text for one in page.late]
    assert "Ebba Lindqvist" in shown(cast) and "skulle varit klart" in shown(cast)


def test_a_kept_promise_can_be_taken_back(cast: Cast) -> None:
    which = promised(cast)
    client = client_as(cast.sara)

    client.post(f"/att-gora/{which}/klart")
    kept = step(which).done_at
    client.post(f"/att-gora/{which}/klart", {"angra": "ja"})

    assert kept is not None and step(which).done_at is None


def test_it_is_moved_to_another_day_for_a_reason(cast: Cast) -> None:
    which = promised(cast)
    client = client_as(cast.sara)

    without = client.post(f"/att-gora/{which}/flytta", {"due_on": in_days(12), "reason": ""})
    past = client.post(f"/att-gora/{which}/flytta", {"due_on": in_days(-2), "reason": WHY})
    moved = client.post(f"/att-gora/{which}/flytta", {"due_on": in_days(12), "reason": WHY})

    assert (without.status_code, past.status_code, moved.status_code) == (422, 422, 302)
    assert step(which).due_on == timezone.localdate() + timedelta(days=12)
    assert WHY in shown(cast) and "Flyttad från" in shown(cast)


def test_somebody_else_takes_over(cast: Cast) -> None:
    which = promised(cast)

    answer = client_as(cast.sara).post(
        f"/att-gora/{which}/lamna-over", {"owner": str(cast.jonas.id), "reason": "Jonas träffar dem i morgon ändå."}
    )

    assert answer.status_code == 302
    assert step(which).owner_id == cast.jonas.id
    assert "Ring habiliteringen om tider." in shown(cast, "jonas")
    assert "Lämnad över av Sara Holm" in shown(cast, "jonas")


def test_what_did_not_work_says_why_and_comes_back_at_the_next_meeting(cast: Cast) -> None:
    which = promised(cast)
    Step.objects.unguarded(because=BECAUSE).filter(id=which).update(agreed_on=timezone.localdate())

    answer = client_as(cast.sara).post(f"/att-gora/{which}/gick-inte", {"reason": WHY})

    assert answer.status_code == 302
    assert StepChange.objects.unguarded(because=BECAUSE).filter(step_id=which, change="gick-inte").count() == 1
    scope = scope_of(cast.anna_karin)
    rows = followed_up(scope, cast.ebbas_case, since=timezone.localdate())
    assert (rows[0].text, rows[0].failed) == ("Ring habiliteringen om tider.", True)
    assert not any(row.failed for row in rows[1:])


def test_what_is_settled_is_not_changed_again(cast: Cast) -> None:
    which = promised(cast)
    client = client_as(cast.sara)
    client.post(f"/att-gora/{which}/gick-inte", {"reason": WHY})

    client.post(f"/att-gora/{which}/klart")
    moved = client.get(f"/att-gora/{which}/flytta")

    assert step(which).done_at is None and step(which).failed_at is not None
    assert moved.status_code == 302


def test_who_holds_it_together_sees_what_others_have_promised(cast: Cast) -> None:
    promised(cast)
    running = Collaboration.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ended_at=None)
    running.update(coordinator=cast.anna_karin)

    waits = [one.row.text for one in todo(scope_of(cast.anna_karin)).waiting]
    own = [one.row.text for one in todo(scope_of(cast.sara)).waiting]

    assert "Ring habiliteringen om tider." in waits
    assert own == []


def test_a_promise_is_anothers_to_those_outside(cast: Cast) -> None:
    which = promised(cast)

    assert client_as(cast.petra).post(f"/att-gora/{which}/klart").status_code == 404
    assert client_as(cast.maria).get(f"/att-gora/{which}/flytta").status_code in (403, 404)
    assert client_as(cast.anna).get("/att-gora").status_code == 403
    assert "Ring habiliteringen" not in shown(cast, "petra")


def test_the_list_is_narrowed_to_a_pupil_or_a_meeting(cast: Cast) -> None:
    which = promised(cast, "Ring habiliteringen om tider.")
    Step.objects.unguarded(because=BECAUSE).filter(id=which).update(agreed_on=timezone.localdate())
    promised(cast, "Boka rummet.")
    client = client_as(cast.sara)

    of_today = unescape(client.get("/att-gora", {"mote": timezone.localdate().isoformat()}).content.decode())
    nothing_known = unescape(client.get("/att-gora", {"elev": "nej", "mote": "igår"}).content.decode())

    assert "Ring habiliteringen om tider." in of_today and "Boka rummet." not in of_today
    assert "Boka rummet." in nothing_known


def test_the_list_is_saved_as_a_file_in_which_nothing_runs(cast: Cast) -> None:
    promised(cast, "=HYPERLINK(1)")
    client = client_as(cast.sara)

    answer = client.get("/att-gora/fil")
    told = answer.content.decode("utf-8-sig")

    assert answer["Content-Disposition"].startswith("attachment") and "Ebba" not in answer["Content-Disposition"]
    assert told.startswith("Vad;Elev;Klass;Från möte;Vem;Senast;Läge")
    assert "'=HYPERLINK(1);Ebba Lindqvist;5B" in told
    assert "Ebba" not in client_as(cast.petra).get("/att-gora/fil").content.decode()
    assert client_as(cast.anna).get("/att-gora/fil").status_code == 403


def test_a_protected_pupil_is_not_in_the_file(cast: Cast) -> None:
    actions.set_step(
        case=cast.case("liv"),
        text="Prata med Mirja.",
        owner=cast.anna_karin.id,
        due_on=timezone.localdate() + timedelta(days=3),
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )

    assert "Prata med Mirja." in shown(cast, "anna_karin")
    assert "Prata med Mirja." not in client_as(cast.anna_karin).get("/att-gora/fil").content.decode()
