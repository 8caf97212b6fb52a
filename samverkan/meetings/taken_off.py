"""Who was taken off a meeting to come, since it is decided that they may learn nothing about the pupil (OSL 12:3).

Told to the one who leads the meeting and to a rektor who may decide it. To everybody else the person was not invited.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from samverkan.guard.scope import Scope
from samverkan.meetings.heading import MeetingHead, time_after_noun
from samverkan.meetings.models import Invitee
from samverkan.people import queries as people
from samverkan.people.models import Bar
from samverkan.policy.acting import Action, may

LED = "whoever leads a meeting is told who was taken off it, and by what"
WHAT_NOW = (
    "Rektor har beslutat att hen inget får veta. Säg inte varför till de andra. "
    "Kommer hen ändå: börja inte mötet, och ring rektor."
)
"""Nothing of why is said, here neither."""
NAMELESS = "En person vars namn är skyddat"


@dataclass(frozen=True, slots=True)
class TakenOff:
    """One who has no seat any more."""

    case: UUID
    meeting: UUID
    name: str
    when: str
    """ "måndag 30 november kl. 13.00", or that none is set."""
    at: datetime

    @property
    def sentence(self) -> str:
        """What has happened, and what is to be done."""
        return f"{self.name} har ingen plats på mötet längre. {WHAT_NOW}"


def taken_off(scope: Scope, head: MeetingHead) -> tuple[TakenOff, ...]:
    """Those taken off this meeting, for the reader who may know of it; nobody for others."""
    card = head.card
    decides = may(scope.reader, Action.BAR_DECIDE, case=card.case, unit=card.unit, holder=card.holder).allowed
    if head.cancelled or head.held_before(scope.now) or not (decides or head.leader_id == scope.reader.person):
        return ()
    return _found(Q(meeting=head.id))


def taken_off_mine(scope: Scope) -> tuple[TakenOff, ...]:
    """Those taken off the coming meetings that the reader leads, the nearest meeting first."""
    led = Q(meeting__leader=scope.reader.person, meeting__cancelled_at=None, meeting__starts_at__gte=scope.now)
    found = _found(led)
    seen = {row.case for row in people.pupils(scope, cases=[one.case for one in found])} if found else set()
    return tuple(one for one in found if one.case in seen)


def _found(which: Q) -> tuple[TakenOff, ...]:
    """The seats that a decision which still holds has emptied: both have the time of the one act."""
    held = Bar.objects.filter(
        case=OuterRef("meeting__case"), person=OuterRef("person"), decided_at=OuterRef("removed_at"), ended_at=None
    )
    seats = Invitee.objects.unguarded(because=LED).filter(which, Exists(held)).select_related("meeting", "person")
    return tuple(
        TakenOff(
            row.meeting.case_id,
            row.meeting_id,
            row.person.name or NAMELESS,
            time_after_noun(row.meeting),
            row.meeting.starts_at,
        )
        for row in seats.order_by("meeting__starts_at", "person__sort_name")
    )
