"""What the invited want to take up: written before the meeting, received by the school, read by whom the law lets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form
from samverkan.guard.scope import Scope
from samverkan.meetings.models import BroughtUp
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.stances import stances_of
from samverkan.plans.saved_once import left_lately
from samverkan.plans.writing import NoCapacity
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.deriving import derive
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, Kind
from samverkan.vault.texts import say, texts

LEFT_BY_SEAT = "a guest is told that the school has what they left, and no word of it"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that somebody wants to take up."""

    id: UUID
    invitee: UUID
    by: str
    text: str
    cell: facts.Cell


def received_cell(writer: Reader, case: CaseId) -> facts.Cell:
    """Where what one who is invited writes falls: of one from outside the school has received it, its origin kept (OSL
    7:2); of one at the school it is what they write there. Raises NoCapacity for one without a tie to the pupil.
    """
    pupil = pupil_row(case)
    standing = capacity(writer, case, pupil.cell.facts.unit) or next(iter(writer.in_case(case)), None)
    if standing is None:
        raise NoCapacity("Du har inget uppdrag kring eleven att skriva i.")
    made = derive(standing, Kind.NOTE, held_by_school=True, stances=stances_of(pupil.cell.huvudman_id))
    return school_cell(
        pupil,
        made.information_class,
        Kind.NOTE,
        branch=made.branch,
        origin=made.origin_class,
        profession=made.profession,
    )


def points(scope: Scope, meeting: UUID) -> tuple[Point, ...]:
    """What the reader may read of it, in the order it came."""
    rows = list(
        BroughtUp.objects.within(scope)
        .filter(invitee__meeting=meeting, invitee__removed_at=None)
        .select_related("cell", "invitee__person", "statement__cell")
        .order_by("made_at", "id")
    )
    said = texts(row.statement for row in rows)
    return tuple(
        Point(row.id, row.invitee_id, row.invitee.person.name, said[row.statement_id], row.cell.facts) for row in rows
    )


@transaction.atomic
def bring_up(*, invitee: UUID, case: CaseId, text: str, by: Reader, now: datetime) -> None:
    """Write it once: what the same person has just left in the same words is there already."""
    if left_lately(case, Form.TOPIC, text, by=by, now=now):
        return
    cell = cell_for(received_cell(by, case))
    told = say(cell, Form.TOPIC, text, by=by.person, now=now)
    BroughtUp.objects.create(invitee_id=invitee, cell=cell, statement=told, made_at=now)


def has_brought_up(invitee: UUID) -> bool:
    """Whether the seat has left anything, also what the one who sits there may not read any more."""
    return BroughtUp.objects.unguarded(because=LEFT_BY_SEAT).filter(invitee=invitee).exists()
