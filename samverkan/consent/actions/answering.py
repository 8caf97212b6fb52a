"""Answering and taking back. A yes opens and a no closes in the same transaction as it is written down."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.consent import texts
from samverkan.consent.actions.shared import all_questions, givers_of
from samverkan.consent.custody import answering, custody_of
from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.sealed_words import (
    ATTEMPTS,
    EVIDENCE,
    INTERPRETER,
    PUPILS_VIEW,
    READ_ALOUD,
    REASON,
    RESERVATION,
    WITNESS,
)
from samverkan.consent.settling import settle
from samverkan.consent.weighing import newest_answers
from samverkan.guard.models import Cell
from samverkan.people.models import Account
from samverkan.people.wording import day, local_day
from samverkan.policy.consenting import LONGEST_ALONE, ConsentState, Reply, required_givers
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import (
    Giver,
    PersonId,
)
from samverkan.vault.texts import seal_field


class OlderThanWithdrawal(ValueError):
    """An answer given before the giver took a yes back. The message says in Swedish what to do."""


class NotAGiver(ValueError):
    """The person's answer is not one that this question needs."""


class Resting(ValueError):
    """The question rests: it has to be asked anew. The message says why in Swedish."""


class CannotStandAlone(ValueError):
    """One guardian may not decide alone here. The message says in Swedish what is missing."""


@transaction.atomic
def record_answer(
    *,
    question: UUID,
    giver: PersonId | UUID,
    reply: Reply,
    form: AnswerForm,
    answered_on: date,
    by: Reader,
    now: datetime,
    language: str = "",
    interpreter: bool = False,
    interpreter_name: str = "",
    read_aloud: str = "",
    witness: str = "",
    informed_by: PersonId | None = None,
    explained: Iterable[str] = (),
    reservation: str = "",
    reason: str = "",
    pupils_view: str = "",
    assurance: str = "",
) -> ConsentState:
    """Write one giver's answer and act on all of them together: a grant when every giver has said yes, else none.

    Raises NotAGiver when the person is not among those whose yes is needed, Resting when it must be asked anew, and
    OlderThanWithdrawal for a yes that was given before the same person took one back.
    """
    row = all_questions().select_for_update(of=("self",)).select_related("cell", "receiver").get(id=question)
    if giver not in givers_of(row, now):
        raise NotAGiver("Personen är inte en av dem som svarar på frågan.")
    if row.suspended_at is not None and reply is not Reply.WITHDRAWN:
        raise Resting("Frågan är vilande. Fråga igen, så kan alla svara på det som gäller nu.")
    _refuse_older(row, PersonId(giver), reply, answered_on, local_day(now))
    answer, cell = uuid.uuid4(), row.cell
    wording = texts.freeze(row, now=now)
    electronic = form is AnswerForm.ELECTRONIC
    Answer.objects.create(
        id=answer,
        question=row,
        giver_id=giver,
        reply=reply.value,
        form=form,
        answered_on=answered_on,
        recorded_at=now,
        recorded_by_id=by.person,
        language=language,
        interpreter=interpreter or bool(interpreter_name.strip()),
        sealed_interpreter=_sealed(cell, INTERPRETER, answer, interpreter_name, now),
        wording=wording,
        sealed_read_aloud=_sealed(cell, READ_ALOUD, answer, read_aloud, now),
        sealed_evidence=_sealed(cell, EVIDENCE, answer, texts.digest(texts.frozen_text(wording)), now),
        sealed_witness=_sealed(cell, WITNESS, answer, witness, now),
        informed_by_id=informed_by or (None if electronic else by.person),
        explained=list(explained),
        account=Account.objects.filter(person_id=by.person).first() if electronic else None,
        assurance=assurance if electronic else "",
        sealed_reservation=_sealed(cell, RESERVATION, answer, reservation if reply is Reply.YES else "", now),
        sealed_reason=_sealed(cell, REASON, answer, reason if reply in (Reply.NO, Reply.WITHDRAWN) else "", now),
        sealed_pupils_view=_sealed(cell, PUPILS_VIEW, answer, pupils_view, now),
    )
    if row.asked_at is None:
        row.asked_at = now
        row.save(update_fields=["asked_at"])
    return settle(row, by=by.person, now=now)


def withdraw(
    *,
    question: UUID,
    giver: PersonId | UUID,
    form: AnswerForm,
    by: Reader,
    now: datetime,
    reason: str = "",
    assurance: str = "",
) -> ConsentState:
    """Take back a yes, as easily as it was given. What it opened is closed at the next request."""
    return record_answer(
        question=question,
        giver=giver,
        reply=Reply.WITHDRAWN,
        form=form,
        answered_on=local_day(now),
        reason=reason,
        assurance=assurance,
        by=by,
        now=now,
    )


@transaction.atomic
def record_hindrance(
    *,
    question: UUID,
    guardian: PersonId | UUID,
    attempts: str,
    until: date,
    cannot_wait: bool,
    intrusive: bool,
    by: Reader,
    now: datetime,
) -> ConsentState:
    """One guardian cannot be reached or is ill and it cannot wait: the other decides alone until a day (FB 6:13 st. 2).

    Raises CannotStandAlone when it can wait, is intrusive, has not been tried, or the guardian has answered.
    """
    row = all_questions().select_for_update(of=("self",)).select_related("cell", "receiver").get(id=question)
    today = local_day(now)
    _refuse_alone(row, PersonId(guardian), attempts, until, today, cannot_wait=cannot_wait, intrusive=intrusive)
    answer = uuid.uuid4()
    Answer.objects.create(
        id=answer,
        question=row,
        giver_id=guardian,
        reply=Reply.HINDERED.value,
        form=AnswerForm.ORAL,
        answered_on=today,
        recorded_at=now,
        recorded_by_id=by.person,
        sealed_attempts=seal_field(row.cell, ATTEMPTS, answer, attempts.strip(), now=now),
        hindrance_ends_on=until,
    )
    return settle(row, by=by.person, now=now)


def _refuse_alone(
    row: Question,
    guardian: PersonId,
    attempts: str,
    until: date,
    today: date,
    *,
    cannot_wait: bool,
    intrusive: bool,
) -> None:
    custody = answering(row, custody_of(row.case_id, today))
    if (guardian, Giver.GUARDIANS) not in required_givers(custody, today) or len(custody.guardians) < 2:
        raise CannotStandAlone("Välj en av två vårdnadshavare. Den andra svarar då ensam.")
    known = newest_answers([row.id], today)[row.id].get(guardian)
    if known is not None and known.reply not in (Reply.TALK, Reply.HINDERED):
        raise CannotStandAlone("Vårdnadshavaren har svarat på frågan. Svaret gäller.")
    if not attempts.strip():
        raise CannotStandAlone("Skriv hur ni har försökt nå vårdnadshavaren, och när.")
    if not cannot_wait:
        raise CannotStandAlone("Kan frågan vänta? Då väntar ni på svar från båda.")
    if intrusive:
        raise CannotStandAlone("Frågan är av stor betydelse för barnets framtid. Då behöver båda svara.")
    if not today <= until <= today + LONGEST_ALONE:
        raise CannotStandAlone("Välj en dag inom 90 dagar. Försök nå vårdnadshavaren igen till dess.")


def _refuse_older(row: Question, giver: PersonId, reply: Reply, answered_on: date, today: date) -> None:
    latest = newest_answers([row.id], today)[row.id].get(giver)
    if latest is not None and latest.reply == Reply.WITHDRAWN and answered_on < latest.answered_on:
        raise OlderThanWithdrawal(
            f"Svaret togs tillbaka {day(latest.answered_on)}. Ett äldre svar gäller inte längre. Fråga igen."
        )


def _sealed(cell: Cell, field: str, answer: UUID, text: str, now: datetime) -> bytes | None:
    return seal_field(cell, field, answer, text.strip(), now=now) if text.strip() else None
