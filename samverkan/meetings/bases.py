"""What a topic can rest on, in words to choose from. The choice decides who may hear it, and who may read its title."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.guard.scope import Scope
from samverkan.meetings.agendas import meeting_cell
from samverkan.meetings.film import film_cell
from samverkan.meetings.seating import Place
from samverkan.people.cells import existence_cell, outside_cell, school_cell
from samverkan.people.models import Organisation, Pupil
from samverkan.policy import facts
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, OrganisationId, Role

K = InformationClass
NOTHING = "inget"
RECEIVED = {Branch.CARE: "vården", Branch.SOCIAL: "socialtjänsten"}
OF_BRANCH = {Branch.CARE: K.REGION_CARE, Branch.SOCIAL: K.SOCIAL_SERVICES}


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing that a topic may rest on."""

    slug: str
    label: str
    cell: facts.Cell
    title_cell: facts.Cell
    about_pupil: bool = True


def bases(scope: Scope, pupil: Pupil, seated: Iterable[Place]) -> tuple[Basis, ...]:
    """The everyday first, then the school's own, then each outside party's; only where the reader may read the title
    afterwards, since a topic that its writer cannot see is one that nobody can mend.
    """
    known = meeting_cell(pupil)
    parties: dict[OrganisationId, tuple[Role, Organisation]] = {}
    for place in seated:
        if place.organisation is not None and place.organisation.id != pupil.cell.holder_id:
            parties.setdefault(OrganisationId(place.organisation.id), (place.role, place.organisation))
    found = [
        Basis("skoldagen", "Skoldagen, och det hemmet vill ta upp", school_cell(pupil, K.ORDINARY, Kind.NOTE), known),
        Basis("egna-ord", "Det eleven själv vill säga", school_cell(pupil, K.ORDINARY, Kind.OWN_WORDS), known),
        Basis("film", "En kort film där eleven arbetar", film_cell(pupil), known),
        _school(pupil, "stod", "Stödet i skolan", K.SUPPORT, Kind.MEASURE),
        _school(pupil, "beslut", "Det ni har beslutat om stöd", K.SUPPORT, Kind.DECISION),
        _school(pupil, "bedomning", "Skolans bedömning", K.SUPPORT, Kind.ASSESSMENT),
        _school(pupil, "elevhalsan", "Elevhälsans bedömning", K.PSYCHOSOCIAL, Kind.ASSESSMENT, Branch.ELEVHALSA),
        _school(pupil, "skolskoterskan", "Skolsköterskans anteckningar", K.MEDICAL, Kind.NOTE, Branch.EMI),
        *(basis for role, organisation in parties.values() for basis in _outside(pupil, role, organisation)),
        *_received(pupil, parties.values()),
        Basis(NOTHING, "Inget om eleven, till exempel hur mötet går till", known, known, about_pupil=False),
    ]
    return tuple(basis for basis in found if scope.reading.covers(basis.title_cell))


def _school(
    pupil: Pupil, slug: str, label: str, of: InformationClass, kind: Kind, branch: Branch = Branch.SCHOOL
) -> Basis:
    cell = school_cell(pupil, of, kind, branch=branch)
    return Basis(slug, label, cell, cell)


def _outside(pupil: Pupil, role: Role, organisation: Organisation) -> Iterable[Basis]:
    title_cell = existence_cell(pupil, role, organisation)
    for slug, words, kind in (("stod", "Stödet", Kind.MEASURE), ("bedomning", "Bedömningen", Kind.ASSESSMENT)):
        cell = outside_cell(pupil, organisation, kind)
        yield Basis(f"{slug}-{organisation.id}", f"{words} från {organisation.name}", cell, title_cell)


def _received(pupil: Pupil, parties: Iterable[tuple[Role, Organisation]]) -> Iterable[Basis]:
    """What care or the social services have let the school have: the school's now, with its origin kept."""
    for branch in dict.fromkeys(Branch(organisation.branch) for _, organisation in parties):
        if branch in RECEIVED:
            cell = school_cell(pupil, K.SUPPORT, Kind.ASSESSMENT, origin=OF_BRANCH[branch])
            yield Basis(
                f"mottaget-{branch.value}", f"Utlåtande som skolan har fått från {RECEIVED[branch]}", cell, cell
            )
