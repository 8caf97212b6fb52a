"""A new link to whoever asks for one with the address that the school has. Nobody else learns that there is one."""

from datetime import datetime

from django.db import transaction

from samverkan.guard.tenancy import fence
from samverkan.guests.links import revoked
from samverkan.meetings.invited import seats_at
from samverkan.meetings.inviting import new_guest_letter


@transaction.atomic
def asked_for(address: str, *, base: str, now: datetime) -> None:
    """Queue a letter to each seat of the address, at most one an hour. A link that the school took back is not given
    anew by asking: that is for the one who leads the meeting.
    """
    for seat in seats_at(address, now):
        if not revoked(seat.id):
            with fence({seat.huvudman}):
                new_guest_letter(seat, base=base, now=now)
