"""What the answers to a question open and close. Grant and state change in one transaction, whatever changed them."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from samverkan.consent import telling
from samverkan.consent.custody import Round, answering, custody_of
from samverkan.consent.models import Question
from samverkan.consent.weighing import newest_answers, replies_of, state_of, suspension_of
from samverkan.guard import granting
from samverkan.people.models import Assignment, Organisation, OrganisationKind, TeamMember
from samverkan.people.turns import Turn
from samverkan.people.wording import local_day
from samverkan.policy import facts
from samverkan.policy.consenting import ConsentState, Suspension, holds_until, rests
from samverkan.policy.deriving import CLASS_OF_BRANCH
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

TURNING = "what was granted is looked at anew in the act that turns it"
STANDING = (ConsentState.ASKED, ConsentState.GIVEN)
ANSWERED = (ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.DIFFERING, ConsentState.WITHDRAWN)


def settle(question: Question, *, by: PersonId | None, now: datetime) -> ConsentState:
    """End what the question opened before, then open again if and only if all have said yes and it has not run out.

    A yes is opened no longer than it is known to hold: to the day before the birthday on which somebody else answers.
    """
    today = local_day(now)
    was_open = granting.end(source=question.id, now=now) > 0
    around, answers = custody_of(question.case_id, today), newest_answers([question.id], today)[question.id]
    state = state_of(question, answers, around, today)
    if state is ConsentState.GIVEN:
        last = holds_until(replies_of(answers), answering(question, around, answers), today, question.ends_on)
        reserved = any(answer.sealed_reservation is not None for answer in answers.values())
        for grant in _grants(question, last):
            granting.give(replace(grant, reserved=reserved), source=question.id, now=now)
    elif was_open:
        telling.closed(question, by=by, now=now)
    if state in ANSWERED and question.renews_id is not None:
        _replace(question.renews_id, now)
    return state


@transaction.atomic
def turned(turn: Turn, now: datetime) -> None:
    """Something has changed round the pupil: what does not stand any more rests until it is asked anew."""
    today = local_day(now)
    rows = Question.objects.unguarded(because=TURNING).filter(
        case_id=turn.case, asked_at__isnull=False, suspended_at=None, ends_on__gte=today
    )
    if turn.why is Suspension.RECEIVER:
        rows = rows.filter(Q(receiver_role=None) | Q(receiver_role=turn.role), receiver_id=turn.organisation)
    held = list(rows.select_for_update(of=("self",)).order_by("id"))
    if not held:
        return
    around = custody_of(turn.case, today)
    for question in held:
        _turn(question, turn, around, today, now)


def _turn(question: Question, turn: Turn, around: Round, today: date, now: datetime) -> None:
    answers = newest_answers([question.id], today)[question.id]
    if turn.why is Suspension.CUSTODY and suspension_of(question, answers, around, today) is Suspension.PLACED:
        settle(question, by=None, now=now)
        return
    state = state_of(question, answers, around, today)
    was_open = turn.why is Suspension.CUSTODY and bool(granting.running([question.id]))
    received = turn.why is Suspension.RECEIVER and _received(question, today)
    if rests(turn.why, state, was_open=was_open, received=received):
        own = suspension_of(question, answers, around, today) if turn.why is Suspension.CUSTODY else None
        suspend(question, own or turn.why, now=now)
    elif turn.why is Suspension.CUSTODY and state is ConsentState.GIVEN:
        settle(question, by=None, now=now)


def suspend(question: Question, why: Suspension, *, now: datetime) -> None:
    """Let the question rest: what it opened closes at once, and whoever was told is told that something has changed."""
    was_open = granting.end(source=question.id, now=now) > 0
    question.suspended_at, question.suspended_because = now, why.value
    question.save(update_fields=["suspended_at", "suspended_because"])
    if was_open:
        telling.closed(question, by=None, now=now)


def _replace(old: UUID, now: datetime) -> None:
    """The question asked anew has been answered: the old one opens nothing more."""
    row = Question.objects.unguarded(because=TURNING).select_for_update(of=("self",)).get(id=old)
    granting.end(source=row.id, now=now)
    if row.suspended_at is None:
        row.suspended_at, row.suspended_because = now, Suspension.REPLACED.value
        row.save(update_fields=["suspended_at", "suspended_because"])


def _received(question: Question, today: date) -> bool:
    """Whether somebody still holds the receiver's part. The school as a whole always does."""
    if question.receiver.kind == OrganisationKind.SCHOOLS and question.receiver_role is None:
        return True
    seats = TeamMember.objects.unguarded(because=TURNING).filter(
        Q(until=None) | Q(until__gte=today), case_id=question.case_id, organisation_id=question.receiver_id
    )
    if question.receiver_role is not None:
        seats = seats.filter(role=question.receiver_role)
    at_work = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), organisation_id=question.receiver_id, person__in=seats.values("person")
    )
    return at_work.exists()


def _grants(question: Question, last: date) -> list[facts.Grant]:
    """The thing itself, and that the parties may know of one another: existence is a permission of its own.

    What an outside party holds on knowing the child is freed to the others. That the *school* holds on who else knows
    the child is not, since that would tell of parties this question is not about. Nor is anybody told of by a yes to
    one's own data: it is another person's.
    """
    senders = list(question.senders.all())
    outside = [sender for sender in senders if sender.kind != OrganisationKind.SCHOOLS]
    role = None if question.receiver_role is None else Role(question.receiver_role)
    classes = frozenset(InformationClass(value) for value in question.classes)
    kinds = frozenset(Kind(value) for value in question.kinds)
    thing = _grant(question, classes, kinds, senders, question.receiver, role, last)
    made = [replace(thing, origins=question.freed_origins, parties=question.freed_parties)]
    if question.subject_id is not None:
        return made
    made += [_known(question, sender, question.receiver, role, last) for sender in outside]
    if question.receiver.kind != OrganisationKind.SCHOOLS:
        made += [_known(question, question.receiver, sender, None, last) for sender in senders]
    return made


def _known(
    question: Question, known: Organisation, receiver: Organisation, role: Role | None, last: date
) -> facts.Grant:
    of_branch = frozenset({CLASS_OF_BRANCH[Branch(known.branch)]})
    return _grant(question, of_branch, frozenset({Kind.EXISTENCE}), [known], receiver, role, last)


def _grant(
    question: Question,
    classes: frozenset[InformationClass],
    kinds: frozenset[Kind],
    holders: Sequence[Organisation],
    receiver: Organisation,
    role: Role | None,
    last: date,
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
        ends_on=max(last, question.begins_on),
        subject=None if question.subject_id is None else PersonId(question.subject_id),
    )


def standing(rows: QuerySet[Question], around: Round, today: date) -> list[Question]:
    """Those of the questions that wait for answers or hold."""
    found = list(rows)
    answers = newest_answers([row.id for row in found], today)
    return [
        row for row in found if state_of(row, answers[row.id], around, today) in (*STANDING, ConsentState.NOT_ASKED)
    ]
