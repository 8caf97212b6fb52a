"""The last letter has left: the meeting is over without anybody having to come back and say so.

In the name of the one who leads it, or who approved the minutes, with what that person may read today: nobody has a
longer arm because no page is open. Where neither may, the meeting waits until somebody acts.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from samverkan.access.unattended import scope_of
from samverkan.guard.scope import Scope
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.meetings.after.closing import settle
from samverkan.meetings.after.reaching import meeting_of
from samverkan.meetings.after.recipients import recipients
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.models import Closing, Meeting
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import PersonId

LEFT = "a letter has left, and the meeting is held while it is asked whether that was the last"


def letters_left(keys: Iterable[str], now: datetime) -> None:
    """These letters have left the house: close each meeting of which everybody knows now."""
    meetings = {found for key in keys if (found := meeting_of(key)) is not None}
    for row in Closing.objects.filter(meeting__in=meetings, done_at=None).order_by("approved_at"):
        leader = Meeting.objects.unguarded(because=LEFT).values_list("leader_id", flat=True).get(id=row.meeting_id)
        for person in dict.fromkeys((leader, row.approved_by_id)):
            if _finished(row.meeting_id, PersonId(person), now):
                break


@transaction.atomic
def _finished(meeting_id: UUID, person: PersonId, now: datetime) -> bool:
    """Whether it could be looked into in the person's name. The meeting is closed if everybody knows."""
    with scope_of(person, Action.MEETING_CLOSE, now) as scope:
        head = None if scope is None else _head(scope, meeting_id)
        if scope is None or head is None:
            return False
        Meeting.objects.unguarded(because=LEFT).select_for_update(of=("self",)).get(id=meeting_id)
        closing = settle(Closing.objects.get(meeting=meeting_id), recipients(scope, head), now)
        if closing.done_at == now:
            first = scope.reader.standings[0]
            doing = Doing(
                at=now,
                actor=person,
                role=first.role.value,
                unit=first.unit,
                action=Action.MEETING_CLOSE.value,
                purpose=scope.facts.purpose.value,
                target=meeting_id,
            )
            record(doing, Outcome.DONE, scope.trail)
    return True


def _head(scope: Scope, meeting_id: UUID) -> MeetingHead | None:
    try:
        head = meeting(scope, meeting_id)
    except Http404:
        return None
    allowed = may(scope.reader, Action.MEETING_CLOSE, case=head.card.case, unit=head.card.unit).allowed
    return head if allowed else None
