"""Ebba says on her page how she wants to take part, and whoever leads the meeting reads it among what is ready."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.meetings.models import Attendance, Invitee, Meeting, Reply
from samverkan.own_page.tests.sitting import beside, text
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at the answer"


def says(browser: Client, how: str) -> str:
    return browser.post(reverse("own_meeting"), {"med": how}).headers["Location"].partition("#")[0]


def meeting(cast: Cast) -> Meeting:
    return Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)


def test_a_while_is_what_the_leader_reads(cast: Cast) -> None:
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(
        participation="hela-motet", pupil_answered=False
    )
    browser = beside(cast, cast.sara, mode="bilder")
    shown = text(browser)
    assert "Vilka kommer?" in shown and "Peter Ny" not in shown.split("Vilka kommer?")[0]

    assert says(browser, "del-av-motet") == "/min-sida?klart=mote"
    says(browser, "del-av-motet")

    assert (meeting(cast).participation, meeting(cast).pupil_answered) == ("del-av-motet", True)
    before = unescape(client_as(cast.sara).get(reverse("meeting", args=[cast.ebbas_meeting])).content.decode())
    assert "Ebba: en stund" in before
    seat = Invitee.objects.unguarded(because=BECAUSE).get(meeting=cast.ebbas_meeting, person=cast.ebba)
    assert seat.attendance == Attendance.COMES
    assert Reply.objects.filter(invitee=seat, made_by=cast.ebba).count() == 1


def test_nothing_chosen_and_a_meeting_that_has_begun_are_met_kindly(cast: Cast) -> None:
    browser = beside(cast, cast.sara)

    assert "Välj ett svar först." in text(browser, says(browser, "vet-inte"))
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(cancelled_at=timezone.now())
    assert "Säg det till Sara i stället." in text(browser, says(browser, "hela-motet"))


def test_the_one_beside_sees_no_more_of_who_comes_than_both_may_know(cast: Cast) -> None:
    with_sara, with_jonas = text(beside(cast, cast.sara)), text(beside(cast, cast.jonas))

    both = unescape(client_as(cast.jonas).get(reverse("meeting", args=[cast.ebbas_meeting])).content.decode())
    for name in ("Peter Ny", "Maria Ek"):
        assert (name in with_jonas) <= (name in both)
        assert (name in with_jonas) <= (name in with_sara)
