"""Ebba's meeting has no time yet: her timeline, the search, the letters and Idag say so too (decision 0034)."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent.models import Question
from samverkan.meetings import closing, elsewhere
from samverkan.meetings.models import Meeting
from samverkan.people import barring
from samverkan.people.wording import clock, short_day, when
from samverkan.policy.vocabulary import PersonId, Purpose
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the meeting"


def ebbas(cast: Cast, *, is_open: bool = True) -> Meeting:
    """The meeting, invited to, in three days and with its time open or set."""
    at = timezone.localtime().replace(hour=13, minute=0, second=0, microsecond=0) + timedelta(days=3)
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(time_open=is_open, starts_at=at, sent_at=timezone.now())
    return rows.get()


def letters(cast: Cast) -> list[str]:
    """What the one who leads is written when something closes."""
    asked = Question.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, purpose=Purpose.SUPPORT)
    closing.tell_leaders(asked.order_by("id")[0], None, timezone.now())
    return [letter.text for letter in Letter.objects.filter(key__startswith=f"rummet-{cast.ebbas_meeting}")]


def test_the_timeline_names_it_as_without_a_time(cast: Cast) -> None:
    row = ebbas(cast)

    (shown,) = [one for one in elsewhere.happenings(scope_of(cast.sara), cast.ebbas_case, None, 10) if one.id == row.id]
    page = unescape(client_as(cast.sara).get(reverse("timeline", args=[cast.ebbas_case])).content.decode())

    assert shown.title.endswith("(tiden är inte bestämd)")
    assert shown.title in page


def test_a_draft_without_a_time_says_both(cast: Cast) -> None:
    row = ebbas(cast)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=row.id).update(sent_at=None)

    titles = [one.title for one in elsewhere.happenings(scope_of(cast.sara), cast.ebbas_case, None, 10)]

    assert any(title.endswith("(utkast, tiden är inte bestämd)") for title in titles)


def test_the_search_says_the_earliest_as_the_earliest(cast: Cast) -> None:
    row = ebbas(cast)

    said = {hit.text for hit in elsewhere.hits(scope_of(cast.sara), "Ebba")}

    assert f"tiden är inte bestämd, tidigast {when(row.starts_at)}" in said
    assert when(row.starts_at) not in said


def test_the_letter_about_what_has_closed_promises_no_time(cast: Cast) -> None:
    row = ebbas(cast)

    (text,) = letters(cast)

    assert f"Inför mötet utan bestämd tid (tidigast {when(row.starts_at)}) har något ändrats" in text


def test_a_set_time_is_said_as_before(cast: Cast) -> None:
    row = ebbas(cast, is_open=False)

    (text,) = letters(cast)
    titles = [one.title for one in elsewhere.happenings(scope_of(cast.sara), cast.ebbas_case, None, 10)]

    assert f"Inför mötet {when(row.starts_at)} har något ändrats" in text
    assert not any("bestämd" in title for title in titles)
    assert when(row.starts_at) in {hit.text for hit in elsewhere.hits(scope_of(cast.sara), "Ebba")}


def test_whoever_is_told_that_a_seat_is_gone_is_told_no_time_that_is_not_set(cast: Cast) -> None:
    row = ebbas(cast)
    barring.decide(
        case=cast.ebbas_case,
        person=PersonId(cast.olof.id),
        reason="Eleven har berättat för kuratorn.",
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )

    idag = unescape(client_as(cast.sara).get("/").content.decode())

    told = f"ingen plats längre på mötet utan bestämd tid (tidigast {when(row.starts_at)})"
    assert told in idag
    assert told not in unescape(client_as(cast.anna).get("/").content.decode())


def test_another_meeting_at_the_same_time_is_asked_about_as_one_that_may_be(cast: Cast) -> None:
    row, browser = ebbas(cast), client_as(cast.sara)
    form = browser.get(f"/elever/{cast.ebbas_case}/mote/nytt").context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | {"participation": "hela-motet"}
    told |= {"day": short_day(row.starts_at), "clock": clock(row.starts_at)}

    check = browser.post(f"/elever/{cast.ebbas_case}/mote/nytt", told)["Location"]

    page = unescape(browser.get(check).content.decode())
    assert "har ett annat möte då: " in page and f"utan bestämd tid (tidigast {when(row.starts_at)})." in page
