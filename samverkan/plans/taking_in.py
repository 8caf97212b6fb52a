"""Writing down in the school's section what lies in somebody else's: with a warning, a mark, and leave to record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from samverkan.access.gathering import facts_in_case
from samverkan.access.queries import circle
from samverkan.guard.granting import source_of
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people.cells import pupil_row
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard, names
from samverkan.people.wording import local_day
from samverkan.plans.models import TakenIn
from samverkan.plans.queries.received import OF_EMI
from samverkan.plans.writing import Choice, Way, cell_to_write, choices
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.facts import Reader
from samverkan.policy.releasing import changes_hands, leave_to_record
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, Manner, StatementId
from samverkan.vault.texts import say, texts


class NoLeave(ValueError):
    """Nobody has said that it may be written down. It may still be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement in somebody else's section, as the page of warning shows it."""

    id: UUID
    text: str
    owner: str
    author: str
    cell: facts.Cell
    ways: tuple[Choice, ...]
    leave: facts.Grant | None

    @property
    def may(self) -> bool:
        """Whether somebody has given leave to record."""
        return self.leave is not None and bool(self.ways)


def found(scope: Scope, card: PupilCard, statement: UUID) -> Found:
    """The statement, if the reader may read it and it lies in somebody else's section; else Http404."""
    row = Statement.objects.within(scope).filter(id=statement, cell__case_id=card.case, replaced_by=None).first()
    standing = capacity(scope.reader, card.case, card.unit)
    if row is None or standing is None or not changes_hands(row.cell.facts, standing):
        raise Http404
    cell = row.cell.facts
    holder = Organisation.objects.get(id=cell.holder)
    return Found(
        id=row.id,
        text=texts([row])[row.id],
        owner=OF_EMI if cell.branch is Branch.EMI else holder.name,
        author=names([row.author_id]).get(row.author_id, ""),
        cell=cell,
        ways=_ways(scope, card, cell),
        leave=leave(scope.reader, cell, StatementId(row.id), on=scope),
    )


def leave(reader: Reader, cell: facts.Cell, statement: StatementId, *, on: Scope) -> facts.Grant | None:
    """The yes by which the reader may write it down."""
    return leave_to_record(cell, facts_in_case(reader, cell.case, today=on.today, manner=Manner.RECORD), statement)


@transaction.atomic
def take_in(*, what: Found, text: str, way: Way, by: Reader, now: datetime) -> TakenIn:
    """Write it in the school's section with its mark. Raises NoLeave when nobody has said that it may be noted."""
    asked = facts_in_case(by, what.cell.case, today=local_day(now), manner=Manner.RECORD)
    grant = leave_to_record(what.cell, asked, StatementId(what.id))
    if grant is None:
        raise NoLeave("Ingen har sagt att det får antecknas.")
    cell = cell_to_write(by, what.cell.case, way, origin=origin(what.cell))
    told = say(cell, Form.NOTE, text, by=by.person, now=now)
    return TakenIn.objects.create(
        case_id=what.cell.case,
        cell=cell,
        statement=told,
        holder_id=what.cell.holder,
        leave_id=source_of(grant.id),
        taken_at=now,
        taken_by_id=by.person,
    )


def origin(cell: facts.Cell) -> InformationClass:
    """What it was before: the first class, however often it is copied."""
    return cell.origin_class or cell.information_class


def _ways(scope: Scope, card: PupilCard, cell: facts.Cell) -> tuple[Choice, ...]:
    """Where it may be written, each with its readers. What the classroom is to do is a mark of its own."""
    pupil = pupil_row(card.case)
    ways = (
        ("anteckning", "En anteckning i skolans arbete", Way(Kind.NOTE)),
        ("klassrummet", f"Det klassrummet ska göra för {card.first_name}", Way(Kind.INSTRUCTION)),
    )
    lookers = circle(scope, card.case)
    known = choices(scope.reader, pupil, lookers, ways, school=card.school, today=scope.today, origin=origin(cell))
    return known
