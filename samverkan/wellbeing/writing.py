"""Where a look at the wheel is kept: the class follows from who looks, and the pupil chooses who may know."""

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Pupil
from samverkan.plans.writing import Way, cell_to_write
from samverkan.policy import facts
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import Branch, CaseId, InformationClass, Kind

SEEN, SEEN_IN_CONFIDENCE = Way(Kind.ASSESSMENT), Way(Kind.ASSESSMENT, confided=True)


def ways_to_look() -> tuple[tuple[str, str, Way], ...]:
    """The ways to keep the school's own picture, the usual one first."""
    return (
        ("bedomning", "De som arbetar med stödet", SEEN),
        ("fortroende", "Bara elevhälsan", SEEN_IN_CONFIDENCE),
    )


def cell_of_look(writer: Reader, case: CaseId, way: Way) -> Cell:
    """The cell that the look falls into. Raises NoCapacity for one without a tie, when it is not the pupil."""
    pupil = pupil_row(case)
    if writer.person == pupil.person_id:
        return cell_for(told_by_the_pupil(pupil, way))
    return cell_to_write(writer, case, way)


def told_by_the_pupil(pupil: Pupil, way: Way) -> facts.Cell:
    """What the pupil writes without anybody beside: for those who work with the support, for everybody, or in
    confidence for elevhälsan alone.
    """
    if way.for_all:
        return school_cell(pupil, InformationClass.ORDINARY, Kind.OWN_WORDS)
    if way.confided:
        return school_cell(pupil, InformationClass.PSYCHOSOCIAL, Kind.OWN_WORDS, branch=Branch.ELEVHALSA, confided=True)
    return school_cell(pupil, InformationClass.SUPPORT, Kind.OWN_WORDS)
