"""What has been answered with a no: no pressure (OSL 12:2). Put again for a reason, or come back to on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.consent.actions.shared import all_questions
from samverkan.consent.custody import custodies
from samverkan.consent.models import Question
from samverkan.consent.sealed_words import AGAIN, matters_of
from samverkan.consent.weighing import newest_answers, state_of
from samverkan.guard.scope import Scope
from samverkan.policy.consenting import ConsentState, Reply, may_know_each_answer
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, OrganisationId, PersonId, Purpose, Role
from samverkan.vault.texts import open_field

SAID_NO = (ConsentState.REFUSED, ConsentState.DIFFERING, ConsentState.WITHDRAWN)


class AskedBefore(ValueError):
    """The answer to the same question was a no, and no reason to ask again is given. The message is Swedish."""


@dataclass(frozen=True, slots=True)
class Same:
    """What makes a question the same, however and however long it was to be told."""

    case: CaseId
    matter: str
    classes: frozenset[InformationClass]
    kinds: frozenset[Kind]
    sender: OrganisationId
    origins: frozenset[InformationClass | None] | None
    receiver: OrganisationId
    receiver_role: Role | None
    purpose: Purpose
    subject: PersonId | None


def refused_on(same: Same, today: date) -> date | None:
    """The day of the no when the newest question for the same thing was answered so.

    What concerns another person is told in free words, so there the words must be the same too.
    """
    rows = all_questions().filter(
        case_id=same.case,
        classes=sorted(value.value for value in same.classes),
        kinds=sorted(value.value for value in same.kinds),
        senders=same.sender,
        receiver_id=same.receiver,
        receiver_role=same.receiver_role,
        purpose=same.purpose.value,
        subject_id=same.subject,
        asked_at__isnull=False,
    )
    found = [
        row
        for row in rows.select_related("cell").prefetch_related("senders").order_by("-made_at", "-id")
        if row.freed_origins == same.origins
    ]
    if same.subject is not None:
        said = matters_of(found)
        found = [row for row in found if said[row.id] == same.matter.strip()]
    return _no_of(found[:1], today).get(found[0].id) if found else None


def to_come_back_to(scope: Scope) -> dict[UUID, UUID]:
    """For each pupil of the scope a question that stands at a no, when the day to come back to it has come.

    Nobody in the family is told: each one's answer is their own.
    """
    rows = [
        row
        for row in Question.objects.within(scope).filter(returns_on__lte=scope.today).order_by("returns_on", "id")
        if may_know_each_answer(scope.reader, CaseId(row.case_id))
    ]
    if not rows:
        return {}
    still = _no_of(rows, scope.today)
    found: dict[UUID, UUID] = {}
    for row in rows:
        if row.id in still:
            found.setdefault(row.case_id, row.id)
    return found


def returns_on(scope: Scope, question: UUID) -> date | None:
    """The day on which somebody wants to come back to the question."""
    row = _known(scope, question)
    return None if row is None else row.returns_on


def why_again(scope: Scope, question: UUID) -> str:
    """Why it was asked once more after a no; empty for what was not. The family is not told."""
    row = _known(scope, question)
    if row is None or row.sealed_again is None:
        return ""
    return open_field(row.cell, AGAIN, row.id, bytes(row.sealed_again))


def _known(scope: Scope, question: UUID) -> Question | None:
    row = Question.objects.within(scope).filter(id=question).select_related("cell").first()
    return row if row is not None and may_know_each_answer(scope.reader, CaseId(row.case_id)) else None


def _no_of(rows: list[Question], today: date) -> dict[UUID, date]:
    """For those of the questions that stand at a no, the day it was given."""
    around, answers = custodies({row.case_id for row in rows}, today), newest_answers((row.id for row in rows), today)
    return {
        row.id: max(one.answered_on for one in answers[row.id].values() if one.reply in (Reply.NO, Reply.WITHDRAWN))
        for row in rows
        if state_of(row, answers[row.id], around[row.case_id], today) in SAID_NO
    }
