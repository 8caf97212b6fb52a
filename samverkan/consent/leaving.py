"""What becomes of the consents round a pupil who leaves a school."""

from samverkan.consent.models import Question
from samverkan.guard.models import Grant
from samverkan.people.leaving import BECAUSE, Change
from samverkan.people.models import Departure
from samverkan.people.wording import local_day
from samverkan.policy.consenting import Suspension


def suspend_questions(departure: Departure, change: Change) -> None:
    """A yes, or an assessment, was given for the work at the school that the pupil leaves. A new one asks anew."""
    today = local_day(departure.left_at)
    rows = Question.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, suspended_at=None)
    for row in rows.filter(ends_on__gte=today):
        change(row, suspended_at=departure.left_at, suspended_because=Suspension.SCHOOL.value)
    for grant in Grant.objects.filter(case_id=departure.case_id, ends_on__gte=today, ended_at=None):
        change(grant, ended_at=departure.left_at)
