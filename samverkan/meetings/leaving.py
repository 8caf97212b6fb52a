"""What becomes of the meetings planned round a pupil who leaves a school, and of the seats of one who may learn
nothing about the pupil any more.
"""

from samverkan.meetings.actions import cancel, give_seat_up
from samverkan.meetings.models import Meeting
from samverkan.people.leaving import BECAUSE, Change
from samverkan.people.models import Bar, Departure
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId

SEATS = "whoever may learn nothing about the pupil sits at no meeting, whoever may know of it"


def cancel_coming(departure: Departure, change: Change) -> None:
    """Meetings to come are cancelled and those invited are told, without a reason. In the name of the one who leads it
    when a command read the list in.

    It is not for an import to take back: the letters have gone.
    """
    coming = Meeting.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, cancelled_at=None)
    for row in coming.filter(starts_at__gt=departure.left_at):
        by = Reader(PersonId(departure.noted_by_id or row.leader_id), ())
        cancel(meeting=row, by=by, now=departure.left_at)


def take_off(bar: Bar, by: Reader) -> None:
    """Whoever may learn nothing from now on has no seat at a meeting that has not been. What has been stands."""
    rows = Meeting.objects.unguarded(because=SEATS).filter(case_id=bar.case_id, cancelled_at=None)
    for row in rows.order_by("id"):
        if not row.held_before(bar.decided_at):
            give_seat_up(meeting=row, person=PersonId(bar.person_id), by=by, now=bar.decided_at)
