"""What was said beside an answer: förbehåll, reasons, the pupil's view. For those who may know each answer alone."""

from dataclasses import dataclass
from uuid import UUID

from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.sealed_words import ATTEMPTS, INTERPRETER, PUPILS_VIEW, REASON, RESERVATION, WITNESS
from samverkan.consent.wording import REPLY_WORDS
from samverkan.guard.scope import Scope
from samverkan.people.queries import names
from samverkan.people.wording import day_with_year
from samverkan.policy.consenting import Reply, may_know_each_answer
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import open_fields

LABELS = {
    RESERVATION: "Förbehåll",
    REASON: "Skäl",
    PUPILS_VIEW: "Elevens egen syn",
    ATTEMPTS: "Så har vårdnadshavaren sökts",
    WITNESS: "Hörde också svaret",
    INTERPRETER: "Tolk",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One answer with all that was kept of it."""

    head: str
    """ "Anna Lindqvist: ja, 3 mars 2027, muntligt"."""
    facts: tuple[tuple[str, str], ...]


def told_with(scope: Scope, question: UUID) -> tuple[Told, ...]:
    """Every answer to a question within the scope, the newest first, with what was said beside it."""
    row = Question.objects.within(scope).filter(id=question).select_related("cell").first()
    if row is None or not may_know_each_answer(scope.reader, CaseId(row.case_id)):
        return ()
    answers = list(Answer.objects.filter(question=row).order_by("-recorded_at", "-id"))
    sealed = {(answer.id, field): _column(answer, field) for answer in answers for field in LABELS}
    opened = open_fields({answer.id: row.cell for answer in answers}, sealed)
    known = names([*(answer.giver_id for answer in answers), *(answer.recorded_by_id for answer in answers)])
    return tuple(
        Told(
            f"{known.get(answer.giver_id, 'Skyddad person')}: {REPLY_WORDS[Reply(answer.reply)].lower()}, "
            f"{day_with_year(answer.answered_on)}, {AnswerForm(answer.form).label.lower()}",
            tuple(
                pair
                for pair in (
                    ("Antecknat av", known.get(answer.recorded_by_id, "")),
                    ("Språk", answer.language),
                    *((label, opened[answer.id, field]) for field, label in LABELS.items()),
                )
                if pair[1]
            ),
        )
        for answer in answers
    )


def _column(answer: Answer, field: str) -> bytes | memoryview | None:
    return {
        RESERVATION: answer.sealed_reservation,
        REASON: answer.sealed_reason,
        PUPILS_VIEW: answer.sealed_pupils_view,
        ATTEMPTS: answer.sealed_attempts,
        WITNESS: answer.sealed_witness,
        INTERPRETER: answer.sealed_interpreter,
    }[field]
