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
from samverkan.consent.weighing import newest_answers, replies_of, said_by
from samverkan.consent.wording import AFTER, SINCE, too_long_ago
from samverkan.guard.models import Cell
from samverkan.people.models import Account
from samverkan.people.wording import LEAST_REASON, day_or_year, local_day
from samverkan.policy.alone import Hindrance, why_not_alone
from samverkan.policy.answers import LONGEST_BACK, Said, stands_in_the_way
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from samverkan.vault.texts import seal_field


class Overtaken(ValueError):
    """A yes from before the giver's own no, wish to talk or withdrawal. The message says in Swedish what to do."""


class SameDay(ValueError):
    """A yes of the same day as the giver's no, without a word on which of them came last. The message says in Swedish
    what they said.
    """

    def __init__(self, said: str, after: str) -> None:
        super().__init__(said)
        self.after = after
        """What the yes is to have come after: "sitt nej"."""


class TooLongAgo(ValueError):
    """An answer from so long ago that the question is to be put anew. The message says so in Swedish."""


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
    said_after: bool = False,
    reservation: str = "",
    reason: str = "",
    pupils_view: str = "",
    assurance: str = "",
    put: str = "",
) -> ConsentState:
    """Write one giver's answer and act on all of them together: a grant when every giver has said yes, else none.

    `put` is the very text that was answered where it was put in another language than Swedish, in `language`; once put
    it is never put otherwise. `said_after` states that a yes was said after the same person's no earlier the same day.

    Raises NotAGiver when the person is not among those whose yes is needed, Resting when it must be asked anew,
    TooLongAgo for what was said too long ago, Overtaken for a yes from before the same person's no, and SameDay where
    nobody has said which of the two came last.
    """
    row = all_questions().select_for_update(of=("self",)).select_related("cell", "receiver").get(id=question)
    if giver not in givers_of(row, now):
        raise NotAGiver("Personen är inte en av dem som svarar på frågan.")
    if row.suspended_at is not None and reply is not Reply.WITHDRAWN:
        raise Resting("Frågan är vilande. Fråga igen, så kan alla svara på det som gäller nu.")
    electronic = form is AnswerForm.ELECTRONIC
    told = Said(reply, answered_on, own=electronic, after=said_after)
    _refuse_overtaken(row, PersonId(giver), told, local_day(now))
    answer, cell = uuid.uuid4(), row.cell
    wording = texts.freeze(row, now=now)
    if put:
        wording = texts.freeze(row, now=now, language=language, text=put)
    Answer.objects.create(
        id=answer,
        question=row,
        giver_id=giver,
        reply=reply.value,
        form=form,
        answered_on=answered_on,
        recorded_at=now,
        recorded_by_id=by.person,
        said_after=said_after,
        language=language,
        interpreter=interpreter or bool(interpreter_name.strip()),
        sealed_interpreter=_sealed(cell, INTERPRETER, answer, interpreter_name, now),
        wording=wording,
        sealed_read_aloud=_sealed(cell, READ_ALOUD, answer, read_aloud, now),
        sealed_evidence=_sealed(cell, EVIDENCE, answer, texts.digest(texts.frozen_text(wording)), now),
        sealed_witness=_sealed(cell, WITNESS, answer, witness, now),
        informed_by_id=informed_by or (None if electronic else by.person),
        explained=list(explained),
        account=_signed_in(by) if electronic else None,
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
    tried = len(" ".join(attempts.split())) >= LEAST_REASON
    noted = Hindrance(tried=tried, cannot_wait=cannot_wait, intrusive=intrusive, until=until)
    _refuse_alone(row, PersonId(guardian), noted, today)
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


def _signed_in(by: Reader) -> Account | None:
    """The account that answered; none for a guest, who comes by a link of their own."""
    return Account.objects.filter(person_id=by.person, is_active=True).first()


def _refuse_alone(row: Question, guardian: PersonId, noted: Hindrance, today: date) -> None:
    custody, known = answering(row, custody_of(row.case_id, today)), newest_answers([row.id], today)[row.id]
    why = why_not_alone(guardian, noted, custody, replies_of(known), today)
    if why is not None:
        raise CannotStandAlone(why.label)


def _refuse_overtaken(row: Question, giver: PersonId, told: Said, today: date) -> None:
    """An answer outside the days in which one may have been given, or one that another has come after."""
    if told.on < today - LONGEST_BACK:
        raise TooLongAgo(too_long_ago())
    latest = newest_answers([row.id], today)[row.id].get(giver)
    if latest is None or not stands_in_the_way(said_by(latest), told):
        return
    reply = Reply(latest.reply)
    said = SINCE[reply].format(day=day_or_year(latest.answered_on, today))
    if told.on == latest.answered_on:
        raise SameDay(f"{said} Kom det här svaret efter det? Markera det då.", AFTER[reply])
    raise Overtaken(f"{said} Ett äldre ja gäller inte efter det. Prata med personen och skriv dagen då den svarar.")


def _sealed(cell: Cell, field: str, answer: UUID, text: str, now: datetime) -> bytes | None:
    return seal_field(cell, field, answer, text.strip(), now=now) if text.strip() else None
