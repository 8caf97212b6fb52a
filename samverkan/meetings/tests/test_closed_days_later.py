"""Ebba's meeting was on Wednesday and is closed on Sunday: what was agreed there was agreed on the Wednesday."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from samverkan.meetings.models import Deviation, Invitee, Meeting
from samverkan.meetings.tests.closing_client import BECAUSE, EVERYBODY, address, hold, read, send
from samverkan.people.wording import day, local_day
from samverkan.plans.models import Decision
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def wednesday(cast: Cast) -> date:
    """Four days have gone since the meeting."""
    then = timezone.now() - timedelta(days=4)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(starts_at=then)
    return local_day(then)


def test_of_a_meeting_that_nobody_wrote_at_nobody_is_said_to_have_stayed_away(cast: Cast, wednesday: date) -> None:
    client = client_as(cast.anna_karin)
    form = client.get(address(cast)).context["form"]
    seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting, removed_at=None)
    seat = seats.get(person=cast.maria)

    send(client, cast, strayed=f"{seat.id}.kom-inte-utan-besked")

    assert form.fields["strayed"].choices and form.fields["strayed"].initial == []
    assert Deviation.objects.get().happened_on == wednesday


def test_what_is_written_days_later_was_agreed_on_the_day_of_the_meeting(cast: Cast, wednesday: date) -> None:
    client = hold(cast, *EVERYBODY)
    ticked = client.get(address(cast)).context["form"].fields["strayed"].initial
    asked = read(client, cast)
    send(client, cast)

    decided = Decision.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, decided_on=wednesday)
    assert decided.count() == 1 and ticked == []
    assert f"Gärna senast {day(wednesday + timedelta(days=5))}" in asked


def test_a_meeting_begun_on_another_day_before_its_time_was_on_that_day(cast: Cast) -> None:
    client = hold(cast, "maria")
    ticked = client.get(address(cast)).context["form"].fields["strayed"].initial

    send(client, cast)

    today = timezone.localdate()
    decided = Decision.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, decided_on=today)
    assert decided.count() == 1 and [one.partition(".")[2] for one in ticked] == ["kom-inte-utan-besked"]
