"""Whom no letter tells that a meeting is called off, or that they are not to come, until somebody says they know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.inviting import told_by_hand
from samverkan.meetings.models import Dispatch, ToldAfterwards
from samverkan.meetings.seating import Place, places, places_left
from samverkan.people.wording import day, lowered


@dataclass(frozen=True, slots=True)
class ToTell:
    """One who has the invitation on paper, to something that they are not to come to."""

    place: Place
    head: MeetingHead

    @property
    def what(self) -> str:
        """ "att mötet 5 mars är inställt"."""
        if self.head.cancelled:
            return f"att mötet {day(self.head.starts_at)} är inställt"
        return f"att hen inte ska komma till mötet {day(self.head.starts_at)}"

    @property
    def why(self) -> str:
        """Why nobody else says it."""
        if self.head.cancelled:
            return f"{self.place.name} har fått inbjudan på papper och får inget brev om det."
        return f"{self.place.name} har inbjudan på papper men ingen plats längre. Inget brev säger det."

    @property
    def ask(self) -> str:
        """What to do, for the one who is about to do it."""
        when = lowered(self.head.when)
        if self.head.cancelled:
            reason = f"{self.place.name} har fått inbjudan på papper, så inget brev säger att mötet {when} är inställt."
        else:
            reason = f"{self.place.name} har fått inbjudan på papper och har ingen plats på mötet {when} längre."
        return f"{reason} Säg det, och skriv sedan hur."


def still_to_tell(scope: Scope, head: MeetingHead) -> tuple[ToTell, ...]:
    """Those who do not know yet: of a meeting called off each who has it on paper, of one to come those whose seat has
    been taken away. Somebody has told them if that was after the latest paper was made out.
    """
    if not head.sent or not (head.cancelled or coming(head, scope.now)):
        return ()
    here = places(scope, head.row, head.card)
    gone = [
        one for one in places_left(scope, head.row, head.card) if one.person not in {place.person for place in here}
    ]
    asked = told_by_hand(head.row, [*(here if head.cancelled else ()), *gone])
    invited, told = _invited(asked), _told(head.id)
    return tuple(ToTell(one, head) for one in asked if one.person not in told or told[one.person] < invited[one.id])


def coming(head: MeetingHead, now: datetime) -> bool:
    """Whether the paper that somebody has still asks them to come."""
    return head.row.started_at is None and head.starts_at > now


def _invited(seats: Iterable[Place]) -> dict[UUID, datetime]:
    """When each seat was last sent or handed its invitation."""
    rows = Dispatch.objects.filter(invitee__in=[one.id for one in seats]).order_by("made_at")
    return dict(rows.values_list("invitee_id", "made_at"))


def _told(meeting: UUID) -> dict[UUID, datetime]:
    """When each was last told something of the meeting by somebody."""
    rows = ToldAfterwards.objects.filter(meeting=meeting).order_by("made_at")
    return dict(rows.values_list("person_id", "made_at"))
