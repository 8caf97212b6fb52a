"""Answering an invitation: by the invited who is signed in, or by the leader for one who answered some other way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.meetings.models import Attendance, Invitee, Reply, ReplyChannel
from samverkan.meetings.sealed_words import MANDATE, NEEDS, seal_words
from samverkan.meetings.slots.models import Suits
from samverkan.meetings.slots.times import suit
from samverkan.policy.facts import Reader

REPLIED = "an answer to an invitation that the actor's right has been demanded for"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered. None of a text leaves the one there is."""

    attendance: Attendance
    mandate: str | None
    needs: str | None
    channel: ReplyChannel
    on: date
    at: datetime | None = None
    """The moment, where a calendar tells it."""
    slots: Mapping[UUID, Suits] = field(default_factory=dict)
    """What is said of each time proposed, while the time is open."""


@transaction.atomic
def reply(*, invitee: UUID, said: Said, by: Reader, now: datetime) -> None:
    """The seat's answer as it now stands, and a row of who wrote it down. Nothing for a seat taken off the list."""
    rows = Invitee.objects.unguarded(because=REPLIED).select_for_update(of=("self",)).select_related("cell")
    seat = rows.filter(id=invitee, removed_at=None).first()
    if seat is None:
        return
    seat.attendance = said.attendance
    if said.mandate is not None:
        seat.sealed_mandate = seal_words(seat.cell, MANDATE, seat.id, said.mandate, now=now)
    if said.needs is not None:
        seat.sealed_needs = seal_words(seat.cell, NEEDS, seat.id, said.needs, now=now)
    seat.save(update_fields=["attendance", "sealed_mandate", "sealed_needs"])
    Reply.objects.create(
        invitee=seat,
        attendance=said.attendance,
        channel=said.channel,
        answered_on=said.on,
        said_at=said.at,
        made_at=now,
        made_by_id=by.person,
    )
    suit(invitee=seat.id, said=said.slots, by=by, now=now)
