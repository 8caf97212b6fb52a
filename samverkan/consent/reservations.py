"""The förbehåll that bind a receiver, told to that receiver where the thing is read (OSL 10:14, 12:2)."""

from collections.abc import Iterable
from uuid import UUID

from samverkan.consent.models import Answer, Question, ReleaseDecision
from samverkan.consent.sealed_words import RESERVATION
from samverkan.consent.weighing import newest_answers
from samverkan.guard.models import Grant
from samverkan.guard.scope import Scope
from samverkan.policy.consenting import may_know_each_answer
from samverkan.policy.vocabulary import CaseId, GrantId
from samverkan.vault.texts import open_field

BECAUSE = "a reservation is told to whoever reads what was given with it"


def reservations(scope: Scope, grants: Iterable[GrantId]) -> dict[GrantId, tuple[str, ...]]:
    """What each grant that opens something to the reader was given with, word by word, without whose it is.

    Of other grants nothing is said, and nothing to one in the family, who may work at the receiver too: each one's
    answer is their own.
    """
    own = scope.reading.opened_by(grants)
    rows = [
        row
        for row in (Grant.objects.filter(id__in=own, reserved=True) if own else ())
        if may_know_each_answer(scope.reader, CaseId(row.case_id))
    ]
    asked = [row.source_id for row in rows if row.rule == "R6"]
    answers = newest_answers(asked, scope.today) if asked else {}
    questions = {
        row.id: row for row in Question.objects.unguarded(because=BECAUSE).filter(id__in=asked).select_related("cell")
    }
    weighed = {
        row.id: row
        for row in ReleaseDecision.objects.filter(
            id__in=[row.source_id for row in rows if row.rule == "R7"]
        ).select_related("request__cell")
    }
    return {
        GrantId(row.id): _of_a_yes(questions[row.source_id], answers[row.source_id].values())
        if row.rule == "R6"
        else _of_an_assessment(weighed[row.source_id])
        for row in rows
    }


def _of_a_yes(question: Question, answers: Iterable[Answer]) -> tuple[str, ...]:
    found = {row.id: row.sealed_reservation for row in answers if row.sealed_reservation is not None}
    return tuple(open_field(question.cell, RESERVATION, row, bytes(sealed)) for row, sealed in found.items())


def _of_an_assessment(decision: ReleaseDecision) -> tuple[str, ...]:
    sealed: bytes | memoryview | None = decision.sealed_reservation
    row: UUID = decision.id
    return (open_field(decision.request.cell, RESERVATION, row, bytes(sealed)),) if sealed is not None else ()
