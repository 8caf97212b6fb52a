"""What becomes of the meetings planned round a pupil who leaves a school."""

from samverkan.meetings.actions import cancel
from samverkan.meetings.models import Meeting
from samverkan.people.leaving import BECAUSE, Change
from samverkan.people.models import Departure
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId


def cancel_coming(departure: Departure, change: Change) -> None:
    """Meetings to come are cancelled and those invited are told, without a reason. In the name of the one who leads it
    when a command read the list in.

    It is not for an import to take back: the letters have gone.
    """
    coming = Meeting.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, cancelled_at=None)
    for row in coming.filter(starts_at__gt=departure.left_at):
        by = Reader(PersonId(departure.noted_by_id or row.leader_id), ())
        cancel(meeting=row, by=by, now=departure.left_at)
