"""What a text becomes when it is saved: the class is derived from who writes, and the writer is told who will read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from samverkan.access.queries import Looker, read_by, readers_of
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Pupil
from samverkan.people.queries import GuardianRow
from samverkan.people.stances import stances_of
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.deriving import derive, may_be_written
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, PersonId


class NoCapacity(ValueError):
    """The writer stands in no capacity before the pupil that a text could be derived from."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is asked of the law when a text is saved."""

    kind: Kind
    confided: bool = False
    """Only the writer's own branch."""
    for_all: bool = False
    """The pupil wants everybody to know."""
    about: PersonId | None = None
    """Another person whose own it is, such as a guardian's illness: K24, and that person's alone to say yes to."""


NOTE, WORDS = Way(Kind.NOTE), Way(Kind.OWN_WORDS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to save a text: what it is in words, and who would read it."""

    slug: str
    label: str
    readers: str
    way: Way


def derived_cell(
    writer: Reader,
    pupil: Pupil,
    way: Way,
    *,
    origin: InformationClass | None = None,
) -> facts.Cell:
    """The facts of the cell that a new text of this kind falls into. Raises NoCapacity for one without a tie."""
    standing = capacity(writer, CaseId(pupil.case_id), pupil.cell.facts.unit)
    if standing is None:
        raise NoCapacity("Du har inget uppdrag kring eleven att skriva i.")
    stances = stances_of(pupil.cell.huvudman_id)
    made = derive(
        standing, way.kind, held_by_school=True, for_all=way.for_all, about_other=way.about is not None, stances=stances
    )
    return school_cell(
        pupil,
        made.information_class,
        way.kind,
        branch=made.branch,
        origin=origin or made.origin_class,
        confided=way.confided,
        subject=way.about,
        profession=made.profession,
    )


def cell_to_write(
    writer: Reader,
    case: CaseId | UUID,
    way: Way,
    *,
    origin: InformationClass | None = None,
) -> Cell:
    """The cell row that a new text of this kind falls into, made when it is new."""
    return cell_for(derived_cell(writer, pupil_row(case), way, origin=origin))


def ways_to_note(name: str, others: Iterable[GuardianRow] = ()) -> Iterable[tuple[str, str, Way]]:
    """The ways to save a note, the usual one first: a stored word, what it is in words, what is asked of the law.

    `others` are adults at home of whom something may have to be noted that is their own and not the pupil's.
    """
    return (
        ("anteckning", "Anteckning", NOTE),
        ("klassrummet", f"Det klassrummet ska göra för {name}", Way(Kind.INSTRUCTION)),
        ("fortroende", "Bara elevhälsan", Way(Kind.NOTE, confided=True)),
        *(
            (
                f"om-{sha256(other.person_id.bytes).hexdigest()[:12]}",
                f"Något om {other.name} själv, till exempel en sjukdom. Ingen annan i familjen läser det",
                Way(Kind.NOTE, about=other.person_id),
            )
            for other in others
            if not other.protected
        ),
    )


def ways_to_tell(name: str) -> Iterable[tuple[str, str, Way]]:
    """The ways to save what the pupil has said. That everybody may know is the pupil's wish, and never the usual."""
    return (
        ("ord", f"De som arbetar med stödet kring {name}", WORDS),
        ("alla", f"{name} vill att alla får veta", Way(Kind.OWN_WORDS, for_all=True)),
        ("fortroende", "Bara elevhälsan", Way(Kind.OWN_WORDS, confided=True)),
    )


def choices(
    writer: Reader,
    pupil: Pupil,
    lookers: Iterable[Looker],
    ways: Iterable[tuple[str, str, Way]],
    *,
    school: str,
    today: date,
    origin: InformationClass | None = None,
) -> tuple[Choice, ...]:
    """Those of the ways that differ in who would read, and after which the writer still may.

    Nobody is asked for a class: each way says its readers. Stricter is offered only where the law leaves readers.
    """
    known = tuple(lookers)
    found: list[Choice] = []
    seen: list[frozenset[UUID]] = []
    for slug, label, way in ways:
        cell = derived_cell(writer, pupil, way, origin=origin)
        readers = frozenset(looker.person_id for looker in readers_of(cell, known))
        reads, about_other = writer.person in readers, way.about is not None
        allowed = may_be_written(cell.information_class, reads=reads, about_other=about_other)
        if allowed and readers and readers not in seen:
            seen.append(readers)
            found.append(Choice(slug, label, read_by(cell, known, today=today, school=school), way))
    return tuple(found)
