"""Who is to be handed the invitation on paper, since no letter reaches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Channel, Dispatch
from samverkan.meetings.seating import Place
from samverkan.people.barring import barred
from samverkan.people.wording import day


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One who is to be handed the invitation."""

    id: UUID
    name: str
    printed: str
    """ "utskriven 28 november"; empty for a paper that is still to be printed."""


def to_be_handed(head: MeetingHead, places: Sequence[Place]) -> tuple[PaperRow, ...]:
    """Those of the places who are to be handed the invitation as the meeting now stands, and have not answered it.
    Nobody who may learn nothing.
    """
    waiting = [place for place in places if not place.answered]
    rows = Dispatch.objects.filter(invitee__in=[place.id for place in waiting], sequence=head.sequence)
    printed = {row.invitee_id: row.printed_at for row in rows.filter(channel=Channel.PAPER)}
    closed = barred(head.card.case)
    return tuple(
        PaperRow(place.id, place.name, f"utskriven {day(at)}" if (at := printed[place.id]) else "")
        for place in waiting
        if place.id in printed and place.person not in closed
    )
