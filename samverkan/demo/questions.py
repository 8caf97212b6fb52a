"""Questions of consent with their answers, and the grants that a yes or a signed assessment writes.

Rows are written directly, many at a time, as `consent.actions` would write them one by one; a test holds that the law
reads them the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.sealed_words import MATTER
from samverkan.consent.wording import EXPLAINED, RIGHTS
from samverkan.demo.casefile import CaseFile, K
from samverkan.demo.days import at, year_end
from samverkan.guard.models import Cell, Grant, Statement
from samverkan.people.models import Organisation, OrganisationKind, Person
from samverkan.policy.consenting import Custody, Reply, Suspension, holds_until
from samverkan.policy.deriving import CLASS_OF_BRANCH
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, Manner, PersonId, Purpose, Role

SPEAK = (Manner.SPEAK,)
EVERY_MANNER = (Manner.SPEAK, Manner.RECORD, Manner.SEND)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of consent as the story has it."""

    classes: tuple[InformationClass, ...]
    kinds: tuple[Kind, ...]
    senders: tuple[Organisation, ...]
    receiver: Organisation
    matter: str
    asked_on: date
    replies: Mapping[UUID, tuple[Reply, date]]
    """Each giver's answer and its day; a giver who is missing has not answered."""
    manners: tuple[Manner, ...] = EVERY_MANNER
    ends_on: date | None = None
    withdrawn: Mapping[UUID, date] | None = None
    receiver_role: Role | None = None
    origins: tuple[InformationClass | None, ...] | None = None
    """None: whatever its origin. None among them is what the sender made itself."""
    parties: tuple[Organisation, ...] | None = None
    """The outside organisations that a yes on who takes part tells of."""
    rests: tuple[date, Suspension] | None = None
    """Since when and why it rests."""

    @property
    def given(self) -> bool:
        """Whether everybody asked has said yes and nobody has taken it back."""
        return bool(self.replies) and all(reply is Reply.YES for reply, _ in self.replies.values())


def replies(file: CaseFile, reply: Reply, on: date) -> dict[UUID, tuple[Reply, date]]:
    """The same answer from every guardian."""
    return {guardian.id: (reply, on) for guardian in file.enrolled.guardians}


def ask(file: CaseFile, asked: Asked, *, by: Person) -> Question:
    """A question with its answers; when all say yes also the grant, as the act that records the yes writes it."""
    ends_on = asked.ends_on or year_end(asked.asked_on, file.making.today)
    row, cell = file.id("fraga"), file.cell(K.SUPPORT, Kind.NOTE)
    question = Question(
        id=row,
        case_id=file.enrolled.case,
        cell=cell,
        classes=sorted(asked.classes),
        kinds=sorted(asked.kinds),
        origins=_stored(asked.origins),
        party_ids=_named(asked.parties),
        receiver=asked.receiver,
        receiver_role=asked.receiver_role,
        purpose=Purpose.SUPPORT,
        manners=sorted(asked.manners),
        begins_on=asked.asked_on,
        ends_on=ends_on,
        sealed_matter=file.making.seal(cell, MATTER, row, asked.matter),
        made_at=at(asked.asked_on, "09.00"),
        made_by=by,
        asked_at=at(asked.asked_on, "09.10"),
        suspended_at=None if asked.rests is None else at(asked.rests[0], "08.00"),
        suspended_because="" if asked.rests is None else asked.rests[1].value,
    )
    file.making.add(question)
    file.making.link(question, asked.senders)
    for giver, (reply, day) in asked.replies.items():
        _answer(file, question, giver, reply, day, by)
    for giver, day in (asked.withdrawn or {}).items():
        _answer(file, question, giver, Reply.WITHDRAWN, day, by)
    if asked.given:
        last = max(day for _, day in asked.replies.values())
        over = [*(asked.withdrawn or {}).values(), *(() if asked.rests is None else (asked.rests[0],))]
        said = {PersonId(giver): reply for giver, (reply, _) in asked.replies.items()}
        ends = holds_until(said, custody_in(file), last, ends_on)
        _grant(file, asked, question, begins=last, ends=ends, ended=min(over, default=None))
    return question


def custody_in(file: CaseFile) -> Custody:
    """Who answers for the pupil of the story."""
    guardians = tuple(PersonId(guardian.id) for guardian in file.enrolled.guardians)
    return Custody(PersonId(file.pupil.person_id), guardians, file.pupil.born_on)


def release(
    file: CaseFile,
    cell: Cell,
    kinds: Sequence[Kind],
    person: Person,
    *,
    source: Statement,
    on: date,
    manners: Sequence[Manner],
) -> None:
    """A signed assessment by the owner of the information: this person may hear it (R7)."""
    file.making.add(
        Grant(
            id=file.id("bedomd"),
            case_id=file.enrolled.case,
            classes=[cell.information_class],
            kinds=sorted(kinds),
            holder_ids=[cell.holder_id],
            receiver_person_id=person.id,
            purpose=Purpose.SUPPORT,
            manners=sorted(manners),
            begins_on=on,
            ends_on=year_end(on, file.making.today),
            rule="R7",
            source_id=source.id,
            granted_at=at(on, "15.00"),
        )
    )


def _answer(file: CaseFile, question: Question, giver: UUID, reply: Reply, on: date, by: Person) -> None:
    if reply is Reply.SILENT:
        return
    file.making.add(
        Answer(
            id=file.id("svar"),
            question=question,
            giver_id=giver,
            reply=reply,
            form=AnswerForm.ORAL,
            answered_on=on,
            recorded_at=_instant(file, on),
            recorded_by=by,
            explained=[*RIGHTS, *(slug for slug, _ in EXPLAINED)],
        )
    )


def _grant(file: CaseFile, asked: Asked, question: Question, *, begins: date, ends: date, ended: date | None) -> None:
    """The thing itself, and that those outside the school may be known to the other side."""
    known = [
        *((sender, asked.receiver) for sender in asked.senders if sender.kind != OrganisationKind.SCHOOLS),
        *((asked.receiver, sender) for sender in asked.senders if asked.receiver.kind != OrganisationKind.SCHOOLS),
    ]
    opened = [
        (asked.classes, asked.kinds, asked.senders, asked.receiver, _stored(asked.origins), _named(asked.parties))
    ]
    opened += [((CLASS_OF_BRANCH[Branch(one.branch)],), (Kind.EXISTENCE,), (one,), to, None, None) for one, to in known]
    for classes, kinds, holders, receiver, origins, parties in opened:
        file.making.add(
            Grant(
                id=file.id("lov"),
                case_id=file.enrolled.case,
                classes=sorted(classes),
                kinds=sorted(kinds),
                origins=origins,
                party_ids=parties,
                holder_ids=sorted(holder.id for holder in holders),
                receiver_organisation_id=receiver.id,
                receiver_role=asked.receiver_role if receiver is asked.receiver else None,
                purpose=Purpose.SUPPORT,
                manners=sorted(asked.manners),
                begins_on=begins,
                ends_on=ends,
                source_id=question.id,
                granted_at=_instant(file, begins),
                ended_at=None if ended is None else _instant(file, ended),
            )
        )


def _instant(file: CaseFile, on: date) -> datetime:
    return min(at(on, "11.30"), file.making.now)


def _stored(origins: tuple[InformationClass | None, ...] | None) -> list[str] | None:
    """Origins as a row keeps them: an empty word for what the holder made itself."""
    return None if origins is None else sorted(origin or "" for origin in origins)


def _named(parties: tuple[Organisation, ...] | None) -> list[UUID | None] | None:
    """Parties as a row keeps them, none at all among them: the school's own part of the team."""
    return None if parties is None else [*sorted(party.id for party in parties), None]
