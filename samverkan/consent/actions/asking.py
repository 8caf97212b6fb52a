"""Putting a question: one of its sort at a time, narrow enough to say yes or no to, and sent without content."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.consent import texts
from samverkan.consent.actions.shared import all_questions, givers_of
from samverkan.consent.custody import custody_of, question_cell
from samverkan.consent.models import Answer, Question
from samverkan.consent.sealed_words import (
    AGAIN,
    MATTER,
    matters_of,
)
from samverkan.consent.settling import standing
from samverkan.guard.cells import cell_for, hold
from samverkan.people.barring import barred_of_each
from samverkan.people.cells import pupil_row
from samverkan.people.models import Organisation
from samverkan.people.reaching import addresses
from samverkan.people.wording import day_with_year
from samverkan.policy.consenting import longest_end
from samverkan.policy.facts import Reader
from samverkan.policy.putting import Put, TooWide, too_wide
from samverkan.policy.vocabulary import (
    CaseId,
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

LETTER_SUBJECT = "En fråga från skolan"


LETTER_TEXT = (
    "Hej!\n\nSkolan vill fråga dig om en sak. Logga in i Samverkan, läs frågan och svara där.\n"
    "Du kan också ringa skolan eller svara på papper.\n\nSkolan"
)
"""Says nothing of whom or what: mail is read on shared screens."""


class BlanketConsent(ValueError):
    """A question too wide, too long or without an end. The message says in Swedish what to narrow."""


class AlreadyPut(ValueError):
    """The question has been put to somebody. The message says so in Swedish."""


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
    again: str = "",
) -> Question:
    """A question, not yet sent. One that is already open for the same thing is given back, so two clicks ask once.
    `origins` narrows it to what the sender made itself (None among them) or received from care or social services;
    `parties` narrows what tells that somebody outside knows the child to these, None among them being nobody outside.
    `subject` is the person whose own data it is, who alone is asked. `renews` is the question it is asked instead of.
    `again` is why it is asked once more after a no (see consent.refusals), which those who work with the support read.

    Raises BlanketConsent when it names no class, kind, sender, thing or purpose, everything at once or too long a time.
    """
    wanted = sorted(set(classes)), sorted(set(kinds)), sorted(set(manners))
    owners = sorted(set(senders))
    to, senders_of = OrganisationId(receiver), [OrganisationId(owner) for owner in owners]
    _refuse_blanket(
        Put(wanted[0], wanted[1], senders_of, to, receiver_role, purpose, wanted[2], begins_on, ends_on), matter
    )
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
        sealed_again=seal_field(cell, AGAIN, row, again.strip(), now=now) if again.strip() else None,
        made_at=now,
        made_by_id=by.person,
    )
    made.senders.set(Organisation.objects.filter(id__in=owners))
    return made


@transaction.atomic
def send_questions(
    questions: Sequence[Question], *, by: Reader, now: datetime, slight: Collection[UUID] = frozenset()
) -> Sent:
    """Mark the questions asked, their words frozen, and send each giver with an account one letter without content.

    `slight` are those of which the sender says that they are not of intrusive importance for the child's future: where
    the huvudman has signed it one guardian is then enough (FB 6:13 st. 2).

    One who may learn nothing about the pupil is not asked: the question waits, or the other decides as the law says.
    """
    fresh = [question for question in questions if question.asked_at is None]
    for question in all_questions().filter(id__in=[row.id for row in fresh]).select_related("cell", "receiver"):
        texts.freeze(question, now=now)
    all_questions().filter(id__in=[question.id for question in fresh]).update(asked_at=now)
    all_questions().filter(id__in=[question.id for question in fresh if question.id in slight]).update(slight=True)
    closed = barred_of_each({question.case_id for question in questions})
    givers = dict.fromkeys(
        giver for question in questions for giver in givers_of(question, now) if giver not in closed[question.case_id]
    )
    mailed, by_hand = [], []
    known = addresses(givers)
    for person in givers:
        address = known.get(person, "")
        if address and fresh:
            post.queue(
                key=f"samtycke-{fresh[0].id}-{person}",
                to_address=address,
                subject=LETTER_SUBJECT,
                text=LETTER_TEXT,
                sender=by.person,
                now=now,
            )
            mailed.append(person)
        else:
            by_hand.append(person)
    return Sent(tuple(mailed), tuple(by_hand))


@transaction.atomic
def discard(*, case: CaseId, question: UUID) -> None:
    """Throw away a question that has never been put. Raises AlreadyPut for one that has: that one is history."""
    row = all_questions().select_for_update(of=("self",)).filter(case_id=case, id=question).first()
    if row is None:
        return
    if row.asked_at is not None or Answer.objects.filter(question=row).exists():
        raise AlreadyPut("Frågan är redan ställd och finns kvar. Den som har svarat kan ändra sitt svar.")
    row.senders.clear()
    row.delete()


def by_id(case: CaseId, wanted: Iterable[UUID]) -> list[Question]:
    """The pupil's questions with these ids, for sending."""
    return list(all_questions().filter(case_id=case, id__in=list(wanted)))


def _refuse_blanket(put: Put, matter: str) -> None:
    why = too_wide(put) or (None if matter.strip() else TooWide.NO_THING)
    if why is TooWide.TOO_LONG:
        last = day_with_year(longest_end(put.begins_on))
        raise BlanketConsent(f"{why.label} Välj ett slutdatum senast {last}.")
    if why is not None:
        raise BlanketConsent(why.label)


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
    return all_questions().filter(
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
