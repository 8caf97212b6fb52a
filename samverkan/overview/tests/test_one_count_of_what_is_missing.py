"""Two consents are missing for Ebba: it is two on Idag, before the meeting, in the room, in the tab and on Nu."""

from html import unescape

import pytest
from django.urls import reverse

from samverkan.meetings.queries import upcoming
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


def test_every_page_counts_the_same(cast: Cast) -> None:
    browser = client_as(cast.anna_karin)
    before = browser.get(reverse("meeting", args=[cast.ebbas_meeting])).context["page"]
    room = browser.get(reverse("room", args=[cast.ebbas_meeting])).context["page"]
    now = unescape(browser.get(reverse("pupil", args=[cast.ebbas_case])).content.decode())
    (row,) = [one for one in upcoming(scope_of(cast.anna_karin), days=14) if one.id == cast.ebbas_meeting]

    counted = row.consents_missing

    assert counted == before.missing_count == len(room.questions) > 1
    assert f"{counted} saknas" in now
    assert now.count("Frågan är inte ställd än. Mötet") == sum(not asked.question for asked in room.questions)


def test_one_who_prepares_no_meeting_is_told_of_none_that_is_not_asked(cast: Cast) -> None:
    for who in (cast.anna, cast.peter):
        page = unescape(client_as(who).get(reverse("pupil", args=[cast.ebbas_case]), follow=True).content.decode())

        assert "Frågan är inte ställd än. Mötet" not in page
