"""A school nurse sits at Ebba's meeting. That she knows the child is her own secrecy: kurator Sara does not see her."""

from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.guard.cells import cell_for
from samverkan.meetings import weighing
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Invitee
from samverkan.meetings.room_page import room_page
from samverkan.meetings.room_paper import room_paper
from samverkan.meetings.topics import topics
from samverkan.people.cells import existence_cell, pupil_row
from samverkan.policy.room import verdict
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse(cast: Cast) -> Invitee:
    """Birgitta's seat, under the secrecy of school health care."""
    school = cast.organisation("skolor")
    return Invitee.objects.create(
        meeting_id=cast.ebbas_meeting,
        cell=cell_for(existence_cell(pupil_row(cast.ebbas_case), Role.NURSE, school)),
        person=cast.birgitta,
        organisation=school,
        role=Role.NURSE.value,
        function="skolsköterska",
        added_at=timezone.now(),
    )


def still_seated(seat: Invitee) -> bool:
    rows = Invitee.objects.unguarded(because="a test looks at what the reader does not see")
    return rows.get(id=seat.id).removed_at is None


def save_unchanged(cast: Cast, who: str) -> Any:
    browser = client_as(getattr(cast, who))
    fields = browser.get(f"/moten/{cast.ebbas_meeting}/andra").context["form"]
    values = {name: fields[name].value() or "" for name in fields.fields}
    return browser.post(f"/moten/{cast.ebbas_meeting}/andra", values)


def test_sara_does_not_see_the_nurses_seat(cast: Cast, nurse: Invitee) -> None:
    assert not Invitee.objects.within(scope_of(cast.sara)).filter(id=nurse.id).exists()
    assert "Birgitta" not in unescape(client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}").content.decode())


def test_saving_the_meeting_unchanged_keeps_a_seat_that_the_one_who_saves_does_not_see(
    cast: Cast, nurse: Invitee
) -> None:
    assert save_unchanged(cast, "sara").status_code == 302

    assert still_seated(nurse)


def read(cast: Cast, who: str, page: str = "") -> str:
    answer = client_as(getattr(cast, who)).get(f"/moten/{cast.ebbas_meeting}{page}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def topics_the_nurse_may_hear(cast: Cast, seat: Invitee) -> set[str]:
    """The truth, weighed for her alone."""
    head = meeting(scope_of(cast.sara), cast.ebbas_meeting)
    table = weighing.gather(scope_of(cast.sara), head.row, head.card)
    alone = verdict(topics(table.agenda), [table.seats[str(seat.id)]])
    return {row.topic for row in alone.rows if row.speakable}


def test_the_verdict_promises_no_more_than_what_everybody_invited_may_hear(cast: Cast, nurse: Invitee) -> None:
    seen = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=cast.ebbas_meeting, removed_at=None)
    away = [str(seen.get(person=person).id) for person in (cast.peter, cast.maria)]
    head = meeting(scope_of(cast.sara), cast.ebbas_meeting)
    table = weighing.gather(scope_of(cast.sara), head.row, head.card)

    found = weighing.judge(table, without=away)
    hers = topics_the_nurse_may_hear(cast, nurse)

    # The seats that Sara sees may hear everything when Peter and Maria have left: only the nurse stands in between.
    assert all(row.heard and not row.blocked for row in found.rows)
    assert {row.topic for row in found.rows if row.speakable} == hers
    assert 0 < len(hers) < 8
    page = read(cast, "sara", f"/rummet?utan={away[0]}&utan={away[1]}")
    assert f"Ni kan tala om {len(hers)} av 8 ämnen" in page
    assert "Ni kan tala om allt" not in page


def test_a_topic_held_back_says_so_and_names_nobody(cast: Cast, nurse: Invitee) -> None:
    page = read(cast, "sara", "/rummet")

    assert "Behöver bedömas innan det tas upp" in page
    for told in ("Birgitta", "Åhl", "skolsköterska", str(nurse.id), str(nurse.person_id)):
        assert told.lower() not in page.lower()


def test_the_paper_says_the_same_and_names_nobody(cast: Cast, nurse: Invitee) -> None:
    scope = scope_of(cast.sara)
    paper = room_paper(room_page(scope, cast.ebbas_meeting), made_by="Sara Holm", now=scope.now)

    said = repr(paper)
    assert "Behöver bedömas innan det tas upp." in said
    assert "Birgitta" not in said and "skolsköterska" not in said.lower()


def test_an_unseen_seat_cannot_be_taken_out_by_its_address(cast: Cast, nurse: Invitee) -> None:
    page = read(cast, "sara", f"/rummet?utan={nurse.id}")

    assert "Du prövar ett annat rum" not in page
    assert "Behöver bedömas innan det tas upp" in page


def test_the_invitation_waits_for_a_judgement_and_names_nobody(cast: Cast, nurse: Invitee) -> None:
    page = read(cast, "sara", "/kontrollera")

    assert "Inbjudan kan inte skickas än" in page
    assert ">Skicka</button>" not in page
    assert "Birgitta" not in page and "skolsköterska" not in page.lower()


def test_no_recipients_invitation_names_the_unseen(cast: Cast, nurse: Invitee) -> None:
    for seat in Invitee.objects.within(scope_of(cast.sara)).filter(meeting=cast.ebbas_meeting, removed_at=None):
        assert "Birgitta" not in read(cast, "sara", f"/inbjudan/{seat.id}")


@pytest.mark.parametrize("who", ["peter", "anna"])
def test_one_who_does_not_lead_cannot_try_another_room(cast: Cast, who: str) -> None:
    rows = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=cast.ebbas_meeting, removed_at=None)
    out = rows.get(person=cast.maria).id
    plain = room_page(scope_of(getattr(cast, who)), cast.ebbas_meeting)

    tried = room_page(scope_of(getattr(cast, who)), cast.ebbas_meeting, without=[str(out)], yes=["alla"])

    assert (tried.verdict, tried.trying, tried.lists, tried.assumption) == (
        plain.verdict,
        "",
        plain.lists,
        plain.assumption,
    )
