"""Counting a note as something else than it was: an act with a reason. What it was is kept, and all is decided anew.

The note is written anew in the cell of its other class, with the author and the time it had, in the place of the one
before. So every reader, list, room and yes is asked again of the law, and nothing is to be remembered elsewhere.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from samverkan.access.queries import Looker, circle, read_by, readers_of
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people.queries import PupilCard, names
from samverkan.people.wording import day_with_year, local_day
from samverkan.plans.models import Reclassified, TakenIn
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.reclassing import becomes, may_become
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
    author: str
    cell: facts.Cell
    readers: str
    ways: tuple[OtherClass, ...]
    before: tuple[Before, ...]


def note(scope: Scope, card: PupilCard, statement: UUID) -> Note:
    """The note, if the reader may read it and it may be counted as something else by somebody; else Http404."""
    row = _row(scope, card, statement)
    lookers = circle(scope, card.case)
    return Note(
        id=row.id,
        text=texts([row])[row.id],
        author=names([row.author_id]).get(row.author_id, ""),
        cell=row.cell.facts,
        readers=read_by(row.cell.facts, lookers, today=scope.today, school=card.school),
        ways=tuple(_ways(scope, card, row.cell.facts, lookers)),
        before=_before(scope, row),
    )


@transaction.atomic
def count_as(
    scope: Scope, card: PupilCard, *, statement: UUID, other: InformationClass, reason: str, now: datetime
) -> Reclassified:
    """Count the note as the other class from now on. Raises NotCounted for a class that it may not become."""
    row = _row(scope, card, statement)
    if other not in {way.information_class for way in _ways(scope, card, row.cell.facts, circle(scope, card.case))}:
        raise NotCounted("Den kan inte räknas som det du valde. Välj något av det som står här.")
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
            yield OtherClass(other, read_by(made, known, today=scope.today, school=card.school))


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
