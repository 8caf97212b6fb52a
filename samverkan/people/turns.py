"""What turns round a pupil, so that a yes given before may no longer hold: custody, school, protection, receivers.

The room that keeps consents stands further out and may not be imported here. It adds itself to the list when it starts
(`LISTENERS.append(...)` in its AppConfig.ready) and acts in the transaction of the turn.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.people.models import TeamMember
from samverkan.policy.consenting import Suspension

SEATS = "a role that ends is told to those who keep what was granted to it"


@dataclass(frozen=True, slots=True)
class Turn:
    """What has changed round one pupil; for a receiver, which organisation and role it was."""

    case: UUID
    why: Suspension
    organisation: UUID | None = None
    role: str = ""


Listener = Callable[[Turn, datetime], None]

LISTENERS: list[Listener] = []


def turned(turns: Iterable[Turn], *, now: datetime) -> None:
    """Tell everybody who listens, in this transaction. The same turn is told once."""
    for turn in dict.fromkeys(turns):
        for listener in LISTENERS:
            listener(turn, now)


def left(seats: Iterable[TeamMember], *, now: datetime) -> None:
    """Somebody has left a team, or holds another role there: whatever was granted to the role is looked at anew."""
    turned(
        [Turn(seat.case_id, Suspension.RECEIVER, seat.organisation_id, seat.role) for seat in seats if seat.person_id],
        now=now,
    )


def stopped_working(person: UUID, organisation: UUID, *, now: datetime) -> None:
    """Work at an organisation has ended; with it the seats that were held from there."""
    rows = TeamMember.objects.unguarded(because=SEATS).filter(person=person, organisation=organisation)
    left(rows, now=now)
