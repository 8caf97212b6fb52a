"""Ebba's meeting is over and the minutes are sent. A guest reads on the page what the paper to that guest says."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.models import AnswerForm, Question
from samverkan.guests import links
from samverkan.guests.speech import languages
from samverkan.guests.tests.coming import come_in, seat_of
from samverkan.guests.tests.test_keep_a_promise_without_an_account import agreed  # noqa: F401 - a fixture
from samverkan.journal.models import Event
from samverkan.meetings.after.page import ones_minutes
from samverkan.meetings.after.paper import minutes_paper
from samverkan.meetings.after.recipients import recipients
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Meeting, MinutesRow
from samverkan.meetings.tests.closing_client import add, hold, send
from samverkan.paper import Facts, Heading, Items, Paragraph, Table
from samverkan.people.models import Person
from samverkan.policy.acting import Action, Level
from samverkan.policy.vocabulary import PersonId
from tests.cast import Cast, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
WHERE = "/gast/efter"
EASY = "Sara bokar handledning.\nVi ses igen."
EVERYDAY = "Raster ute går bra."
"""What Ebba's guardians let those who sit there have already."""
AGREED = ("Tecken som stöd införs i 5B.", "Boka handledning.")
COLUMNS = ("Vad", "Vem", "Senast", "· Senast")


def words(browser: Client, where: str = WHERE) -> str:
    return unescape(browser.get(where).content.decode())


def on_the_page(browser: Client) -> list[str]:
    """What stands in the page, piece by piece, beside when it was and who led it: that is in the guest's language."""
    text = words(browser)
    main = text[text.index("<h1>") : text.index('<p class="small soft">')]
    said = [one.strip() for one in re.findall(r">([^<]+)<", main)]
    title, _, *rest = (one for one in said if one and one not in COLUMNS)
    return [title, *rest]


def on_the_paper(cast: Cast, who: Person) -> list[str]:
    scope = scope_of(cast.anna_karin)
    head = meeting(scope, cast.ebbas_meeting)
    to = next(one for one in recipients(scope, head) if one.person == who.id)
    made = minutes_paper(ones_minutes(scope, head, to), made_by="Anna-Karin", now=timezone.now())
    return [made.title, *(text for block in made.blocks for text in _said(block))]


def _said(block: Any) -> Iterator[str]:
    if isinstance(block, Facts):
        return
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Items):
        yield from block.items
    else:
        assert isinstance(block, Table)
        yield from (cell for row in block.rows for cell in row)


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("slug", ["anna", "olof", "maria", "peter"])
def test_the_page_says_what_the_paper_says_word_for_word(cast: Cast, slug: str) -> None:
    who: Person = getattr(cast, slug)
    client = hold(cast)
    send(client, cast, easy=EASY)
    add(client, cast, "anteckning", "Bussen kommer tidigare.")
    paper = on_the_paper(cast, who)

    page = on_the_page(come_in(cast, who))

    assert page == paper
    assert len(paper) > 3


def test_each_reads_their_own_and_what_the_law_keeps_is_not_in_the_page(cast: Cast) -> None:
    send(hold(cast), cast, easy=EASY)

    anna, peter = words(come_in(cast, cast.anna)), words(come_in(cast, cast.peter))

    assert EVERYDAY in anna and all(row in anna for row in AGREED) and "Sara bokar handledning." in anna
    assert EVERYDAY in peter and not any(row in peter for row in AGREED) and "handledning" not in peter


def test_nothing_is_there_before_it_is_approved_and_sent(cast: Cast) -> None:
    client = hold(cast)
    anna = come_in(cast, cast.anna)
    before, early = words(anna, "/gast"), anna.get(WHERE).status_code

    send(client, cast)

    assert (early, anna.get(WHERE).status_code) == (404, 200)
    assert WHERE not in before and WHERE in words(anna, "/gast")


def test_a_yes_taken_back_closes_it(cast: Cast, agreed: Question) -> None:  # noqa: F811
    send(hold(cast), cast)
    peter = come_in(cast, cast.peter)
    before = words(peter)

    consent.withdraw(
        question=agreed.id,
        giver=PersonId(cast.anna.id),
        form=AnswerForm.ORAL,
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )

    after = words(peter)
    assert "Boka handledning." in before
    assert EVERYDAY in after and not any(row in after for row in AGREED)


def test_one_who_may_have_nothing_of_it_is_told_so_and_whom_to_ring(cast: Cast) -> None:
    client = hold(cast)
    note = MinutesRow.objects.unguarded(because=BECAUSE).get(meeting=cast.ebbas_meeting, kind="anteckning")
    client.post(f"/moten/{cast.ebbas_meeting}/under/rad", {"stryk": str(note.id)})
    send(client, cast)

    told = words(come_in(cast, cast.peter))

    assert "Det som skrevs på mötet får inte lämnas till dig." in told and "Ring skolan på 031-" in told
    assert not any(row in told for row in (EVERYDAY, *AGREED))


def test_a_link_taken_back_a_month_gone_and_nobody_closes_it(cast: Cast) -> None:
    send(hold(cast), cast)
    anna, olof = come_in(cast, cast.anna), come_in(cast, cast.olof)

    links.revoke(seat_of(cast, cast.anna).id, by=cast.anna_karin.id, now=timezone.now())
    revoked = anna.get(WHERE).status_code
    still = olof.get(WHERE).status_code
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(
        starts_at=timezone.now() - timedelta(days=31)
    )

    assert (revoked, still, olof.get(WHERE).status_code, Client().get(WHERE).status_code) == (403, 200, 403, 403)


def test_where_the_huvudman_asks_for_an_e_legitimation_a_code_is_not_enough(cast: Cast, settings: Any) -> None:
    send(hold(cast), cast)
    anna = come_in(cast, cast.anna)
    settings.RAISED_LEVELS = {cast.unit().organisation.huvudman.name: {Action.GUEST_AFTERWARDS_READ.value: Level.EID}}

    answer = anna.get(WHERE)

    assert answer.status_code == 403
    assert "kräver e-legitimation" in unescape(answer.content.decode())
    assert anna.get("/gast").status_code == 200


def test_it_is_journalled_as_the_reading_it_is(cast: Cast) -> None:
    send(hold(cast), cast)

    words(come_in(cast, cast.anna))

    event = Event.objects.get(action=Action.GUEST_AFTERWARDS_READ)
    assert (event.actor_id, event.outcome) == (cast.anna.id, "gjord")
    assert [touch.case_id for touch in event.touches.all()] == [cast.ebbas_case]


@pytest.mark.parametrize("slug", list(languages()))
def test_the_headings_are_in_the_guests_language(cast: Cast, slug: str) -> None:
    send(hold(cast), cast, easy=EASY)
    anna, spoken = come_in(cast, cast.anna), languages()[slug]

    met, told = words(anna, f"/gast?sprak={slug}"), words(anna)

    assert spoken.say("minutes_read") in met
    for key in ("minutes_short", "minutes_tasks", "minutes_decisions", "minutes_notes", "minutes_next"):
        assert f">{spoken.say(key)}</h2>" in told
    assert f'<html lang="{spoken.tag}" dir="{spoken.direction}"' in told


def test_a_meeting_held_before_its_time_is_answered_no_more(cast: Cast) -> None:
    anna = come_in(cast, cast.anna)
    before = words(anna, "/gast")

    hold(cast)

    assert "Du kan ändra svaret fram till mötet." in before
    assert "Mötet har varit eller börjat." in words(anna, "/gast")
    assert anna.post("/gast/svar", {"attendance": "kommer", "klart": "ja"}).status_code == 422
