"""A row of Ebba's minutes is written anew, and what was typed on a page that was open is not lost."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Statement
from samverkan.meetings.tests.during_client import BECAUSE, address, approve, edit, going_on, rows, topic, write
from samverkan.people.wording import short_day
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    return going_on(cast)


def test_a_row_is_written_anew_and_what_it_said_is_kept_behind_it(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    before = rows(cast)[0]

    assert edit(going, cast, before, text="Ebba kommer på tisdagar.")[0] == 302

    now = rows(cast)[0]
    kept = Statement.objects.unguarded(because=BECAUSE).select_related("cell").filter(id=before.statement_id)
    assert (now.id, now.statement.replaces_id) == (before.id, before.statement_id)
    assert list(texts(kept).values()) == ["Ebba kommer på måndagar."]
    shown = unescape(going.get(address(cast)).content.decode())
    assert "på tisdagar." in shown and "på måndagar." not in shown


def test_a_note_becomes_an_atgard_with_somebody_and_a_day(cast: Cast, going: Client) -> None:
    write(going, cast, text="Boka handledning.")
    row = rows(cast)[0]

    status, text = edit(going, cast, row, kind="atgard")
    due = short_day(timezone.localdate() + timedelta(days=9))
    done, _ = edit(going, cast, row, kind="atgard", owner=str(cast.sara.id), due_on=due)

    now = rows(cast)[0]
    assert status == 422 and "Välj vem som gör det. Utan namn blir det lätt ingen." in text
    assert done == 302 and (now.kind, now.owner_id, now.cell.kind) == ("atgard", cast.sara.id, "insats")


def test_two_who_change_the_same_row_see_each_others_words(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    row = rows(cast)[0]
    sara, where = client_as(cast.sara), address(cast, f"/rad/{row.id}")
    form = sara.get(where).context["form"]
    hers = {name: form[name].value() or "" for name in form.fields} | {"text": "Ebba kommer på fredagar."}
    edit(going, cast, row, text="Ebba kommer på tisdagar.")

    answer = sara.post(where, hers)

    text = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Någon annan har ändrat raden" in text
    assert "på tisdagar." in text and "på fredagar." in text
    again = {name: answer.context["form"][name].value() or "" for name in form.fields}
    assert sara.post(where, again).status_code == 302
    assert list(texts([rows(cast)[0].statement]).values()) == ["Ebba kommer på fredagar."]


def test_a_row_that_is_struck_and_one_of_another_meeting_cannot_be_changed(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    row = rows(cast)[0]
    going.post(address(cast, "/rad"), {"stryk": str(row.id)})

    assert going.get(address(cast, f"/rad/{row.id}")).status_code == 404
    assert client_as(cast.petra).get(address(cast, f"/rad/{row.id}")).status_code == 404


def test_what_was_typed_while_another_approved_leads_on_to_an_addition(cast: Cast, going: Client) -> None:
    write(going, cast, text="Stod där.")
    row, day = rows(cast)[0], str(topic(cast, "Skoldagen"))
    form = going.get(address(cast, f"/rad/{row.id}")).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"text": "Stod där, sa hon."}
    approve(cast)

    status, text = write(going, cast, text="Ebba vill ha ett schema.", topic=day)
    changed = going.post(address(cast, f"/rad/{row.id}"), typed)
    brought = {"ifyllt": "ja", "topic": day, "kind": "anteckning", "text": "Ebba vill ha ett schema."}
    form = going.post(f"/moten/{cast.ebbas_meeting}/efter/tillagg", brought)

    assert status == 409 and "Ebba vill ha ett schema." in text and "Skriv ett tillägg" in text
    assert changed.status_code == 409 and "Stod där, sa hon." in changed.content.decode()
    assert form.status_code == 200 and form.context["form"]["text"].value() == "Ebba vill ha ett schema."
    assert form.context["form"]["topic"].value() == day
    assert len(rows(cast)) == 1, "nothing is saved before it has been read once more"


def test_what_was_typed_in_a_row_that_is_struck_can_stand_in_a_row_of_its_own(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    row = rows(cast)[0]
    form = going.get(address(cast, f"/rad/{row.id}")).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"text": "Ebba kommer på tisdagar."}
    going.post(address(cast, "/rad"), {"stryk": str(row.id)})

    answer = going.post(address(cast, f"/rad/{row.id}"), typed)
    going.post(address(cast, "/rad"), answer.context["typed"])

    assert answer.status_code == 409 and "Spara som en ny rad" in answer.content.decode()
    assert list(texts([one.statement for one in rows(cast)]).values()) == ["Ebba kommer på tisdagar."]
