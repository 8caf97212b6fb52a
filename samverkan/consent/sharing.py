"""What had been taken part of before a yes was taken back. Read from the journal, which alone knows what was opened."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from samverkan.consent.models import Answer, Question
from samverkan.journal.models import Touch
from samverkan.people.models import TeamMember
from samverkan.people.wording import local_day
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import PersonId

CONSENT = "R6"


def shared_before(questions: Iterable[Question], answers: Mapping[UUID, Mapping[PersonId, Answer]]) -> dict[UUID, date]:
    """The last day on which a receiver opened something of the question's classes on the ground of a yes.

    Only for questions where a yes has been taken back or that rest.
    """
    closed = [row for row in questions if row.suspended_at or _taken_back(answers.get(row.id, {}))]
    if not closed:
        return {}
    seats = list(
        TeamMember.objects.unguarded(because="who has opened what is found by those who could")
        .filter(case_id__in={row.case_id for row in closed}, person__isnull=False)
        .values_list("case_id", "organisation_id", "role", "person_id")
    )
    opened = list(
        Touch.objects.filter(
            case_id__in={row.case_id for row in closed},
            grounds__contains=[CONSENT],
            given_out=True,
            event__at__gte=min(row.made_at for row in closed),
            event__actor_id__in={person for *_, person in seats},
        )
        .order_by("-event__at")
        .values_list("case_id", "classes", "event__actor_id", "event__at")
    )
    found = {}
    for row in closed:
        able = {
            person
            for case, place, role, person in seats
            if (case, place) == (row.case_id, row.receiver_id) and row.receiver_role in (None, role)
        }
        for case, classes, actor, at in opened:
            if case == row.case_id and actor in able and at >= row.made_at and set(classes) & set(row.classes):
                found[row.id] = local_day(at)
                break
    return found


def _taken_back(answers: Mapping[PersonId, Answer]) -> bool:
    return any(answer.reply == Reply.WITHDRAWN for answer in answers.values())
