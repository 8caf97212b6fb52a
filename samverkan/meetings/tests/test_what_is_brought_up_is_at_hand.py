"""Jonas has asked to take something up. It is at hand when the meeting is held, also if he was taken off meanwhile."""

from html import unescape

import pytest
from django.urls import reverse

from samverkan.meetings.brought_up import at_meeting
from samverkan.meetings.heading import meeting
from samverkan.meetings.room_page import room_page
from samverkan.meetings.room_paper import room_paper
from samverkan.meetings.tests.closing_client import hold
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
HOW = "Hur gör vi med läxorna?"


@pytest.fixture
def asked(cast: Cast) -> None:
    """Jonas answers, and says what he wants to take up."""
    where = reverse("meeting_reply", args=[cast.ebbas_meeting])
    assert client_as(cast.jonas).post(where, {"attendance": "kommer", "points": HOW}).status_code == 302


def invite(cast: Cast, *, jonas: bool) -> None:
    """Sara changes who is invited, and nothing else."""
    sara, where = client_as(cast.sara), reverse("meeting_change", args=[cast.ebbas_meeting])
    form = sara.get(where).context["form"]
    told = {name: form[name].value() or "" for name in form.fields}
    others = [key for key in told["invited"] if key != str(cast.jonas.id)]
    assert sara.post(where, told | {"invited": [*others, *([str(cast.jonas.id)] if jonas else [])]}).status_code == 302


def read(cast: Cast, who: str, page: str) -> str:
    answer = client_as(getattr(cast, who)).get(reverse(page, args=[cast.ebbas_meeting]))
    return unescape(answer.content.decode())


@pytest.mark.usefixtures("asked")
def test_it_follows_one_who_is_taken_off_and_invited_again(cast: Cast) -> None:
    invite(cast, jonas=False)
    without = read(cast, "sara", "meeting")
    invite(cast, jonas=True)
    again = read(cast, "sara", "meeting")

    assert HOW not in without and HOW in again
    assert HOW not in read(cast, "maria", "meeting")


@pytest.mark.usefixtures("asked")
def test_it_is_on_the_paper_of_the_one_who_leads(cast: Cast) -> None:
    scope = scope_of(cast.sara)
    brought = at_meeting(scope, meeting(scope, cast.ebbas_meeting))

    paper = room_paper(room_page(scope, cast.ebbas_meeting), brought, made_by="Sara Holm", now=scope.now)

    said = repr(paper.blocks)
    assert "Det här vill de inbjudna ta upp" in said and f"{HOW} Jonas" in said
    assert brought[0].detail and brought[0].detail in said and "Jonas" not in brought[0].detail


@pytest.mark.usefixtures("asked")
def test_it_stands_beside_the_agenda_while_the_meeting_goes_on(cast: Cast) -> None:
    hold(cast, "olof")

    assert HOW in read(cast, "sara", "meeting_during")
