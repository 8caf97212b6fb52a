"""How the stories let a guest come in: the letter goes to a real mail server's place, the code is read out."""

import secrets
from datetime import datetime

from django.test import Client
from django.utils import timezone

from samverkan.guests import codes, links
from samverkan.guests.models import Way
from samverkan.meetings.models import Invitee
from samverkan.people.models import Account, Person
from tests.cast import Cast

BECAUSE = "a test looks at the seat"


def seat_of(cast: Cast, who: Person) -> Invitee:
    """The person's seat at Ebba's meeting."""
    return Invitee.objects.unguarded(because=BECAUSE).get(meeting=cast.ebbas_meeting, person=who)


def without_account(who: Person, mobile: str = "") -> None:
    """The person has no account, a mail address and perhaps a mobile phone."""
    Account.objects.filter(person=who).update(is_active=False)
    Person.objects.filter(id=who.id).update(email=f"{who.id}@hem.example", phone=mobile)


def link_for(cast: Cast, who: Person, now: datetime | None = None) -> str:
    """The key of a letter that a mail server has taken."""
    without_account(who)
    key = secrets.token_urlsafe()
    links.handed_over(seat_of(cast, who).id, key, cast.sara.id, now or timezone.now())
    return key


def code_for(cast: Cast, who: Person, now: datetime | None = None) -> str:
    """A code that Sara reads out."""
    return codes.make(seat_of(cast, who).id, Way.SPOKEN, by=cast.sara.id, now=now or timezone.now())


def come_in(cast: Cast, who: Person) -> Client:
    """A browser in which the guest has opened the link and written the code."""
    key, browser = link_for(cast, who), Client()
    assert browser.get(f"/gast/{key}").status_code == 200
    assert browser.post(f"/gast/{key}").status_code == 302
    assert browser.post("/gast/kod", {"code": code_for(cast, who)}).status_code == 302
    return browser
