"""The people app's rows: organisations, persons, pupils, accounts."""

from samverkan.people.models.account import Account, SignInKey
from samverkan.people.models.law import RegimeChange, SignedStance
from samverkan.people.models.organisations import (
    ContactPoint,
    Group,
    Huvudman,
    HuvudmanKind,
    Organisation,
    OrganisationKind,
    SourceLink,
    Unit,
)
from samverkan.people.models.persons import Assignment, GroupRole, Person
from samverkan.people.models.pupils import (
    Bar,
    Custody,
    Departure,
    DepartureReason,
    Guardianship,
    Lifting,
    NamedOfficer,
    Pupil,
    TeamMember,
)
from samverkan.people.models.school_year import FreeDays, FreeKind
from samverkan.people.models.start import SignedStart
from samverkan.people.models.trusted import Asked, StandIn, Trygghetsperson, WhyEnded, on_duty

__all__ = [
    "Account",
    "Asked",
    "Assignment",
    "Bar",
    "ContactPoint",
    "Custody",
    "Departure",
    "DepartureReason",
    "FreeDays",
    "FreeKind",
    "Group",
    "GroupRole",
    "Guardianship",
    "Huvudman",
    "HuvudmanKind",
    "Lifting",
    "NamedOfficer",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Pupil",
    "RegimeChange",
    "SignInKey",
    "SignedStance",
    "SignedStart",
    "SourceLink",
    "StandIn",
    "TeamMember",
    "Trygghetsperson",
    "Unit",
    "WhyEnded",
    "on_duty",
]
