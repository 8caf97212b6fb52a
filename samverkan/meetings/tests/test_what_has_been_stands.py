"""A meeting that has been is told as it was: no readiness, nothing to change, and what Ebba had said by that day."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from samverkan.guard.models import Form, Statement
from samverkan.meetings.models import AgendaItem, Meeting
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a test lets time pass"


def held(cast: Cast) -> str:
    """Ebba's meeting, sent, three days ago."""
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() - timedelta(days=3))
    return f"/moten/{cast.ebbas_meeting}"


def page(cast: Cast, address: str) -> str:
    return unescape(client_as(cast.sara).get(address).content.decode())


def test_the_heading_says_that_it_was_held_and_asks_nothing(cast: Cast) -> None:
    shown = page(cast, held(cast))

    assert "Mötet har varit" in shown
    for word in ("Är vi redo?", "Checklista", "Ändra dagordningen", "Skriv svar", "/andra"):
        assert word not in shown, word


def test_what_ebba_says_afterwards_is_not_put_in_the_meetings_mouth(cast: Cast) -> None:
    address = held(cast)
    told = {"text": "Nu går det bättre på rasterna.", "way": "ord"}
    client_as(cast.jonas).post(f"/elever/{cast.ebbas_case}/egna-ord/nya", told)

    assert Statement.objects.within(scope_of(cast.sara)).filter(form=Form.WORDS).exists()
    assert told["text"] not in page(cast, address)


def test_nothing_of_it_is_changed_by_its_addresses_either(cast: Cast) -> None:
    address, browser = held(cast), client_as(cast.sara)
    items = AgendaItem.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, dropped_at=None)
    before = list(items.order_by("position").values_list("id", flat=True))

    for part in ("andra", "dagordning", "installt"):
        assert browser.get(f"{address}/{part}").status_code == 302, part
    browser.post(f"{address}/ordning", {"sist": str(before[0])})
    browser.post(f"{address}/installt", {"ja": "1"})

    assert list(items.order_by("position").values_list("id", flat=True)) == before
    assert Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting).cancelled_at is None


def test_a_meeting_that_runs_over_takes_in_somebody_and_one_ended_early_is_not_changed(cast: Cast) -> None:
    rows, now = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting), timezone.now()
    rows.update(starts_at=now - timedelta(minutes=95), started_at=now - timedelta(minutes=95))
    browser, address = client_as(cast.sara), f"/moten/{cast.ebbas_meeting}"

    runs_over = browser.get(f"{address}/andra").status_code
    after = browser.get(f"{address}/efter").status_code
    rows.update(starts_at=now - timedelta(minutes=20), ended_at=now - timedelta(minutes=1))
    early = browser.get(f"{address}/andra").status_code
    rows.update(ended_at=None, starts_at=now - timedelta(hours=7))
    forgotten = browser.get(f"{address}/andra").status_code

    assert (runs_over, after, early, forgotten) == (200, 200, 302, 302)
