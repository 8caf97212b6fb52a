"""How often each adult has met the pupil at a meeting, for choosing the pupil's own adult by relation."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings.models import Invitee, Presence
from samverkan.people.models import Pupil


def times_met(scope: Scope, case: UUID) -> Mapping[UUID, int]:
    """Meetings at which both were in the room, as far as the reader may know of the seats."""
    seats = {row.id: row for row in Invitee.objects.within(scope).filter(meeting__case_id=case)}
    here = set(Presence.objects.filter(invitee_id__in=seats).values_list("invitee_id", flat=True))
    present = [seats[seat] for seat in here]
    pupils = {row.person_id for row in Pupil.objects.within(scope).filter(case_id=case)}
    with_pupil = {row.meeting_id for row in present if row.person_id in pupils}
    return Counter(row.person_id for row in present if row.meeting_id in with_pupil and row.person_id not in pupils)
