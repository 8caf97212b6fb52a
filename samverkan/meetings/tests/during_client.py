"""How the stories of a meeting that goes on ask for its pages and write in its minutes."""

import uuid
from datetime import timedelta
from html import unescape
from uuid import UUID

from django.test import Client
from django.utils import timezone

from samverkan.meetings.during.page import DuringPage, during_page
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Closing, Invitee, MinutesRow
from tests.cast import Cast, client_as, scope_of

BECAUSE = "a story looks at the rows"


def address(cast: Cast, end: str = "") -> str:
    return f"/moten/{cast.ebbas_meeting}/under{end}"


def page(cast: Cast) -> DuringPage:
    scope = scope_of(cast.anna_karin)
    return during_page(scope, meeting(scope, cast.ebbas_meeting))


def seat(cast: Cast, who: str) -> UUID:
    rows = Invitee.objects.unguarded(because=BECAUSE)
    return rows.get(meeting_id=cast.ebbas_meeting, person=getattr(cast, who), removed_at=None).id


def topic(cast: Cast, title: str) -> UUID:
    return next(one.id for one in page(cast).topics if one.title == title)


def begin(client: Client, cast: Cast, *here: str) -> None:
    client.post(address(cast), {"borja": "ja", "har": [str(seat(cast, who)) for who in here]})


def write(client: Client, cast: Cast, **changed: str) -> tuple[int, str]:
    current = page(cast).current
    told = {"row": str(uuid.uuid4()), "topic": str(current.id if current else ""), "kind": "anteckning", "text": "Ord."}
    answer = client.post(address(cast, "/rad"), told | changed)
    return answer.status_code, unescape(answer.content.decode())


def rows(cast: Cast) -> list[MinutesRow]:
    found = MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting, removed_at=None)
    return list(found.select_related("cell", "owner").order_by("made_at"))


def edit(client: Client, cast: Cast, row: MinutesRow, **changed: str) -> tuple[int, str]:
    form = client.get(address(cast, f"/rad/{row.id}")).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | changed
    answer = client.post(address(cast, f"/rad/{row.id}"), told)
    return answer.status_code, unescape(answer.content.decode())


def approve(cast: Cast) -> None:
    Closing.objects.create(
        meeting_id=cast.ebbas_meeting,
        approved_at=timezone.now(),
        approved_by=cast.anna_karin,
        next_on=timezone.localdate() + timedelta(days=30),
    )


def going_on(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    client = client_as(cast.anna_karin)
    begin(client, cast, "ebba", "anna", "jonas", "sara", "maria", "peter")
    return client
