"""What asking and answering share: the rows of questions, and whose answer each needs."""

from datetime import datetime

from django.db.models import QuerySet

from samverkan.consent.custody import answering, custody_of
from samverkan.consent.models import Question
from samverkan.people.wording import local_day
from samverkan.policy.consenting import required_givers
from samverkan.policy.vocabulary import (
    PersonId,
)


def givers_of(question: Question, now: datetime) -> tuple[PersonId, ...]:
    """Whose answers the question needs; another person's own data that person alone."""
    today = local_day(now)
    custody = answering(question, custody_of(question.case_id, today))
    return tuple(person for person, _ in required_givers(custody, today))


def all_questions() -> QuerySet[Question]:
    return Question.objects.unguarded(because="an act on a question that the actor's right has been demanded for")
