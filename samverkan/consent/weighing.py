"""Where a question stands: the newest answer of each giver, weighed by the law, and the day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from samverkan.consent.custody import answering
from samverkan.consent.models import Answer, Question
from samverkan.policy.consenting import ConsentState, Custody, Reply, weigh
from samverkan.policy.vocabulary import PersonId

Newest = dict[UUID, dict[PersonId, Answer]]
"""Question id → giver → the answer that holds."""


def newest_answers(questions: Iterable[UUID]) -> Newest:
    """The answer that holds for each giver of each question: the one recorded last."""
    found: Newest = defaultdict(dict)
    for row in Answer.objects.filter(question_id__in=list(questions)).order_by("recorded_at", "id"):
        found[row.question_id][PersonId(row.giver_id)] = row
    return found


def state_of(question: Question, answers: dict[PersonId, Answer], custody: Custody, today: date) -> ConsentState:
    """The state in one word. A suspended question is asked anew; a yes or silence past its last day has expired."""
    if question.asked_at is None and not answers:
        return ConsentState.NOT_ASKED
    if question.suspended_at is not None:
        return ConsentState.ASKED
    state = weigh(
        {giver: Reply(answer.reply) for giver, answer in answers.items()}, answering(question, custody), today
    )
    if state in (ConsentState.GIVEN, ConsentState.ASKED) and question.ends_on < today:
        return ConsentState.EXPIRED
    return state
