"""The invitation should go out five days before: it is said, and stops nothing."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.meetings.models import Dispatch, Meeting
from samverkan.people.models import Person
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the meeting"


def set_back(cast: Cast, *, ahead: int, sent: bool = True) -> None:
    """Ebba's meeting lies so many days ahead; what has gone went today."""
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    starts_at = timezone.now() + timedelta(days=ahead)
    rows.update(starts_at=starts_at, sequence=0, sent_at=timezone.now() if sent else None)
    gone = Dispatch.objects.filter(invitee__meeting=cast.ebbas_meeting)
    gone.update(made_at=timezone.now(), sequence=0) if sent else gone.delete()


def shown(cast: Cast, who: Person, name: str = "meeting") -> str:
    return unescape(client_as(who).get(reverse(name, args=[cast.ebbas_meeting])).content.decode())


def test_it_is_said_how_long_before_the_invitation_went(cast: Cast) -> None:
    set_back(cast, ahead=8)

    assert "Inbjudan gick ut 8 dagar före mötet. Målet är minst 5 dagar." in shown(cast, cast.sara)


def test_before_it_goes_it_is_said_what_today_would_be_and_nothing_is_stopped(cast: Cast) -> None:
    set_back(cast, ahead=3, sent=False)

    page = shown(cast, cast.sara, "meeting_send")

    assert "Skickar du i dag går inbjudan ut 3 dagar före mötet. Ring gärna också" in page
    answer = client_as(cast.sara).post(reverse("meeting_send", args=[cast.ebbas_meeting]))
    assert answer.status_code == 302


def test_a_changed_invitation_has_its_own_days(cast: Cast) -> None:
    set_back(cast, ahead=8)
    seat = Dispatch.objects.filter(invitee__meeting=cast.ebbas_meeting).first()
    assert seat is not None
    later = timezone.now() + timedelta(days=6)
    Dispatch.objects.create(invitee=seat.invitee, channel=seat.channel, sequence=1, made_at=later, made_by=seat.made_by)

    assert "Den ändrade gick ut 2 dagar före mötet." in shown(cast, cast.sara)


def test_it_is_for_those_who_prepare(cast: Cast) -> None:
    set_back(cast, ahead=8)

    assert "Målet är minst" not in shown(cast, cast.anna)
    assert "Målet är minst" not in shown(cast, cast.maria)
