"""The chain: events are hashed a few seconds after they are written, each link over the one before.

It is done by a role of the database that cannot add events, beside the web server: a chain head inside every
transaction would cost ten times the insert (measured). An event gets its id before its transaction commits, so a link
names the events it holds instead of a run of ids; one that commits late is held by a later link.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from samverkan.journal.models import Event, Seal, SealedEvent, Touch

START = b"samverkan journal"
LATEST = timedelta(days=1)
"""How far behind the newest link an event may commit and still be found. No request lives that long."""


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first link whose events are not as they were sealed."""

    link: int
    first_event: int
    sentence: str = "Loggen är ändrad efter att den förseglades."


@transaction.atomic
def seal_new(now: datetime) -> Seal | None:
    """Seal every event that no link holds yet; None when there is none. Meant for one sealer at a time."""
    last = Seal.objects.order_by("-id").first()
    waiting = Event.objects.filter(sealed=None).order_by("id").prefetch_related("touches")
    if last is not None:
        waiting = waiting.filter(at__gte=last.sealed_at - LATEST)
    events = list(waiting)
    if not events:
        return None
    link = Seal.objects.create(digest=_digest(bytes(last.digest) if last else START, events), sealed_at=now)
    SealedEvent.objects.bulk_create(SealedEvent(event=event, link=link) for event in events)
    return link


def verify() -> ChainFault | None:
    """Walk the whole chain; None when every sealed event is as it was."""
    before = START
    for link in Seal.objects.order_by("id"):
        held = list(SealedEvent.objects.filter(link=link).order_by("event_id").values_list("event_id", flat=True))
        events = list(Event.objects.filter(id__in=held).order_by("id").prefetch_related("touches"))
        if len(events) != len(held) or not held or _digest(before, events) != bytes(link.digest):
            return ChainFault(link.id, held[0] if held else 0)
        before = bytes(link.digest)
    return None


def _digest(before: bytes, events: Iterable[Event]) -> bytes:
    link = hashlib.sha256(before)
    for event in events:
        link.update(_line(event).encode())
    return link.digest()


def _line(event: Event) -> str:
    parts = [
        event.id,
        event.request_id,
        event.at.isoformat(),
        event.actor_id,
        event.acting_for_id,
        event.unit_id,
        event.role,
        event.action,
        event.purpose,
        event.outcome,
        event.target_id,
        *(_touched(touch) for touch in sorted(event.touches.all(), key=lambda touch: touch.case_id)),
    ]
    return "|".join(str(part) for part in parts) + "\n"


def _touched(touch: Touch) -> str:
    """A touch that was given out is written as before there were others, so that old links still hold."""
    told = f"{touch.case_id}={','.join(touch.classes)}={','.join(touch.grounds)}"
    return told if touch.given_out else f"{told}=genomsedd"
