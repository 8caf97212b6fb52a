"""What a text becomes when it is saved: the class is derived from who writes, and the writer is told who will read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.access.queries import Looker, read_by, readers_of
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Pupil
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.deriving import derive
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind


class NoCapacity(ValueError):
    """The writer stands in no capacity before the pupil that a text could be derived from."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to save a note: what it is in words, and who would read it."""

    slug: str
    label: str
    readers: str
    kind: Kind
    confided: bool = False


def derived_cell(
    writer: Reader,
    pupil: Pupil,
    kind: Kind,
    *,
    confided: bool = False,
    origin: InformationClass | None = None,
) -> facts.Cell:
    """The facts of the cell that a new text of this kind falls into. Raises NoCapacity for one without a tie."""
    standing = capacity(writer, CaseId(pupil.case_id), pupil.cell.facts.unit)
    if standing is None:
        raise NoCapacity("Du har inget uppdrag kring eleven att skriva i.")
    made = derive(standing, kind, held_by_school=True)
    return school_cell(
        pupil,
        made.information_class,
        kind,
        branch=made.branch,
        origin=origin or made.origin_class,
        confided=confided,
    )


def cell_to_write(
    writer: Reader,
    case: CaseId | UUID,
    kind: Kind,
    *,
    confided: bool = False,
    origin: InformationClass | None = None,
) -> Cell:
    """The cell row that a new text of this kind falls into, made when it is new."""
    return cell_for(derived_cell(writer, pupil_row(case), kind, confided=confided, origin=origin))


def choices(
    writer: Reader, pupil: Pupil, lookers: Iterable[Looker], *, name: str, school: str, today: date
) -> tuple[Choice, ...]:
    """The ways to save a note that differ in who would read it, and after which the writer still may.

    Nobody is asked for a class: each way says its readers. Stricter is offered only where the law leaves readers.
    """
    known = tuple(lookers)
    ways = (
        ("anteckning", "Anteckning", Kind.NOTE, False),
        ("klassrummet", f"Det klassrummet ska göra för {name}", Kind.INSTRUCTION, False),
        ("fortroende", "Bara elevhälsan", Kind.NOTE, True),
    )
    found: list[Choice] = []
    seen: list[frozenset[UUID]] = []
    for slug, label, kind, confided in ways:
        cell = derived_cell(writer, pupil, kind, confided=confided)
        readers = frozenset(looker.person_id for looker in readers_of(cell, known))
        if writer.person in readers and readers not in seen:
            seen.append(frozenset(readers))
            found.append(Choice(slug, label, read_by(cell, known, today=today, school=school), kind, confided))
    return tuple(found)
