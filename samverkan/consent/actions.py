"""Asking, answering and taking back. A yes opens and a no closes in the same transaction as it is written down."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.consent import texts
from samverkan.consent.custody import answering, custody_of, question_cell
from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.sealed_words import (
    ATTEMPTS,
    EVIDENCE,
    INTERPRETER,
    MATTER,
    PUPILS_VIEW,
    READ_ALOUD,
    REASON,
    RESERVATION,
    WITNESS,
    matters_of,
)
from samverkan.consent.settling import settle, standing
from samverkan.consent.weighing import newest_answers
from samverkan.guard.cells import cell_for, hold
from samverkan.guard.models import Cell
from samverkan.people.barring import barred_of_each
from samverkan.people.cells import pupil_row
from samverkan.people.models import Account, Organisation, Person
from samverkan.people.wording import day, local_day
from samverkan.policy.consenting import LONGEST_ALONE, ConsentState, Reply, longest_end, required_givers
from samverkan.policy.deriving import EVERYTHING_AT_ONCE
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import (
    CaseId,
    Giver,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
)
from samverkan.post import actions as post
from samverkan.vault.texts import seal_field

ALL_KINDS = frozenset(Kind) - {Kind.JOURNAL, Kind.INFORMANT, Kind.ANONYMOUS}
"""Every shape that something of ours can have."""
LETTER_SUBJECT = "En fråga från skolan"
LETTER_TEXT = (
    "Hej!\n\nSkolan vill fråga dig om en sak. Logga in i Samverkan, läs frågan och svara där.\n"
    "Du kan också ringa skolan eller svara på papper.\n\nSkolan"
)
"""Says nothing of whom or what: mail is read on shared screens."""


class BlanketConsent(ValueError):
    """A question too wide, too long or without an end. The message says in Swedish what to narrow."""


class OlderThanWithdrawal(ValueError):
    """An answer given before the giver took a yes back. The message says in Swedish what to do."""


class NotAGiver(ValueError):
    """The person's answer is not one that this question needs."""


class Resting(ValueError):
    """The question rests: it has to be asked anew. The message says why in Swedish."""


class CannotStandAlone(ValueError):
    """One guardian may not decide alone here. The message says in Swedish what is missing."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom a question reached by mail, and who is to be handed it on paper or by word of mouth."""

    mailed: tuple[PersonId, ...]
    by_hand: tuple[PersonId, ...]


@transaction.atomic
def ask(
    *,
    case: CaseId,
    classes: Iterable[InformationClass],
    kinds: Iterable[Kind],
    senders: Iterable[OrganisationId | UUID],
    receiver: OrganisationId | UUID,
    receiver_role: Role | None,
    purpose: Purpose,
    manners: Iterable[Manner],
    begins_on: date,
    ends_on: date,
    matter: str,
    by: Reader,
    now: datetime,
    origins: Iterable[InformationClass | None] | None = None,
    parties: Iterable[OrganisationId | None] | None = None,
    subject: PersonId | None = None,
    renews: UUID | None = None,
) -> Question:
    """A question, not yet sent. One that is already open for the same thing is given back, so two clicks ask once.
    `origins` narrows it to what the sender made itself (None among them) or received from care or social services;
    `parties` narrows what tells that somebody outside knows the child to these, None among them being nobody outside.
    `subject` is the person whose own data it is, who alone is asked. `renews` is the question it is asked instead of.

    Raises BlanketConsent when it names no class, kind, sender or thing, everything at once, or more than a year.
    """
    wanted = sorted(set(classes)), sorted(set(kinds)), sorted(set(manners))
    owners = sorted(set(senders))
    _refuse_blanket(*wanted, owners, receiver, receiver_role, begins_on, ends_on, matter)
    freed = None if origins is None else sorted({origin.value if origin else "" for origin in origins})
    known = None if parties is None else sorted(set(parties), key=str)
    hold(case)
    sought = _like(case, wanted, (freed, known), receiver, receiver_role, purpose, subject)
    open_already = _open(sought if renews is None else sought.exclude(id=renews), case, matter, owners, begins_on)
    if open_already is not None:
        return open_already
    cell, row = cell_for(question_cell(pupil_row(case), subject)), uuid.uuid4()
    made = Question.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        classes=[value.value for value in wanted[0]],
        kinds=[value.value for value in wanted[1]],
        origins=freed,
        party_ids=known,
        subject_id=subject,
        renews_id=renews,
        receiver_id=receiver,
        receiver_role=None if receiver_role is None else receiver_role.value,
        purpose=purpose.value,
        manners=[value.value for value in wanted[2]],
        begins_on=begins_on,
        ends_on=ends_on,
        sealed_matter=seal_field(cell, MATTER, row, matter.strip(), now=now),
        made_at=now,
        made_by_id=by.person,
    )
    made.senders.set(Organisation.objects.filter(id__in=owners))
    return made


@transaction.atomic
def send_questions(questions: Sequence[Question], *, by: Reader, now: datetime) -> Sent:
    """Mark the questions asked, their words frozen, and send each giver with an account one letter without content.

    One who may learn nothing about the pupil is not asked: the question waits, or the other decides as the law says.
    """
    fresh = [question for question in questions if question.asked_at is None]
    for question in _questions().filter(id__in=[row.id for row in fresh]).select_related("cell", "receiver"):
        texts.freeze(question, now=now)
    _questions().filter(id__in=[question.id for question in fresh]).update(asked_at=now)
    closed = barred_of_each({question.case_id for question in questions})
    givers = dict.fromkeys(
        giver for question in questions for giver in _givers(question, now) if giver not in closed[question.case_id]
    )
    mailed, by_hand = [], []
    for person in Person.objects.filter(id__in=givers).select_related("account"):
        reachable = hasattr(person, "account") and person.account.is_active and not person.protected
        address = person.account.email if reachable else ""
        if address and fresh:
            post.queue(
                key=f"samtycke-{fresh[0].id}-{person.id}",
                to_address=address,
                subject=LETTER_SUBJECT,
                text=LETTER_TEXT,
                sender=by.person,
                now=now,
            )
            mailed.append(PersonId(person.id))
        else:
            by_hand.append(PersonId(person.id))
    return Sent(tuple(mailed), tuple(by_hand))


def by_id(case: CaseId, wanted: Iterable[UUID]) -> list[Question]:
    """The pupil's questions with these ids, for sending."""
    return list(_questions().filter(case_id=case, id__in=list(wanted)))


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
    row = _questions().select_for_update(of=("self",)).select_related("cell", "receiver").get(id=question)
    if giver not in _givers(row, now):
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
    row = _questions().select_for_update(of=("self",)).select_related("cell", "receiver").get(id=question)
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


def _refuse_blanket(
    classes: Sequence[InformationClass],
    kinds: Sequence[Kind],
    manners: Sequence[Manner],
    senders: Sequence[UUID],
    receiver: UUID,
    role: Role | None,
    begins_on: date,
    ends_on: date,
    matter: str,
) -> None:
    if not classes or not kinds or not matter.strip():
        raise BlanketConsent("Välj vad frågan gäller. Ett samtycke gäller en bestämd uppgift.")
    if not senders or not manners:
        raise BlanketConsent("Välj vem som lämnar uppgiften och hur.")
    if set(kinds) >= ALL_KINDS or set(classes) >= EVERYTHING_AT_ONCE:
        raise BlanketConsent("Frågan gäller allt på en gång. Dela upp den, en uppgift i varje fråga.")
    if receiver in senders and role is None:
        raise BlanketConsent("Välj en mottagare som inte redan har uppgiften.")
    if not begins_on <= ends_on <= longest_end(begins_on):
        raise BlanketConsent("Ett samtycke gäller högst ett läsår. Välj ett slutdatum inom ett år.")


def _like(
    case: CaseId,
    wanted: tuple[list[InformationClass], list[Kind], list[Manner]],
    narrowed: tuple[list[str] | None, list[OrganisationId | None] | None],
    receiver: UUID,
    role: Role | None,
    purpose: Purpose,
    subject: PersonId | None,
) -> QuerySet[Question]:
    """Questions for the same thing that do not rest."""
    return _questions().filter(
        case_id=case,
        classes=[value.value for value in wanted[0]],
        kinds=[value.value for value in wanted[1]],
        manners=[value.value for value in wanted[2]],
        origins=narrowed[0],
        party_ids=narrowed[1],
        receiver_id=receiver,
        receiver_role=role,
        purpose=purpose.value,
        subject_id=subject,
        suspended_at=None,
    )


def _open(rows: QuerySet[Question], case: CaseId, matter: str, senders: Sequence[UUID], today: date) -> Question | None:
    """The newest that waits for answers or holds. A refused or expired one may be put anew.

    What concerns another person is told in free words, so there the words must be the same too.
    """
    found = standing(
        rows.order_by("-made_at").prefetch_related("senders").select_related("cell"), custody_of(case, today), today
    )
    said = matters_of(row for row in found if row.subject_id is not None)
    for row in found:
        same_words = row.subject_id is None or said[row.id] == matter.strip()
        if same_words and sorted(sender.id for sender in row.senders.all()) == sorted(senders):
            return row
    return None


def _givers(question: Question, now: datetime) -> tuple[PersonId, ...]:
    """Whose answers the question needs; another person's own data that person alone."""
    today = local_day(now)
    custody = answering(question, custody_of(question.case_id, today))
    return tuple(person for person, _ in required_givers(custody, today))


def _questions() -> QuerySet[Question]:
    return Question.objects.unguarded(because="an act on a question that the actor's right has been demanded for")
