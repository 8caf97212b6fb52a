"""What is left of a guest's way in is taken away when it is of no more use; what was done stays in the journal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guests.models import Code, Ended, Link, Visit, WrongCode
from samverkan.guests.tests.coming import code_for, come_in, link_for, seat_of
from samverkan.guests.tidying import KEPT, tidy
from samverkan.journal.models import Event
from samverkan.meetings.invited import AFTERWARDS
from samverkan.meetings.models import Meeting
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_month_after_it_is_over_codes_guesses_and_visits_are_gone_and_the_journal_is_whole(cast: Cast) -> None:
    come_in(cast, cast.peter)
    WrongCode.objects.create(invitee=seat_of(cast, cast.peter), at=timezone.now())
    events, links = Event.objects.count(), Link.objects.count()

    assert set(tidy(timezone.now()).values()) == {0}
    tidy(timezone.now() + KEPT + timedelta(hours=1))

    assert not (Code.objects.exists() or WrongCode.objects.exists() or Visit.objects.exists())
    assert (Event.objects.count(), Link.objects.count()) == (events, links)


def test_what_is_in_use_is_left_alone(cast: Cast) -> None:
    key = link_for(cast, cast.peter)
    code = code_for(cast, cast.peter)
    browser = Client()
    browser.post(f"/gast/{key}")

    tidy(timezone.now())

    assert browser.post("/gast/kod", {"code": code}).status_code == 302


def test_the_link_to_a_meeting_long_past_ends_and_says_why(cast: Cast) -> None:
    key, now = link_for(cast, cast.peter), timezone.now()
    past = Meeting.objects.unguarded(because="a test lets time go").filter(id=cast.ebbas_meeting)
    past.update(starts_at=now - AFTERWARDS - KEPT - timedelta(days=1))

    assert tidy(now)["links"] == 1
    assert tidy(now)["links"] == 0

    row = Link.objects.get(invitee=seat_of(cast, cast.peter))
    assert (row.ended_because, row.ended_at, row.ended_by) == (Ended.PAST, now, None)
    answer = Client().get(f"/gast/{key}")
    assert answer.status_code < 500 and "Ebba" not in answer.content.decode()
