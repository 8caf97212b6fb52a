"""Idag for a guest, a guardian and a teacher: nothing is said to be missing by a page that sees only a part."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from samverkan.meetings.models import Meeting
from samverkan.overview.queries import Appointment, school_page, today_page
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


def idag(cast: Cast, who: str) -> str:
    return unescape(client_as(getattr(cast, who)).get(reverse("today")).content.decode())


@pytest.mark.parametrize("who", ["peter", "maria", "lars", "anna", "olof", "mikael", "birgitta"])
def test_one_who_sees_a_part_is_told_of_no_missing_plan_and_sent_on_no_errand(cast: Cast, who: str) -> None:
    page = today_page(scope_of(getattr(cast, who)))

    assert page.calls == ()
    assert page.waiting == ()
    assert "ingen plan" not in idag(cast, who)


def the_day_before(cast: Cast, who: str) -> Appointment:
    """Ebba's meeting as it stands on Idag the day before it, whatever weekday the tests are run."""
    meeting = Meeting.objects.within(scope_of(cast.sara)).get(id=cast.ebbas_meeting)
    page = today_page(scope_of(getattr(cast, who), now=meeting.starts_at - timedelta(days=1)))
    (found,) = [row for row in page.meetings if row.url == reverse("meeting", args=[cast.ebbas_meeting])]
    return found


@pytest.mark.parametrize("who", ["peter", "maria", "anna", "olof"])
def test_how_ready_the_meeting_is_is_for_those_who_prepare_it(cast: Cast, who: str) -> None:
    found = the_day_before(cast, who)

    assert (found.state, found.dots) == ("", None)


def test_those_who_prepare_it_still_see_how_ready_it_is(cast: Cast) -> None:
    found = the_day_before(cast, "sara")

    assert "är klart" in found.state
    assert found.dots is not None


def test_a_guardian_who_has_not_answered_is_led_to_the_question_and_to_nobody_to_ring(cast: Cast) -> None:
    words = idag(cast, "olof")

    assert "Skolan vill veta vad du säger" in words
    assert "Inget behöver dig just nu" not in words
    assert f'href="{reverse("my_answers", args=[cast.ebbas_case])}"' in words


def test_one_guardian_is_not_told_on_idag_what_the_other_has_left_unanswered(cast: Cast) -> None:
    assert "Olof" not in idag(cast, "anna")


def test_the_rektor_is_still_told_whom_to_ring(cast: Cast) -> None:
    assert any("Olof" in call.name for call in school_page(scope_of(cast.anna_karin)).calls)
