"""The facts a rule may look at, and nothing else. Frozen, hashable, gathered by others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    Crime,
    GrantId,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    StatementId,
    Tie,
    UnitId,
)

WORKS_WITH = frozenset({Tie.TEAM, Tie.NAMED, Tie.ASKING, Tie.RECEIVING})
"""Ties to one pupil that carry a yes to an organisation: taking part, asking about this pupil, taking over."""
ADULT_AT = 18
"""The age at which custody ends and one decides over one's own data (föräldrabalken 6; OSL 12:2)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Everything about a piece of information that a rule may read. Many statements share one cell."""

    huvudman: HuvudmanId
    case: CaseId
    unit: UnitId | None
    """The school unit it is held at; None for what is held outside a school and for every sealed case."""
    holder: OrganisationId
    regime: Regime
    branch: Branch
    information_class: InformationClass
    kind: Kind
    subject: PersonId | None = None
    """Whom it is about when that is somebody else than the pupil."""
    origin_class: InformationClass | None = None
    """The class it had before it was received by the present holder (OSL 7:2)."""
    confided: bool = False
    """Told in confidence: only the author's own branch, and a person decides the rest (OSL 12:3)."""
    sealed: bool = False
    """Belongs to a pupil with protected identity (OSL 21:3, 21:3 a)."""
    blocked: bool = False
    """The patient has had it closed to other care units (PDL 4:4)."""
    party: OrganisationId | None = None
    """The organisation outside the holder that an existence tells of: a yes to know of one tells of no other."""
    profession: Role | None = None
    """Whose knowledge it is, where a duty binds one profession of the elevhälsa and not another (FB 6:20 c). None: not
    said, which is read as strictly as can be.
    """


@dataclass(frozen=True, slots=True)
class Standing:
    """One capacity in which a person stands before cases: tie, role and employer."""

    tie: Tie
    role: Role
    organisation: OrganisationId | None
    """The employer as holder of information; None for a guardian and the pupil."""
    branch: Branch
    public: bool = True
    """False when the employer is an enskild (OSL 10:27 and 10:28 speak of authorities only)."""
    unit: UnitId | None = None
    case: CaseId | None = None
    """The one case of a tie to a pupil; None for a tie to a whole unit."""
    born_on: date | None = None
    """The pupil's birth date, where the tie is to a case and the date is known."""
    school: UnitId | None = None
    """The unit at which a tie to a case was made: it reaches what that school wrote, not what a former one did."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with all capacities that hold today. Gathered once per request."""

    person: PersonId
    standings: tuple[Standing, ...]
    barred_from: frozenset[CaseId] = frozenset()
    """Cases this person may never see, in any capacity (OSL 12:3 st. 1 p. 1)."""
    named_for: frozenset[CaseId] = frozenset()
    """Sealed cases this person is a named officer of."""

    def roles(self) -> frozenset[Role]:
        """Every role the person holds today."""
        return frozenset(standing.role for standing in self.standings)

    def in_case(self, case: CaseId) -> tuple[Standing, ...]:
        """The standings tied to this very case."""
        return tuple(standing for standing in self.standings if standing.case == case)


@dataclass(frozen=True, slots=True)
class Grant:
    """A recorded yes: from a consent (R6) or a signed assessment (R7). Never open-ended."""

    id: GrantId
    case: CaseId
    classes: frozenset[InformationClass]
    kinds: frozenset[Kind]
    holders: frozenset[OrganisationId]
    """The senders it frees."""
    receiver_organisation: OrganisationId | None
    receiver_role: Role | None
    """None means any role at the receiving organisation."""
    receiver_person: PersonId | None
    purpose: Purpose
    manners: frozenset[Manner]
    begins_on: date
    ends_on: date
    """The last day it holds."""
    rule: str = "R6"
    subject: PersonId | None = None
    """Whose data it frees when not the pupil's (that person gave it)."""
    confided: bool = False
    origins: frozenset[InformationClass | None] | None = None
    """Which origins it frees: None among them is what the holder made itself. None for the whole: any origin."""
    blocked: bool = False
    """Whether it frees what the patient has had blocked (PDL 4:5)."""
    parties: frozenset[OrganisationId | None] | None = None
    """Which outside organisations it lets the receiver know of: None among them is no one outside. None for the whole:
    any.
    """
    statements: frozenset[StatementId] | None = None
    """Only these statements, by id: what was there to be weighed (R7, "the same item"). None: whatever lies there, also
    what is written later.
    """
    provision: str = ""
    """The provision that whoever signed an assessment chose; empty for a consent."""
    reserved: bool = False
    """Whether it was given with a förbehåll that binds the receiver (OSL 10:14, 12:2). A person reads what it says."""

    def holds(self, today: date, purpose: Purpose, manner: Manner) -> bool:
        """Whether the grant is in force for this purpose and manner on the day."""
        return self.begins_on <= today <= self.ends_on and self.purpose is purpose and manner in self.manners

    def received_by(self, person: PersonId, tied: Iterable[Standing]) -> bool:
        """Whether the reader is the receiver: the named person, or one at the organisation who works with this case.

        `tied` are the reader's standings in the grant's case.
        An organisation is many schools or clinics; a yes to it is no yes to everybody employed there, nor to everybody
        who teaches the pupil (R0.2).
        """
        if self.receiver_person is not None:
            return self.receiver_person == person
        return any(
            standing.organisation == self.receiver_organisation
            and standing.tie in WORKS_WITH
            and self.receiver_role in (None, standing.role)
            for standing in tied
        )

    def opens(self, cell: Cell, statement: StatementId | None = None) -> bool:
        """Whether the cell is among what the giver freed; of a yes to single statements, whether this one is."""
        return (
            (self.statements is None or statement in self.statements)
            and cell.case == self.case
            and cell.information_class in self.classes
            and cell.kind in self.kinds
            and cell.holder in self.holders
            and cell.subject == self.subject
            and cell.confided <= self.confided
            and cell.blocked <= self.blocked
            and (self.origins is None or cell.origin_class in self.origins)
            and (self.parties is None or cell.party in self.parties)
        )


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Whole years of age, `at_least` inclusive, `below` exclusive."""

    at_least: int = 0
    below: int = 200
    unknown: bool = False
    """Whether somebody whose birth date is not known counts as inside."""

    def includes(self, born_on: date | None, today: date) -> bool:
        """Whether a person born that day, or on a day nobody knows, is inside the span today."""
        if born_on is None:
            return self.unknown
        return self.at_least <= age_on(born_on, today) < self.below


def age_on(born_on: date, today: date) -> int:
    """Completed years of life. A person born on 29 February turns a year older on 1 March in other years."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


@dataclass(frozen=True, slots=True)
class Facts:
    """A question put to the law, gathered: who reads, for what, when, how, with which grants."""

    reader: Reader
    purpose: Purpose
    today: date
    manner: Manner = Manner.SEND
    grants: tuple[Grant, ...] = field(default=())
    stances: frozenset[tuple[HuvudmanId, Stance]] = frozenset()
    """What each huvudman has signed on the points where lawyers disagree."""
    crime: Crime | None = None
    """How grave the crime is that a question is about. None: not said, and whoever weighs it reads the scale."""

    def grants_in_force(self) -> Iterable[Grant]:
        """The grants that this reader may use today."""
        tied: dict[CaseId | None, list[Standing]] = {}
        for standing in self.reader.standings:
            tied.setdefault(standing.case, []).append(standing)
        return (grant for grant in self.grants if self._may_use(grant, tied.get(grant.case, ())))

    def may_use(self, grant: Grant) -> bool:
        """Whether the grant is in force for the question and the reader is its receiver."""
        return self._may_use(grant, self.reader.in_case(grant.case))

    def _may_use(self, grant: Grant, tied: Iterable[Standing]) -> bool:
        return grant.holds(self.today, self.purpose, self.manner) and grant.received_by(self.reader.person, tied)
