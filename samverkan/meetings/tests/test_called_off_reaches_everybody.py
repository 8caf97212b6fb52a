"""Ebba's meeting is called off. Olof got his invitation on paper: no letter reaches him, so somebody rings."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from samverkan.meetings.models import Channel, Dispatch, Invitee, Meeting, ToldAfterwards
from samverkan.meetings.tests.closing_client import BECAUSE, address, in_days
from samverkan.people.models import Account
from samverkan.people.wording import local_day
from samverkan.post.models import Letter
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
RING = "Säg till Olof Lindqvist att mötet"


@pytest.fixture
def on_paper(cast: Cast) -> None:
    """The meeting is a week ahead; Olof has no account and was handed a paper, Anna had a letter."""
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() + timedelta(days=7))
    Account.objects.filter(person=cast.olof).delete()
    seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting, removed_at=None)
    Dispatch.objects.filter(invitee__in=seats.values("id")).delete()
    for who, way in ((cast.olof, Channel.PAPER), (cast.anna, Channel.MAIL)):
        seat = seats.get(person=who)
        Dispatch.objects.create(invitee=seat, channel=way, sequence=0, made_at=timezone.now(), made_by_id=cast.sara.id)


def read(cast: Cast, who: str, where: str) -> str:
    return unescape(client_as(getattr(cast, who)).get(where).content.decode())


@pytest.mark.usefixtures("on_paper")
def test_whom_to_ring_is_said_before_and_after_and_on_idag_until_it_is_done(cast: Cast) -> None:
    sara, tell = client_as(cast.sara), address(cast, f"/efter/beratta/{cast.olof.id}")
    asked = read(cast, "sara", address(cast, "/installt"))
    early = read(cast, "sara", "/")

    said = unescape(sara.post(address(cast, "/installt"), follow=True).content.decode())
    morning = read(cast, "sara", "/")
    form = read(cast, "sara", tell)
    done = sara.post(tell, {"how": "telefon", "told_on": in_days(0)})

    assert "Olof Lindqvist fick den på papper och får inget brev: ring och säg det." in asked
    assert "Olof Lindqvist fick den på papper" in said and RING not in early
    assert RING in morning and tell in morning and "Anna" not in morning.partition(RING)[2][:200]
    assert "Säg till Olof Lindqvist" in form and done.status_code == 302
    assert RING not in read(cast, "sara", "/") and ToldAfterwards.objects.get().person_id == cast.olof.id
    assert Letter.objects.filter(subject="Mötet är inställt", to_address="anna@demo.example").count() == 1


@pytest.mark.usefixtures("on_paper")
def test_it_is_nothing_to_do_once_the_day_is_past(cast: Cast) -> None:
    client_as(cast.sara).post(address(cast, "/installt"))
    then = timezone.now() - timedelta(days=1)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(starts_at=then)

    assert local_day(then) < timezone.localdate() and RING not in read(cast, "sara", "/")


@pytest.mark.usefixtures("on_paper")
def test_nobody_else_says_it_is_done_and_nobody_who_had_a_letter_is_told_by_hand(cast: Cast) -> None:
    client_as(cast.sara).post(address(cast, "/installt"))
    way, annas = (address(cast, f"/efter/beratta/{one.id}") for one in (cast.olof, cast.anna))

    assert client_as(cast.maria).get(way).status_code == 403
    assert client_as(cast.petra).get(way).status_code == 404
    assert client_as(cast.sara).get(annas).status_code == 404
    assert RING not in read(cast, "jonas", "/")
