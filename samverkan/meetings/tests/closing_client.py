"""Anna-Karin holds Ebba's meeting, closes it and adds to it, for the stories of what comes after."""

import uuid
from datetime import timedelta
from html import unescape
from uuid import UUID

from django.test import Client
from django.utils import timezone

from samverkan.meetings.during.page import during_page
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Closing, Invitee
from samverkan.people.wording import short_day
from tests.cast import Cast, client_as, scope_of

BECAUSE = "a story looks at the rows"
EVERYBODY = ("ebba", "anna", "olof", "jonas", "sara", "maria", "peter")


def address(cast: Cast, end: str = "/efter") -> str:
    return f"/moten/{cast.ebbas_meeting}{end}"


def read(client: Client, cast: Cast, end: str = "/efter") -> str:
    return unescape(client.get(address(cast, end)).content.decode())


def hold(cast: Cast, *away: str) -> Client:
    """Anna-Karin leads the meeting with all but those away, writes three rows and ends it."""
    client = client_as(cast.anna_karin)
    seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting, removed_at=None)
    here = [getattr(cast, who).id for who in EVERYBODY if who not in away]
    present = [str(seat) for seat in seats.filter(person__in=here).values_list("id", flat=True)]
    client.post(address(cast, "/under"), {"borja": "ja", "har": present})
    client.post(address(cast, "/under"), {"amne": str(topic(cast, "Skoldagen"))})
    write(client, cast, "anteckning", "Raster ute går bra.")
    write(client, cast, "beslut", "Tecken som stöd införs i 5B.")
    write(client, cast, "atgard", "Boka handledning.", owner=str(cast.sara.id), due_on=in_days(9))
    client.post(address(cast, "/under"), {"avsluta": "ja"})
    return client


def topic(cast: Cast, title: str) -> UUID:
    scope = scope_of(cast.anna_karin)
    return next(one.id for one in during_page(scope, meeting(scope, cast.ebbas_meeting)).topics if one.title == title)


def write(client: Client, cast: Cast, kind: str, text: str, **more: str) -> None:
    told = {"row": str(uuid.uuid4()), "topic": str(topic(cast, "Skoldagen")), "kind": kind, "text": text}
    assert client.post(address(cast, "/under/rad"), told | more).status_code == 302


def in_days(days: int) -> str:
    return short_day(timezone.localdate() + timedelta(days=days))


def send(client: Client, cast: Cast, **told: str) -> tuple[int, str]:
    answer = client.post(address(cast, "/efter/avslut"), {"skicka": "ja", "next_on": in_days(60)} | told)
    return answer.status_code, unescape(answer.content.decode())


def closing(cast: Cast) -> Closing | None:
    return Closing.objects.filter(meeting=cast.ebbas_meeting).first()


def add(client: Client, cast: Cast, kind: str, text: str, **more: str) -> tuple[int, str]:
    form = client.get(address(cast, "/efter/tillagg")).context["form"]
    told = {"row": str(form["row"].value()), "topic": str(topic(cast, "Skoldagen")), "kind": kind, "text": text} | more
    answer = client.post(address(cast, "/efter/tillagg"), told)
    return answer.status_code, unescape(answer.content.decode())
