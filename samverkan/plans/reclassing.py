"""Counting a note as something else than it was: an act with a reason. What it was is kept, and all is decided anew.

Where it opens the note to more it takes the one who wrote it, or two: one who asks and another who agrees.

The note is written anew in the cell of its other class, with the author and the time it had, in the place of the one
before. So every reader, list, room and yes is asked again of the law, and nothing is to be remembered elsewhere.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.http import Http404

from samverkan.access.queries import Looker, circle, read_by, readers_of
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people.queries import PupilCard, names
from samverkan.people.wording import day_with_year, listed, local_day
from samverkan.plans.models import Reclassified, RecountAnswer, RecountAsked, TakenIn
from samverkan.policy import facts
from samverkan.policy.acting import Action, may
from samverkan.policy.capacities import capacity
from samverkan.policy.deciding import open_to_every_employee
from samverkan.policy.reclassing import becomes, may_become, protects_less
from samverkan.policy.vocabulary import InformationClass, PersonId
from samverkan.vault.texts import open_field, say, seal_field, texts

REASON = "reason"
MOVING = "what a note was taken in with follows the note when it is counted anew"


class NotCounted(ValueError):
    """It may not be counted so. The message says why, Swedish."""


@dataclass(frozen=True, slots=True)
class OtherClass:
    """Something the note may be counted as, and who would read it then."""

    information_class: InformationClass
    readers: str
    new_readers: tuple[str, ...]
    """Those who read it then and do not now, as far as the reader may know of them."""
    opens: bool
    """Whether it is protected less then, or read by more."""


@dataclass(frozen=True, slots=True)
class Wish:
    """That somebody wants it counted as something that opens it to more, and waits for another."""

    id: UUID
    by_id: UUID
    by: str
    on: str
    reason: str
    way: OtherClass | None
    """What it would be then; None when the reader may not count it so."""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier counting: what it was, who changed it, when and why."""

    was: str
    by: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the page shows it, with what it may be counted as."""

    id: UUID
    text: str
    author_id: UUID
    author: str
    cell: facts.Cell
    readers: str
    ways: tuple[OtherClass, ...]
    before: tuple[Before, ...]
    wish: Wish | None

    def way(self, other: InformationClass) -> OtherClass | None:
        """What it would be as the other class, if it may be counted so."""
        return next((way for way in self.ways if way.information_class is other), None)


def note(scope: Scope, card: PupilCard, statement: UUID) -> Note:
    """The note, if the reader may read it and it may be counted as something else by somebody; else Http404."""
    row = _row(scope, card, statement)
    lookers = circle(scope, card.case)
    ways = tuple(_ways(scope, card, row.cell.facts, lookers))
    return Note(
        id=row.id,
        text=texts([row])[row.id],
        author_id=row.author_id,
        author=names([row.author_id]).get(row.author_id, ""),
        cell=row.cell.facts,
        readers=read_by(row.cell.facts, lookers, today=scope.today, school=card.school),
        ways=ways,
        before=_before(scope, row),
        wish=_wish(scope, row, ways),
    )


@transaction.atomic
def count_as(
    scope: Scope, card: PupilCard, *, statement: UUID, other: InformationClass, reason: str, now: datetime
) -> Reclassified:
    """Count the note as the other class from now on.

    Raises NotCounted for a class that it may not become, and for one that opens it to more when somebody else wrote it:
    that is asked for and agreed to.
    """
    row = _row(scope, card, statement)
    way = _may(scope, card, row, other)
    if way.opens and row.author_id != scope.reader.person:
        raise NotCounted("Den öppnas för fler. Det behöver den som skrev den gå med på, eller en kollega till.")
    return _count(scope, card, row, other, reason, now)


@transaction.atomic
def ask_to_count(
    scope: Scope, card: PupilCard, *, statement: UUID, other: InformationClass, reason: str, now: datetime
) -> RecountAsked:
    """Ask that the note be counted as something that opens it to more. Nothing changes until another agrees.

    Raises NotCounted for a class that it may not become, and while another wish waits.
    """
    row, new = _row(scope, card, statement), uuid.uuid4()
    _may(scope, card, row, other)
    if RecountAsked.objects.within(scope).filter(statement=row, settled_at=None).exists():
        raise NotCounted("Någon har redan bett om det, och ingen har svarat än.")
    return RecountAsked.objects.create(
        id=new,
        case_id=card.case,
        cell=row.cell,
        statement=row,
        other_class=other.value,
        sealed_reason=seal_field(row.cell, REASON, new, reason, now=now),
        asked_at=now,
        asked_by_id=scope.reader.person,
    )


@transaction.atomic
def settle(scope: Scope, card: PupilCard, *, statement: UUID, agreed: bool, now: datetime) -> Reclassified | None:
    """The author, or another who may count it, says yes or no to what was asked. A yes counts it at once.

    Raises NotCounted when nothing waits, or when the one who asked says yes alone.
    """
    row = _row(scope, card, statement)
    waits = RecountAsked.objects.within(scope).filter(statement=row, settled_at=None).select_for_update(of=("self",))
    asked = waits.first()
    if asked is None:
        raise NotCounted("Det finns inget att svara på längre.")
    if agreed and asked.asked_by_id == scope.reader.person:
        raise NotCounted("Du har bett om det själv. Någon annan behöver säga ja.")
    other = InformationClass(asked.other_class)
    _may(scope, card, row, other)
    asked.settled_at, asked.settled_by_id = now, scope.reader.person
    asked.answer = RecountAnswer.YES if agreed else RecountAnswer.NO
    asked.save(update_fields=["settled_at", "settled_by", "answer"])
    if not agreed:
        return None
    reason = open_field(asked.cell, REASON, asked.id, bytes(asked.sealed_reason))
    return _count(scope, card, row, other, reason, now)


def waiting_for(scope: Scope) -> tuple[RecountAsked, ...]:
    """What others have asked to count anew, of what the reader may read, and which nobody has settled."""
    found = RecountAsked.objects.within(scope).filter(settled_at=None, statement__replaced_by=None)
    return tuple(found.exclude(asked_by_id=scope.reader.person).select_related("statement", "asked_by", "cell"))


def counted_lately(scope: Scope, since: datetime) -> tuple[Reclassified, ...]:
    """What others have counted anew of the reader's own notes, the newest first."""
    found = Reclassified.objects.within(scope).filter(counted_at__gte=since, statement__author_id=scope.reader.person)
    others = found.exclude(counted_by_id=scope.reader.person)
    return tuple(others.select_related("statement", "counted_by", "cell").order_by("-counted_at"))


def may_settle(scope: Scope, row: RecountAsked) -> bool:
    """Whether the reader's answer to it holds: who may count the note so, and did not ask."""
    cell = row.cell.facts
    ways = may_become(cell, capacity(scope.reader, cell.case, cell.unit), scope.today)
    allowed = may(scope.reader, Action.RECLASSIFY, case=cell.case, unit=cell.unit).allowed
    return allowed and row.asked_by_id != scope.reader.person and InformationClass(row.other_class) in ways


def _may(scope: Scope, card: PupilCard, row: Statement, other: InformationClass) -> OtherClass:
    ways = _ways(scope, card, row.cell.facts, circle(scope, card.case))
    way = next((one for one in ways if one.information_class is other), None)
    if way is None:
        raise NotCounted("Den kan inte räknas som det du valde. Välj något av det som står här.")
    return way


def _count(
    scope: Scope, card: PupilCard, row: Statement, other: InformationClass, reason: str, now: datetime
) -> Reclassified:
    cell, new = cell_for(becomes(row.cell.facts, other)), uuid.uuid4()
    told = say(cell, Form.NOTE, texts([row])[row.id], by=PersonId(row.author_id), now=row.made_at, replaces=row)
    TakenIn.objects.unguarded(because=MOVING).filter(statement=row).update(statement=told, cell=cell)
    return Reclassified.objects.create(
        id=new,
        case_id=card.case,
        cell=cell,
        statement=told,
        former_class=row.cell.information_class,
        sealed_reason=seal_field(cell, REASON, new, reason, now=now),
        counted_at=now,
        counted_by_id=scope.reader.person,
    )


def _wish(scope: Scope, row: Statement, ways: Iterable[OtherClass]) -> Wish | None:
    asked = RecountAsked.objects.within(scope).filter(statement=row, settled_at=None).first()
    if asked is None:
        return None
    other = InformationClass(asked.other_class)
    return Wish(
        id=asked.id,
        by_id=asked.asked_by_id,
        by=names([asked.asked_by_id]).get(asked.asked_by_id, ""),
        on=day_with_year(local_day(asked.asked_at)),
        reason=open_field(asked.cell, REASON, asked.id, bytes(asked.sealed_reason)),
        way=next((way for way in ways if way.information_class is other), None),
    )


def _row(scope: Scope, card: PupilCard, statement: UUID) -> Statement:
    """The newest writing of a note that the reader may read. What it was before is nobody's to count."""
    rows = Statement.objects.within(scope).filter(id=statement, cell__case_id=card.case, form=Form.NOTE)
    row = rows.filter(replaced_by=None).select_related("cell").first()
    if row is None:
        raise Http404
    return row


def _ways(scope: Scope, card: PupilCard, cell: facts.Cell, lookers: Iterable[Looker]) -> Iterable[OtherClass]:
    """The classes after which the one who counts still reads it."""
    standing, known = capacity(scope.reader, card.case, card.unit), tuple(lookers)
    for other in may_become(cell, standing, scope.today):
        made = becomes(cell, other)
        if scope.reader.person in {looker.person_id for looker in readers_of(made, known)}:
            new = _new_readers(scope, card, cell, made, known)
            opens = bool(new) or protects_less(cell, other, scope.today)
            yield OtherClass(other, read_by(made, known, today=scope.today, school=card.school), new, opens)


def _new_readers(
    scope: Scope, card: PupilCard, cell: facts.Cell, made: facts.Cell, known: tuple[Looker, ...]
) -> tuple[str, ...]:
    """Each by name and part; everybody at the school in one, when it becomes theirs."""
    now = {looker.person_id for looker in readers_of(cell, known)}
    wide = open_to_every_employee(made, scope.today) and not open_to_every_employee(cell, scope.today)
    found = [
        f"{looker.name}, {listed(looker.roles)}"
        for looker in sorted(readers_of(made, known), key=attrgetter("nearness"))
        if looker.person_id not in now and not (wide and looker.at_the_school_only)
    ]
    return (*([f"Alla som arbetar på {card.school}"] if wide else []), *found)


def _before(scope: Scope, row: Statement) -> tuple[Before, ...]:
    """How the note has been counted before, the newest first, as far as the reader may read of it."""
    found: list[Reclassified] = []
    known = {one.statement_id: one for one in Reclassified.objects.within(scope).filter(case_id=row.cell.case_id)}
    at: UUID | None = row.id
    while at is not None and at in known:
        found.append(known[at])
        at = known[at].statement.replaces_id
    who = names(one.counted_by_id for one in found)
    return tuple(
        Before(
            was=InformationClass(one.former_class).label,
            by=who.get(one.counted_by_id, ""),
            on=day_with_year(local_day(one.counted_at)),
            reason=open_field(one.cell, REASON, one.id, bytes(one.sealed_reason)),
        )
        for one in found
    )
