"""In which capacity somebody stands before a pupil: whom a text is derived from, who is near, who holds an office."""

from dataclasses import replace

from samverkan.policy.deriving import STANDING_ORDER
from samverkan.policy.facts import Reader, Standing
from samverkan.policy.vocabulary import CaseId, OrganisationId, Role, Tie, UnitId

OFFICES = (Role.REKTOR, Role.ASSISTANT_REKTOR)
"""Those who are known by their office, the first in charge first."""
FAMILY_TIES = frozenset({Tie.GUARDIAN, Tie.SELF})


def capacity(writer: Reader, case: CaseId, unit: UnitId | None) -> Standing | None:
    """The capacity in which somebody writes about a pupil at a unit: the nearest tie first. None without a tie."""
    for tie in STANDING_ORDER:
        for standing in writer.standings:
            at_unit = standing.case is None and standing.unit is not None and standing.unit == unit
            if standing.tie is tie and (standing.case == case or at_unit):
                return standing
    return None


def at_work(reader: Reader, unit: UnitId | None, organisation: OrganisationId) -> Standing | None:
    """The reader's first work at the unit, if any."""
    works = (row for row in reader.standings if row.tie is Tie.UNIT and row.organisation == organisation)
    return next((row for row in works if row.unit == unit), None)


def office(reader: Reader) -> Role | None:
    """The office by which the reader is known, the highest first."""
    held = {standing.role for standing in reader.standings}
    return next((role for role in OFFICES if role in held), None)


def as_family(reader: Reader) -> Reader:
    """The reader as one of the family and nothing else: whoever sits at a table as a parent is told as a parent, also
    one who works at the school."""
    return replace(reader, standings=tuple(row for row in reader.standings if row.tie in FAMILY_TIES))


def nearness(reader: Reader) -> int:
    """In which order readers are named: each office, then those who work, the family last."""
    if is_family_only(reader):
        return len(OFFICES) + 1
    found = office(reader)
    return len(OFFICES) if found is None else OFFICES.index(found)


def is_at_work_only(reader: Reader) -> bool:
    """Tied by working at the school and by nothing else."""
    return {standing.tie for standing in reader.standings} <= {Tie.UNIT}


def is_family_only(reader: Reader) -> bool:
    """The pupil, or one who answers for the pupil, and nothing else."""
    return {standing.tie for standing in reader.standings} <= FAMILY_TIES


def answers_for_a_child(reader: Reader) -> bool:
    """Whether the reader is somebody's guardian here."""
    return any(standing.tie is Tie.GUARDIAN for standing in reader.standings)


def pupils_word(reader: Reader) -> str:
    """What the reader's own list of pupils is called: a guardian has children there, a pupil themself."""
    ties = {standing.tie for standing in reader.standings}
    if ties == {Tie.SELF}:
        return "Om mig"
    return "Mina barn" if ties and ties <= FAMILY_TIES else "Mina elever"
