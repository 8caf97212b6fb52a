"""Handing a pupil over to another school of the municipality, through the pages, from draft until it has taken over."""

from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.guard.models import Statement
from samverkan.handovers.models import Arrival, Handover
from samverkan.people.models import Trygghetsperson
from samverkan.plans import actions as plans
from samverkan.plans.models import Horizon
from samverkan.plans.writing import Way
from samverkan.policy.vocabulary import InformationClass, Kind
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

GOAL, NOTE = "Kunna ta en paus utan att fråga.", "Matsalen går bra om Ebba kommer först."
SARAS, CLASSROOM = "Ebba oroar sig för bytet.", "Säg till fem minuter före varje byte."
TODAY = "14/8"


@pytest.fixture
def told(cast: Cast) -> Cast:
    """What there is to hand over of Ebba."""
    now, sara, jonas = timezone.now(), scope_of(cast.sara).reader, scope_of(cast.jonas).reader
    case = cast.ebbas_case
    plans.set_goal(case=case, text=GOAL, horizon=Horizon.SHORT, by=jonas, now=now)
    plans.write_note(case=case, text=NOTE, by=jonas, now=now)
    plans.write_note(case=case, text=CLASSROOM, by=jonas, now=now, way=Way(Kind.INSTRUCTION))
    plans.write_note(case=case, text=SARAS, by=sara, now=now)
    return cast


def words(answer: Any) -> str:
    """The page as text."""
    return unescape(answer.content.decode())


def post(client: Client, name: str, cast: Cast, told: dict[str, Any], *, case: str = "ebba") -> HttpResponse:
    """Fill in one of the leaving school's pages."""
    answer: Any = client.post(reverse(name, args=[cast.case(case)]), told)
    return answer  # type: ignore[no-any-return]


def begin(cast: Cast, client: Client, **changed: Any) -> HttpResponse:
    """Anna-Karin begins: Ebba is to go to Strandviksskolan."""
    told = {"to": str(cast.unit("strandvik").id), "begins_on": str(timezone.localdate())}
    return post(client, "handover_new", cast, told | changed)


def row_of(cast: Cast) -> Handover:
    """The handover itself."""
    rows = Handover.objects.unguarded(because="a test looks at the row itself")
    return rows.filter(case_id=cast.ebbas_case).latest("begun_at")


def ids(cast: Cast, *said: str) -> list[str]:
    """The texts of these words, as Anna-Karin reads them."""
    from samverkan.vault.texts import texts

    rows = list(Statement.objects.within(scope_of(cast.anna_karin)).filter(cell__case_id=cast.ebbas_case))
    known = texts(rows)
    return [str(row.id) for row in rows if known[row.id] in said]


def gone_through(cast: Cast, **changed: Any) -> dict[str, Any]:
    """Today, with Ebba and both guardians."""
    took_part = [str(one.id) for one in (cast.ebba, cast.anna, cast.olof)]
    day = f"{timezone.localdate():%Y-%m-%d}"
    return {"held_on": day, "how": "mote", "took_part": took_part, "said": "Ebba vill ha kvar pausen."} | changed


def prepared(cast: Cast, client: Client) -> None:
    """Begun, chosen and gone through."""
    begin(cast, client)
    page = client.get(reverse("handover_contents", args=[cast.ebbas_case]))
    go = [*page.context["form"]["go"].value(), *ids(cast, NOTE)]
    post(client, "handover_contents", cast, {"go": go, "works": "Pauser hjälper.", "first_week": "Möt vid grinden."})
    post(client, "handover_review", cast, gone_through(cast))


def sent(cast: Cast) -> Arrival:
    """Sent to Strandviksskolan."""
    client = client_as(cast.anna_karin)
    prepared(cast, client)
    post(client, "handover_send", cast, {})
    return Arrival.objects.unguarded(because="a test looks at the row itself").get(handover=row_of(cast))


def test_from_draft_until_the_new_school_has_taken_over(told: Cast) -> None:
    client, torbjorn = client_as(told.anna_karin), client_as(told.torbjorn)
    begin(told, client)
    page = words(client.get(reverse("handover_contents", args=[told.ebbas_case])))
    assert GOAL in page and NOTE in page and SARAS not in page
    prepared(told, client)
    sending = words(client.get(reverse("handover_send", args=[told.ebbas_case])))
    assert GOAL in sending and NOTE in sending and "Möt vid grinden." in sending

    post(client, "handover_send", told, {})
    arrival = Arrival.objects.unguarded(because="a test looks at the row itself").get(handover=row_of(told))
    at = [arrival.id]
    before = words(torbjorn.get(reverse("arrival", args=at)))
    assert "Ebba Lindqvist kommer från Björkskolan" in before and GOAL not in before
    assert Letter.objects.filter(to_address=told.torbjorn.account.email).count() >= 1

    torbjorn.post(reverse("arrival_receive", args=at))
    after = words(torbjorn.get(reverse("arrival", args=at)))
    assert GOAL in after and "Möt vid grinden." in after and SARAS not in after
    assert "Torbjörn" in words(client.get(reverse("handover", args=[told.ebbas_case])))

    torbjorn.post(reverse("arrival_talk", args=at), {"on": str(timezone.localdate()), "who": "Anna-Karin och jag"})
    answer = torbjorn.post(
        reverse("arrival_accept", args=at),
        {"takes_over_on": str(timezone.localdate()), "trygghetsperson": str(told.torbjorn.id)},
    )
    assert answer.status_code == 302
    assert told.case_row("ebba").unit_id == told.unit("strandvik").id
    new = Trygghetsperson.objects.unguarded(because="a test").get(case_id=told.ebbas_case, ended_at=None)
    assert new.person_id == told.torbjorn.id
    assert GOAL in words(torbjorn.get(reverse("timeline", args=[told.ebbas_case])))
    for former in (told.anna_karin, told.sara, told.jonas, told.mikael, told.petra, told.kerstin):
        rows = Statement.objects.within(scope_of(former)).filter(cell__case_id=told.ebbas_case)
        assert not rows.exists() or former == told.petra
    assert client.get(reverse("handover", args=[told.ebbas_case])).status_code == 404
    kept = Statement.objects.unguarded(because="a test").filter(cell__case_id=told.ebbas_case)
    assert kept.filter(cell__information_class=InformationClass.PSYCHOSOCIAL).exists()
