"""What one person has answered about a pupil: their own answers, and nobody else's."""

from dataclasses import dataclass
from uuid import UUID

from samverkan.consent.models import Answer, AnswerForm
from samverkan.consent.queries import QuestionRow
from samverkan.consent.texts import control, frozen_text
from samverkan.consent.wording import REPLY_WORDS
from samverkan.guard.scope import Scope
from samverkan.people.wording import day_with_year
from samverkan.policy.consenting import ConsentState, Reply, answers_alone


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One answer of one's own."""

    question: UUID
    word: str
    when: str
    how: str
    """ "muntligt, skrivet ner av skolan"."""
    control: str
    """The beginning of the hash of the text that was answered; empty for what was answered before texts were kept."""


def history(scope: Scope, rows: tuple[QuestionRow, ...]) -> tuple[OwnAnswer, ...]:
    """The reader's own answers to questions read within the scope, the newest first. That one could not be reached is
    the school's note, and no answer of one's own.
    """
    found = Answer.objects.filter(question__in=[row.id for row in rows], giver_id=scope.reader.person)
    kept = found.exclude(reply=Reply.HINDERED).select_related("wording__question__cell")
    return tuple(_told(answer) for answer in kept.order_by("-recorded_at", "-id"))


def to_answer(rows: tuple[QuestionRow, ...]) -> tuple[QuestionRow, ...]:
    """The questions that wait for the reader's own answer."""
    return tuple(row for row in rows if may_answer(row) and row.silent and row.state is ConsentState.ASKED)


def may_answer(row: QuestionRow) -> bool:
    """Whether the one in the family to whom it is told answers it here: it has been put, stands, and is theirs."""
    over = (ConsentState.NOT_ASKED, ConsentState.EXPIRED, ConsentState.SUSPENDED)
    mine = any(answers_alone(giver.capacity) for giver in row.givers)
    return row.own and mine and row.state not in over


def _told(answer: Answer) -> OwnAnswer:
    form = AnswerForm(answer.form)
    how = form.label.lower() if form is AnswerForm.ELECTRONIC else f"{form.label.lower()}, skrivet ner av skolan"
    return OwnAnswer(
        answer.question_id,
        REPLY_WORDS[Reply(answer.reply)],
        day_with_year(answer.answered_on),
        how,
        control(frozen_text(answer.wording)) if answer.wording is not None else "",
    )
