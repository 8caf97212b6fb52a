"""Somebody invited has another meeting then: that is said to one who may know of it, and to nobody else."""

import re
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samverkan.journal.models import Touch
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Attendance, Invitee, Meeting
from samverkan.meetings.tests.test_propose_times import propose, row
from samverkan.meetings.warning import warnings
from samverkan.people.models import Person
from samverkan.people.wording import clock, short_day
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the meeting"
ELSE = "har ett annat möte då, kl."


def another(cast: Cast, at: datetime, *, leader: Person, slug: str = "nova") -> UUID:
    """A meeting round another pupil at the time, sent, with the person as leader."""
    rektor, where = client_as(cast.anna_karin), f"/elever/{cast.case(slug)}/mote/nytt"
    form = rektor.get(where).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | {"participation": "hela-motet"}
    told |= {"day": short_day(at), "clock": clock(timezone.localtime(at))}
    made = UUID(rektor.post(where, told)["Location"].split("/")[2])
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=made)
    rows.update(leader=leader, sent_at=timezone.now(), minutes=60)
    return made


def ebbas(cast: Cast) -> datetime:
    """Ebba's meeting is on a school day nine days ahead, when nobody has any other."""
    at = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=9)
    at += timedelta(days=max(0, 7 - at.weekday()) if at.weekday() > 4 else 0)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(starts_at=at, cancelled_at=None)
    return at


def said(cast: Cast, who: Person) -> list[str]:
    scope = scope_of(who)
    return [line for line in warnings(scope, meeting(scope, cast.ebbas_meeting)) if ELSE in line]


def page(cast: Cast, who: Person, name: str = "meeting_send") -> str:
    return unescape(client_as(who).get(reverse(name, args=[cast.ebbas_meeting])).content.decode())


def test_the_one_who_plans_is_told_and_not_stopped(cast: Cast) -> None:
    another(cast, ebbas(cast) + timedelta(minutes=30), leader=cast.sara)

    told = page(cast, cast.anna_karin)

    assert "Sara Holm har ett annat möte då, kl. 10.30–11.30." in told and "Nova" not in told
    assert said(cast, cast.anna_karin) == ["Sara Holm har ett annat möte då, kl. 10.30–11.30."]


def test_of_a_meeting_outside_ones_scope_nothing_at_all_is_said(cast: Cast) -> None:
    at = ebbas(cast)
    assert not Meeting.objects.within(scope_of(cast.jonas)).filter(case_id=cast.case("nova")).exists()

    def looked() -> tuple[str, int]:
        browser = client_as(cast.jonas)
        browser.get(reverse("meeting_send", args=[cast.ebbas_meeting]))
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(reverse("meeting_send", args=[cast.ebbas_meeting])).content.decode()
        return re.sub(r'(value|nonce|content)="[A-Za-z0-9+/=_-]{16,}"', "", answer), len(asked)

    without = looked()
    another(cast, at, leader=cast.sara)
    with_it = looked()

    assert with_it == without
    assert said(cast, cast.jonas) == [] and said(cast, cast.anna_karin)


def test_the_other_pupil_was_looked_through_and_not_given_out(cast: Cast) -> None:
    another(cast, ebbas(cast), leader=cast.sara)

    page(cast, cast.anna_karin)

    touched = Touch.objects.filter(event=Touch.objects.latest("event__at", "event__id").event)
    assert not touched.filter(case_id=cast.case("nova"), given_out=True).exists()
    assert touched.filter(case_id=cast.ebbas_case, given_out=True).exists()


def test_before_after_called_off_and_declined_are_no_clash(cast: Cast) -> None:
    at = ebbas(cast)
    ends = at + timedelta(minutes=row(cast).minutes)
    another(cast, at - timedelta(hours=1), leader=cast.sara)
    another(cast, ends, leader=cast.sara)
    off = another(cast, at, leader=cast.sara)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=off).update(cancelled_at=timezone.now())
    declined = another(cast, at, leader=cast.birgitta)
    seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=declined)
    seats.update(attendance=Attendance.DECLINES)

    assert said(cast, cast.anna_karin) == []


def test_a_meeting_that_is_moved_says_so_at_once(cast: Cast) -> None:
    at = ebbas(cast) + timedelta(days=1)
    at += timedelta(days=max(0, 7 - at.weekday()) if at.weekday() > 4 else 0)
    another(cast, at, leader=cast.sara)
    browser, where = client_as(cast.anna_karin), reverse("meeting_change", args=[cast.ebbas_meeting])
    form = browser.get(where).context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value()}

    answer = browser.post(where, told | {"day": short_day(at), "clock": "10.00"}, follow=True)

    assert "Sara Holm har ett annat möte då, kl. 10.00–11.00." in unescape(answer.content.decode())


def test_each_time_proposed_has_its_own_words_where_it_is_chosen(cast: Cast) -> None:
    start = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=20)
    planned = [start, start + timedelta(days=1)]
    ebbas(cast)
    assert propose(cast, planned=planned) == 302
    another(cast, planned[1], leader=cast.sara)

    choosing, sending = page(cast, cast.anna_karin, "meeting"), page(cast, cast.anna_karin)

    first, _, second = choosing.partition("Vilken tid?")[2].partition("Bestäm tiden")
    assert ELSE not in first and "Sara Holm har ett annat möte då, kl. 10.00–11.00." in second
    assert f"{clock(planned[1])}: Sara Holm {ELSE} 10.00–11.00." in sending


def test_the_neighbour_meets_no_page_to_be_told_on(cast: Cast) -> None:
    another(cast, ebbas(cast), leader=cast.sara)

    assert client_as(cast.petra).get(reverse("meeting_send", args=[cast.ebbas_meeting])).status_code == 404
    assert client_as(cast.maria).get(reverse("meeting_send", args=[cast.ebbas_meeting])).status_code == 403
