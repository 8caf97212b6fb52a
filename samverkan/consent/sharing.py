"""What had been taken part of before a yes was taken back. Read from the journal, which alone knows what was opened."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from samverkan.consent.models import Answer, Question
from samverkan.journal.models import Event, Touch
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
    found = {row.id: _last(row) for row in closed}
    return {question: on for question, on in found.items() if on is not None}


def _taken_back(answers: Mapping[PersonId, Answer]) -> bool:
    return any(answer.reply == Reply.WITHDRAWN for answer in answers.values())


def _last(question: Question) -> date | None:
    seats = TeamMember.objects.unguarded(because="who has opened what is found by those who could").filter(
        case_id=question.case_id, organisation_id=question.receiver_id, person__isnull=False
    )
    if question.receiver_role is not None:
        seats = seats.filter(role=question.receiver_role)
    opened = Touch.objects.filter(
        case_id=question.case_id,
        grounds__contains=[CONSENT],
        classes__overlap=list(question.classes),
        event__in=Event.objects.filter(actor_id__in=seats.values("person_id"), at__gte=question.made_at),
    )
    newest = opened.order_by("-event__at").values_list("event__at", flat=True).first()
    return None if newest is None else local_day(newest)
