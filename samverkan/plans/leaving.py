"""What ends of the work round a pupil who leaves a school."""

from samverkan.people.leaving import BECAUSE, Change
from samverkan.people.models import Departure
from samverkan.plans.models import Collaboration


def end_collaboration(departure: Departure, change: Change) -> None:
    """The samverkan ends as it stands: plan, goals and promises are kept where they were written."""
    for row in Collaboration.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, ended_at=None):
        change(row, ended_at=departure.left_at, departure_id=departure.id)
