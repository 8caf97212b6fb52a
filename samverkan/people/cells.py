"""The cells of a pupil at its school, named by facts, and the pupil's name wherever it lies."""

from dataclasses import replace
from uuid import UUID

from samverkan.guard.models import Case
from samverkan.people.models import Organisation, OrganisationKind, Person, Pupil, Unit
from samverkan.people.sealed_names import open_name
from samverkan.policy import facts
from samverkan.policy.deriving import CLASS_OF_BRANCH
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    CaseId,
    HuvudmanId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Regime,
    Role,
    UnitId,
)


def pupil_row(case: CaseId | UUID) -> Pupil:
    """The pupil of a case, for an act whose right to it has been demanded already."""
    found = Pupil.objects.unguarded(because="an act on a pupil that the actor's right has been demanded for")
    return found.select_related("cell", "person", "group").get(case_id=case)


def identity_cell(case: Case, unit: Unit) -> facts.Cell:
    """The cell of who the pupil is, at the unit's organisation. A sealed case names no unit."""
    holder = unit.organisation
    return facts.Cell(
        huvudman=HuvudmanId(holder.huvudman_id),
        case=CaseId(case.id),
        unit=None if case.sealed else UnitId(unit.id),
        holder=OrganisationId(holder.id),
        regime=Regime(holder.regime),
        branch=Branch.SCHOOL,
        information_class=InformationClass.ORDINARY,
        kind=Kind.IDENTITY,
        sealed=case.sealed,
    )


def school_cell(
    pupil: Pupil,
    information_class: InformationClass,
    kind: Kind,
    *,
    branch: Branch = Branch.SCHOOL,
    origin: InformationClass | None = None,
    subject: PersonId | None = None,
    confided: bool = False,
    profession: Role | None = None,
) -> facts.Cell:
    """What the pupil's school holds of a class and kind. EMI at an independent school is under PSL, not skollagen."""
    identity = pupil.cell.facts
    regime = identity.regime
    if branch is Branch.EMI and regime is Regime.SKOLLAG:
        regime = Regime.PSL
    return replace(
        identity,
        information_class=information_class,
        kind=kind,
        branch=branch,
        regime=regime,
        origin_class=origin,
        subject=subject,
        confided=confided,
        profession=profession,
    )


def outside_cell(pupil: Pupil, organisation: Organisation, kind: Kind) -> facts.Cell:
    """What an organisation outside the school holds about the pupil."""
    identity = pupil.cell.facts
    branch = Branch(organisation.branch)
    return facts.Cell(
        huvudman=identity.huvudman,
        case=identity.case,
        unit=None,
        holder=OrganisationId(organisation.id),
        regime=Regime(organisation.regime),
        branch=branch,
        information_class=CLASS_OF_BRANCH[branch],
        kind=kind,
        sealed=identity.sealed,
    )


def existence_cell(pupil: Pupil, role: Role, organisation: Organisation | None) -> facts.Cell:
    """Who may know that this role at this organisation knows the child.

    For an outside organisation that the family told of, the school holds it as support, its origin kept and the party
    named: a yes to know of one tells of no other. EMI keeps its own secrecy even inside the school.
    """
    branch = branch_of(role, organisation)
    if branch is Branch.EMI:
        return school_cell(pupil, InformationClass.MEDICAL, Kind.EXISTENCE, branch=Branch.EMI)
    outside = organisation is not None and organisation.id != pupil.cell.holder_id
    origin = CLASS_OF_BRANCH[branch] if outside and branch in (Branch.SOCIAL, Branch.CARE) else None
    cell = school_cell(pupil, InformationClass.SUPPORT, Kind.EXISTENCE, origin=origin)
    return replace(cell, party=OrganisationId(organisation.id)) if outside and organisation is not None else cell


def branch_of(role: Role, organisation: Organisation | None) -> Branch:
    """At a school the role decides the branch; elsewhere the organisation is one branch."""
    if organisation is not None and organisation.kind != OrganisationKind.SCHOOLS:
        return Branch(organisation.branch)
    return BRANCH_OF_ROLE.get(role, Branch.SCHOOL)


def contact_cell(pupil: Pupil) -> facts.Cell:
    """Who may have the address, phone and mail of the pupil and the family."""
    return school_cell(pupil, InformationClass.CONTACT_DETAILS, Kind.CONTACT)


def names_of(pupil: Pupil) -> tuple[str, str]:
    """Given and family name of a pupil already fetched within a scope, also of one whose identity is protected."""
    person: Person = pupil.person
    if not person.protected or person.sealed_name is None:
        return person.given_name, person.family_name
    return open_name(pupil.cell, person)
