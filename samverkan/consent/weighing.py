"""Where a question stands: the newest answer of each giver, weighed by the law, and the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from samverkan.consent.custody import Round, answering
from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.people.wording import local_day
from samverkan.policy.answers import Said, that_holds
from samverkan.policy.consenting import ConsentState, Reply, Suspension, stands, why_resting
from samverkan.policy.vocabulary import PersonId

Newest = dict[UUID, dict[PersonId, Answer]]
"""Question id → giver → the answer that holds."""


def newest_answers(questions: Iterable[UUID], today: date) -> Newest:
    """The answer that holds for each giver of each question: the one given last, whenever it was written down.

    That somebody was hindered is over after its last day; then they are asked as everybody else.
    """
    given: dict[tuple[UUID, PersonId], list[Answer]] = defaultdict(list)
    for row in Answer.objects.filter(question_id__in=list(questions)).order_by("recorded_at", "id"):
        if row.hindrance_ends_on is None or row.hindrance_ends_on >= today:
            given[row.question_id, PersonId(row.giver_id)].append(row)
    found: Newest = defaultdict(dict)
    for (question, giver), rows in given.items():
        found[question][giver] = rows[that_holds([said_by(row) for row in rows])]
    return found


def said_by(answer: Answer) -> Said:
    """The answer as the law orders it."""
    own = answer.form == AnswerForm.ELECTRONIC
    return Said(Reply(answer.reply), answer.answered_on, own=own, after=answer.said_after)


def replies_of(answers: Mapping[PersonId, Answer]) -> dict[PersonId, Reply]:
    """The answers as the law weighs them."""
    return {giver: Reply(answer.reply) for giver, answer in answers.items()}


def state_of(question: Question, answers: Mapping[PersonId, Answer], around: Round, today: date) -> ConsentState:
    """The state in one word. What was asked or given rests when others must answer; past its last day it is over."""
    if question.asked_at is None and not answers:
        return ConsentState.NOT_ASKED
    resting = suspension_of(question, answers, around, today) is not None
    return stands(replies_of(answers), answering(question, around), today, resting=resting, ends_on=question.ends_on)


def suspension_of(
    question: Question, answers: Mapping[PersonId, Answer], around: Round, today: date
) -> Suspension | None:
    """Why the question rests; None when it does not. A birthday needs nobody to notice it."""
    if question.suspended_at is not None:
        return Suspension(question.suspended_because)
    answered_on = max((local_day(row.recorded_at) for row in answers.values()), default=today)
    return why_resting(replies_of(answers), answering(question, around), answered_on=answered_on, today=today)
