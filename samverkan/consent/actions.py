"""Asking, answering and taking back. A yes opens and a no closes in the same transaction as it is written down."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.consent.custody import answering, custody_of, question_cell
from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.sealed_words import MATTER, READ_ALOUD
from samverkan.consent.weighing import newest_answers, state_of
from samverkan.guard import granting
from samverkan.guard.cells import cell_for, hold
from samverkan.people.cells import pupil_row
from samverkan.people.models import Organisation, OrganisationKind, Person
from samverkan.people.wording import day, local_day
from samverkan.policy import facts
from samverkan.policy.consenting import ConsentState, Reply, longest_end, required_givers
from samverkan.policy.deriving import CLASS_OF_BRANCH, EVERYTHING_AT_ONCE
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    GrantId,
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
    "Hej!\n\nSkolan vill fråga dig om en sak. Logga in i Samverkan för att läsa frågan.\n"
    "Ring skolan och svara, eller svara på papper.\n\nSkolan"
)
"""Says nothing of whom or what: mail is read on shared screens."""


class BlanketConsent(ValueError):
    """A question too wide, too long or without an end. The message says in Swedish what to narrow."""


class OlderThanWithdrawal(ValueError):
    """An answer given before the giver took a yes back. The message says in Swedish what to do."""


class NotAGiver(ValueError):
    """The person's answer is not one that this question needs."""


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
) -> Question:
    """A question, not yet sent. One that is already open for the same thing is given back, so two clicks ask once.
    `origins` narrows it to what the sender made itself (None among them) or received from care or social services;
    `parties` narrows what tells that somebody outside knows the child to these, None among them being nobody outside.

    Raises BlanketConsent when it names no class, kind, sender or thing, everything at once, or more than a year.
    """
    wanted = sorted(set(classes)), sorted(set(kinds)), sorted(set(manners))
    owners = sorted(set(senders))
    _refuse_blanket(*wanted, owners, receiver, receiver_role, begins_on, ends_on, matter)
    freed = None if origins is None else sorted({origin.value if origin else "" for origin in origins})
    known = None if parties is None else sorted(set(parties), key=str)
    hold(case)
    open_already = _same(case, wanted, (freed, known), owners, receiver, receiver_role, purpose, begins_on)
    if open_already is not None:
        return open_already
    cell, row = cell_for(question_cell(pupil_row(case))), uuid.uuid4()
    made = Question.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        classes=[value.value for value in wanted[0]],
        kinds=[value.value for value in wanted[1]],
        origins=freed,
        party_ids=known,
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
    """Mark the questions asked and send each giver with an account one letter without content."""
    fresh = [question for question in questions if question.asked_at is None]
    rows = _questions().filter(id__in=[question.id for question in fresh])
    rows.update(asked_at=now)
    givers = dict.fromkeys(giver for question in questions for giver in _givers(question, now))
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
    read_aloud: str = "",
    explained: Iterable[str] = (),
) -> ConsentState:
    """Write one giver's answer and act on all of them together: a grant when every giver has said yes, else none.

    Raises NotAGiver when the person is not among those whose yes is needed.
    """
    row = _questions().select_for_update().get(id=question)
    today = local_day(now)
    if giver not in _givers(row, now):
        raise NotAGiver("Personen är inte en av dem som svarar på frågan.")
    latest = newest_answers([row.id])[row.id].get(PersonId(giver))
    if latest is not None and latest.reply == Reply.WITHDRAWN and answered_on < latest.answered_on:
        raise OlderThanWithdrawal(
            f"Svaret togs tillbaka {day(latest.answered_on)}. Ett äldre svar gäller inte längre. Fråga igen."
        )
    answer = uuid.uuid4()
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
        interpreter=interpreter,
        sealed_read_aloud=seal_field(row.cell, READ_ALOUD, answer, read_aloud, now=now) if read_aloud else None,
        explained=list(explained),
    )
    if row.asked_at is None:
        row.asked_at = now
        row.save(update_fields=["asked_at"])
    return _settle(row, today, now)


def withdraw(*, question: UUID, giver: PersonId | UUID, form: AnswerForm, by: Reader, now: datetime) -> ConsentState:
    """Take back a yes, as easily as it was given. What it opened is closed at the next request."""
    return record_answer(
        question=question,
        giver=giver,
        reply=Reply.WITHDRAWN,
        form=form,
        answered_on=local_day(now),
        by=by,
        now=now,
    )


def _settle(question: Question, today: date, now: datetime) -> ConsentState:
    """End what the question opened before, then open again if and only if all have said yes and it has not run out."""
    granting.end(source=question.id, now=now)
    answers = newest_answers([question.id])[question.id]
    state = state_of(question, answers, custody_of(question.case_id, today), today)
    if state is ConsentState.GIVEN:
        for grant in _grants(question):
            granting.give(grant, source=question.id, now=now)
    return state


def _grants(question: Question) -> list[facts.Grant]:
    """The thing itself, and that the parties may know of one another: existence is a permission of its own.

    What an outside party holds on knowing the child is freed to the others. That the *school* holds on who else knows
    the child is not, since that would tell of parties this question is not about.
    """
    senders = list(question.senders.all())
    outside = [sender for sender in senders if sender.kind != OrganisationKind.SCHOOLS]
    role = None if question.receiver_role is None else Role(question.receiver_role)
    classes = frozenset(InformationClass(value) for value in question.classes)
    kinds = frozenset(Kind(value) for value in question.kinds)
    made = [_grant(question, classes, kinds, senders, question.receiver, role)]
    made[0] = replace(made[0], origins=question.freed_origins, parties=question.freed_parties)
    made += [_known(question, sender, question.receiver, role) for sender in outside]
    if question.receiver.kind != OrganisationKind.SCHOOLS:
        made += [_known(question, question.receiver, sender, None) for sender in senders]
    return made


def _known(question: Question, known: Organisation, receiver: Organisation, role: Role | None) -> facts.Grant:
    of_branch = frozenset({CLASS_OF_BRANCH[Branch(known.branch)]})
    return _grant(question, of_branch, frozenset({Kind.EXISTENCE}), [known], receiver, role)


def _grant(
    question: Question,
    classes: frozenset[InformationClass],
    kinds: frozenset[Kind],
    holders: Sequence[Organisation],
    receiver: Organisation,
    role: Role | None,
) -> facts.Grant:
    return facts.Grant(
        id=GrantId(uuid.uuid4()),
        case=CaseId(question.case_id),
        classes=classes,
        kinds=kinds,
        holders=frozenset(OrganisationId(holder.id) for holder in holders),
        receiver_organisation=OrganisationId(receiver.id),
        receiver_role=role,
        receiver_person=None,
        purpose=Purpose(question.purpose),
        manners=frozenset(Manner(value) for value in question.manners),
        begins_on=question.begins_on,
        ends_on=question.ends_on,
        subject=None if question.subject_id is None else PersonId(question.subject_id),
    )


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


def _same(
    case: CaseId,
    wanted: tuple[list[InformationClass], list[Kind], list[Manner]],
    narrowed: tuple[list[str] | None, list[OrganisationId | None] | None],
    senders: Sequence[UUID],
    receiver: UUID,
    role: Role | None,
    purpose: Purpose,
    today: date,
) -> Question | None:
    """A question for the same thing that waits for answers or holds. A refused or expired one may be put anew."""
    rows = _questions().filter(
        case_id=case,
        classes=[value.value for value in wanted[0]],
        kinds=[value.value for value in wanted[1]],
        manners=[value.value for value in wanted[2]],
        origins=narrowed[0],
        party_ids=narrowed[1],
        receiver_id=receiver,
        receiver_role=role,
        purpose=purpose.value,
        suspended_at=None,
    )
    answers = newest_answers(row.id for row in rows)
    custody = custody_of(case, today)
    standing = {ConsentState.NOT_ASKED, ConsentState.ASKED, ConsentState.GIVEN}
    for row in rows.order_by("-made_at").prefetch_related("senders"):
        same_senders = sorted(sender.id for sender in row.senders.all()) == sorted(senders)
        if same_senders and state_of(row, answers[row.id], custody, today) in standing:
            return row
    return None


def _givers(question: Question, now: datetime) -> tuple[PersonId, ...]:
    """Whose answers the question needs; another person's own data that person alone."""
    today = local_day(now)
    custody = answering(question, custody_of(question.case_id, today))
    return tuple(person for person, _ in required_givers(custody, today))


def _questions() -> QuerySet[Question]:
    return Question.objects.unguarded(because="an act on a question that the actor's right has been demanded for")
