"""The agenda is changed on one page without JavaScript: titles, minutes, order, what is dropped, and one new topic."""

import re
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.meetings.agenda_views import mark
from samverkan.meetings.models import AgendaItem, Meeting
from samverkan.meetings.topics import AgendaRow
from samverkan.meetings.weighing import gather
from samverkan.people import queries as people
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


def agenda(cast: Cast, person: str = "sara") -> tuple[AgendaRow, ...]:
    scope = scope_of(getattr(cast, person))
    row = Meeting.objects.within(scope).select_related("cell").get(id=cast.ebbas_meeting)
    return gather(scope, row, people.pupil(scope, cast.ebbas_case)).agenda


def filled(rows: tuple[AgendaRow, ...], **more: Any) -> dict[str, Any]:
    """The form as it stands, with some of it changed."""
    said: dict[str, Any] = {"new_title": "", "new_minutes": "10", "new_basis": "", "mark": mark(rows)}
    for row in rows:
        said |= {f"title_{row.key}": row.title, f"minutes_{row.key}": str(row.minutes)}
    return said | more


def address(cast: Cast) -> str:
    return f"/moten/{cast.ebbas_meeting}/dagordning"


def test_before_the_meeting_leads_to_a_form_with_every_topic(cast: Cast) -> None:
    client, rows = client_as(cast.sara), agenda(cast)

    before = client.get(f"/moten/{cast.ebbas_meeting}").content.decode()
    page = unescape(client.get(address(cast)).content.decode())

    assert f'href="{address(cast)}"' in before
    assert all(f'value="{row.title}"' in page for row in rows)
    assert "(valfritt)" not in page


def test_a_title_and_minutes_are_changed_and_the_former_title_is_kept(cast: Cast) -> None:
    rows = agenda(cast)
    old = AgendaItem.objects.unguarded(because="a test looks behind").get(id=rows[1].id).title_id

    client_as(cast.sara).post(
        address(cast), filled(rows, **{f"title_{rows[1].key}": "Rasterna", f"minutes_{rows[1].key}": "25"})
    )

    changed = agenda(cast)[1]
    now = AgendaItem.objects.unguarded(because="a test looks behind").select_related("title").get(id=changed.id).title
    assert (changed.title, changed.minutes, changed.cell) == ("Rasterna", 25, rows[1].cell)
    assert (now.replaces_id, now.author_id) == (old, cast.sara.id)


def test_what_is_not_changed_is_not_written_anew(cast: Cast) -> None:
    rows = agenda(cast)
    titles = {row.title_id for row in AgendaItem.objects.unguarded(because="a test").filter(meeting=cast.ebbas_meeting)}

    client_as(cast.sara).post(address(cast), filled(rows))

    after = {row.title_id for row in AgendaItem.objects.unguarded(because="a test").filter(meeting=cast.ebbas_meeting)}
    assert after == titles
    assert agenda(cast) == rows


def test_a_topic_moves_a_step_and_the_page_stays(cast: Cast) -> None:
    rows = agenda(cast)

    answer = client_as(cast.sara).post(address(cast), filled(rows, upp=rows[2].key))

    assert answer["Location"] == f"{address(cast)}#amne-{rows[2].key}"
    assert [row.id for row in agenda(cast)][:3] == [rows[0].id, rows[2].id, rows[1].id]


def test_the_first_can_not_go_further_up(cast: Cast) -> None:
    rows = agenda(cast)

    client_as(cast.sara).post(address(cast), filled(rows, upp=rows[0].key))

    assert [row.id for row in agenda(cast)] == [row.id for row in rows]


def test_a_dropped_topic_leaves_the_agenda_and_the_room(cast: Cast) -> None:
    client, rows = client_as(cast.sara), agenda(cast)

    client.post(address(cast), filled(rows, **{f"drop_{rows[2].key}": "on"}))

    room = unescape(client.get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())
    assert rows[2].id not in {row.id for row in agenda(cast)}
    assert rows[2].title not in room
    assert AgendaItem.objects.unguarded(because="a test").get(id=rows[2].id).dropped_at is not None


def test_a_new_topic_is_weighed_by_what_it_rests_on(cast: Cast) -> None:
    client, rows = client_as(cast.sara), agenda(cast)

    client.post(
        address(cast),
        filled(rows, new_title="Läxor och prov", new_minutes="5", new_basis="bedomning"),
    )

    room = unescape(client.get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())
    assert agenda(cast)[-1].title == "Läxor och prov"
    assert re.search(r"Peter Ny, Läxor och prov: (inte frågat|frågat|får inte)", room)


def test_nobody_is_offered_to_write_what_they_could_not_read_after(cast: Cast) -> None:
    page = unescape(client_as(cast.anna_karin).get(address(cast)).content.decode())

    assert "Skolans bedömning" in page
    assert "Skolsköterskans anteckningar" not in page


def test_what_is_missing_is_said_kindly_and_what_was_written_is_kept(cast: Cast) -> None:
    rows = agenda(cast)

    answer = client_as(cast.sara).post(
        address(cast), filled(rows, **{f"title_{rows[0].key}": "", "new_title": "Skolskjuts", "new_minutes": "hej"})
    )

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    for words in (
        "Skriv vad ämnet heter, eller kryssa i Ta bort.",
        "Skriv hur många minuter, till exempel 10.",
        "Välj vad ämnet rör.",
        'value="Skolskjuts"',
    ):
        assert words in page
    assert agenda(cast) == rows


def test_a_topic_that_the_editor_may_not_know_of_keeps_its_place(cast: Cast) -> None:
    seen = agenda(cast)
    hidden = AgendaItem.objects.unguarded(because="a test").get(id=seen[1].id)
    hidden.title.cell_id  # noqa: B018 - the cell is what is swapped below
    nurse = scope_of(cast.birgitta)
    from samverkan.guard.cells import cell_for
    from samverkan.guard.models import Form
    from samverkan.people.cells import pupil_row, school_cell
    from samverkan.policy.vocabulary import Branch, InformationClass, Kind
    from samverkan.vault.texts import say

    own = cell_for(school_cell(pupil_row(cast.ebbas_case), InformationClass.MEDICAL, Kind.NOTE, branch=Branch.EMI))
    hidden.title = say(own, Form.TOPIC, "Medicinen", by=nurse.reader.person, now=timezone.now())
    hidden.save()
    rows = agenda(cast)

    client_as(cast.sara).post(address(cast), filled(rows, ned=rows[0].key))

    order = AgendaItem.objects.unguarded(because="a test").filter(meeting=cast.ebbas_meeting, dropped_at=None)
    assert hidden.id not in {row.id for row in rows}
    assert [row.id for row in order.order_by("position")][:3] == [rows[1].id, hidden.id, rows[0].id]


@pytest.mark.parametrize("who", ["anna", "peter", "maria", "petra", "kerstin"])
def test_those_who_do_not_lead_change_nothing(cast: Cast, who: str) -> None:
    rows = agenda(cast)

    answer = client_as(getattr(cast, who)).post(address(cast), filled(rows, **{f"drop_{rows[0].key}": "on"}))

    assert answer.status_code in (403, 404)
    assert agenda(cast) == rows
