"""The shape of a rule row.

A row reads: *for these ties and roles, at this distance, these classes and kinds: the answer*.
"""

from dataclasses import dataclass
from datetime import date

from samverkan.policy.facts import ADULT_AT, AgeSpan, Cell, Facts, Standing, age_on
from samverkan.policy.vocabulary import (
    DAILY,
    Answer,
    Branch,
    Crime,
    Flag,
    Giver,
    InformationClass,
    Kind,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
    Word,
)


class Distance(Word):
    """How far the reader's employer stands from the holder of the information."""

    SAME_UNIT = "samma-enhet"
    SAME_HOLDER = "samma-verksamhet"
    OTHER_AUTHORITY = "annan-myndighet"
    OTHER_PRIVATE = "enskild"
    OTHER = "nagon-annan"
    """Another authority, an enskild, or a person with no employer at all."""
    ANY = "alla"


@dataclass(frozen=True, slots=True)
class MenGround:
    """The provision a harm test is made under, and the role that signs it. Its result is never computed."""

    provision: str
    decider: str


GENERALKLAUSUL = "OSL 10:27"


def provisions_named(ground: MenGround) -> tuple[str, ...]:
    """Each provision of a ground by itself: "OSL 25:12, 26:9" names two of one law."""
    found: list[str] = []
    for laws in ground.provision.split("; "):
        first, *rest = laws.split(", ")
        law = first[: first.rindex(" ", 0, first.index(":"))]
        found += [first, *(f"{law} {section}" for section in rest)]
    return tuple(f"{name[:1].upper()}{name[1:]}" for name in found)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One row of the law. It applies if and only if every condition below holds.

    A row is itself and no other: comparing and hashing all its conditions would be most of the time of a decision.
    """

    id: str
    provision: str
    answer: Answer
    sentence: str
    """Why, in kind Swedish; shown to the reader."""
    ties: frozenset[Tie]
    classes: frozenset[InformationClass]
    distance: Distance = Distance.ANY
    regimes: frozenset[Regime] | None = None
    """The holder's regime; None means any."""
    roles: frozenset[Role] | None = None
    branches: frozenset[Branch] | None = None
    """The reader's branch."""
    kinds: frozenset[Kind] | None = None
    purposes: frozenset[Purpose] = DAILY
    """A row that names none holds for the daily work and own insight alone."""
    child: AgeSpan | None = None
    """The pupil's age. With an unknown birth date a row applies only where its span says so: a duty to a child and what
    a person weighs do, what opens to a guardian by age never does.
    """
    origins: frozenset[InformationClass | None] | None = None
    """The class before it was received (OSL 7:2); None among them is what the holder made itself. None: any."""
    professions: frozenset[Role] | None = None
    """Whose knowledge it must be; what no profession is said of is none of them. None: anybody's."""
    own_subject: bool = False
    """Whether the row is about data on the reader as another person than the pupil."""
    confided: bool = False
    """Whether the row also opens what was told in confidence."""
    blocked: bool = False
    """Whether the row also opens what the patient has had blocked (PDL 4:4)."""
    stance: Stance | None = None
    """The choice that the huvudman must have signed for the row to hold at all."""
    crimes: frozenset[Crime | None] | None = None
    """How grave a committed crime must be; None among them is one of which it is not said. None: any, or no crime."""
    flags: frozenset[Flag] = frozenset()
    givers: tuple[Giver, ...] = ()
    men: MenGround | None = None
    valid_from: date = date(2009, 6, 30)
    """OSL entered into force on 30 June 2009."""
    valid_to: date | None = None
    """The last day the row holds."""

    def givers_of(self, cell: Cell, standing: Standing, today: date) -> tuple[Giver, ...]:
        """Who must say yes for this pupil. Another person's data is that person's (OSL 12:2), and a pupil who has come
        of age answers in the place of the guardians (föräldrabalken 6).
        """
        if not self.givers:
            return ()
        if cell.subject is not None:
            return (Giver.THAT_PERSON,)
        born_on = standing.born_on
        of_age = born_on is not None and age_on(born_on, today) >= ADULT_AT
        return (Giver.PUPIL,) if of_age and Giver.GUARDIANS in self.givers else self.givers

    def men_of(self, cell: Cell) -> MenGround | None:
        """Under what a person weighs it. The generalklausul never reaches what was received from care or the social
        services (OSL 10:27 st. 2, 7:2): there the section it came under is tested.
        """
        if self.men is None or GENERALKLAUSUL not in provisions_named(self.men):
            return self.men
        return WHERE_IT_CAME_FROM.get(cell.origin_class, self.men)

    def in_force(self, today: date) -> bool:
        """Whether the row holds on the day."""
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)

    def asked_so(self, cell: Cell, facts: Facts) -> bool:
        """Whether the question's side of the row holds: the day, the crime, and what the cell's huvudman has signed."""
        return (
            self.in_force(facts.today)
            and (self.crimes is None or facts.crime in self.crimes)
            and (self.stance is None or (cell.huvudman, self.stance) in facts.stances)
        )

    def suits(self, standing: Standing, today: date) -> bool:
        """Whether the reader's side of the row holds: tie, role, branch, kind of employer and the pupil's age."""
        return (
            standing.tie in self.ties
            and (self.roles is None or standing.role in self.roles)
            and (self.branches is None or standing.branch in self.branches)
            and (self.distance is not Distance.OTHER_AUTHORITY or standing.public)
            and (self.distance is not Distance.OTHER_PRIVATE or not standing.public)
            and (self.child is None or self.child.includes(standing.born_on, today))
        )

    def concerns(self, cell: Cell) -> bool:
        """Whether the information's side of the row holds: class, kind, regime, origin, profession and such."""
        return (
            cell.information_class in self.classes
            and (self.kinds is None or cell.kind in self.kinds)
            and (self.regimes is None or cell.regime in self.regimes)
            and (self.origins is None or cell.origin_class in self.origins)
            and (self.professions is None or cell.profession in self.professions)
            and (self.confided or not cell.confided)
            and (self.blocked or not cell.blocked)
        )


def reaches(cell: Cell, standing: Standing) -> bool:
    """Whether the tie is to the cell's case, or to its unit when the tie names no case."""
    if standing.case is not None:
        return standing.case == cell.case
    return standing.unit is not None and standing.unit == cell.unit


def distances(cell: Cell, standing: Standing) -> frozenset[Distance]:
    """How far the reader's employer stands from the holder, in every way it can be said of the two."""
    if standing.organisation != cell.holder:
        return ELSEWHERE
    if standing.case is not None and standing.school not in (None, cell.unit):
        return AT_A_FORMER_SCHOOL
    return AT_THE_UNIT if standing.unit is not None and standing.unit == cell.unit else AT_THE_HOLDER


ELSEWHERE = frozenset({Distance.ANY, Distance.OTHER, Distance.OTHER_AUTHORITY, Distance.OTHER_PRIVATE})
AT_A_FORMER_SCHOOL = frozenset({Distance.ANY})
"""What another unit of the same holder wrote stays there until it is handed over (skollagen 3 kap. 12 j §)."""
AT_THE_HOLDER = frozenset({Distance.ANY, Distance.SAME_HOLDER})
AT_THE_UNIT = AT_THE_HOLDER | {Distance.SAME_UNIT}

K = InformationClass
SCHOOL_STAFF = frozenset(
    {
        Role.REKTOR,
        Role.ASSISTANT_REKTOR,
        Role.TEACHER,
        Role.MENTOR,
        Role.SPECIAL_EDUCATOR,
        Role.SPECIAL_TEACHER,
        Role.COUNSELLOR,
        Role.PSYCHOLOGIST,
        Role.NURSE,
        Role.DOCTOR,
        Role.LEISURE_STAFF,
        Role.CAREERS_COUNSELLOR,
        Role.SCHOOL_ADMINISTRATOR,
        Role.OTHER_STAFF,
    }
)
LEADERS = frozenset({Role.REKTOR, Role.ASSISTANT_REKTOR})
ELEVHALSA_EXCEPT_EMI = frozenset({Role.SPECIAL_EDUCATOR, Role.SPECIAL_TEACHER, Role.COUNSELLOR, Role.PSYCHOLOGIST})
OUTSIDE = frozenset({Branch.SOCIAL, Branch.CARE})
CASE_TIES = frozenset({Tie.TEAM, Tie.NAMED})
OUTSIDERS_TIES = CASE_TIES | {Tie.ASKING}
"""Whoever takes part in the work from elsewhere, or only asks: both must have a yes or a harm test."""
LOGGED = frozenset({Flag.LOG, Flag.NARROW})
DUTY = frozenset({Flag.DUTY, Flag.NARROW, Flag.LOG, Flag.RECORD})
WEIGHED = frozenset({Flag.HUMAN, Flag.RECORD})
SKOLLAGEN_FROM = date(2011, 7, 1)
"""Skollagen (2010:800) is applied from this day."""
PSL_FROM = date(2011, 1, 1)
SOL_FROM = date(2025, 7, 1)
"""Socialtjänstlagen (2025:400)."""
JANUARY_2026 = date(2026, 1, 15)
"""OSL 40:7 g, SoL 19:6 and FB 6:20 c."""
WITHOUT_A_FILM = frozenset(Kind) - {Kind.FILM}
"""Every kind but a film of the pupil: no row of the daily work opens that, and no harm test does (`rules.filmed`)."""
SPOKEN = WITHOUT_A_FILM - {Kind.JOURNAL}
"""The same without the patient journal itself, which stays with those who give care (PDL 4:1)."""
THEIRS_TO_OPEN = frozenset(Kind) - {Kind.INFORMANT}
"""Every kind but who has told of the family: that person's own secret, which nobody in the family opens (OSL 26:5)."""

OSL = frozenset({Regime.OSL})
PRIVATE = frozenset({Regime.SKOLLAG, Regime.PSL})
SKOLLAG = frozenset({Regime.SKOLLAG})
PSL = frozenset({Regime.PSL})

COUNSELLING = frozenset({K.PSYCHOSOCIAL, K.LEISURE_PSYCHOSOCIAL, K.ADULT_EDUCATION, K.INDEPENDENT_SUPPORT})
"""What psychologists, counsellors and special educators know, whatever the school form: omvänt or tystnadsplikt."""
SUPPORT_WORK = frozenset({K.SUPPORT, K.LEISURE, K.DISCIPLINARY})
"""The school's other work round a pupil: rakt."""
EVERYDAY = frozenset({K.ORDINARY, K.HEALTH})
SCHOOLS_OWN = COUNSELLING | SUPPORT_WORK | {K.HEALTH, K.INDEPENDENT_CARE}
"""What a school may be asked for by another, EMI and the report of concern apart."""
CHAPTER_23 = COUNSELLING | SUPPORT_WORK | {K.PRESCHOOL, K.SPSM_ADVICE, K.ORDINARY, K.ACTION_PROGRAMME}
"""Secret, where it is, under OSL ch. 23: the generalklausul 10:27 reaches it."""
CARE = frozenset({K.MEDICAL, K.REGION_CARE})
"""OSL 25:1. The generalklausul never reaches it."""
AT_SOCIAL_SERVICES = frozenset({K.SOCIAL_SERVICES, K.HIDDEN_PLACEMENT, K.CONCERN_REPORT_RECEIVED})
"""OSL ch. 26. The generalklausul never reaches it."""
NEVER_OURS = frozenset({K.FAMILY_COUNSELLING, K.SECURITY_PLAN})
EVERYTHING = frozenset(K) - NEVER_OURS
SECRET_FROM_THE_START = CARE | {K.PRIVATE_CARE} | AT_SOCIAL_SERVICES
"""What stays as secret as it was where it came from, at whatever next holder a duty speaks of (OSL 7:2)."""
WHERE_IT_CAME_FROM: dict[InformationClass | None, MenGround] = {
    K.MEDICAL: MenGround("OSL 25:1", "skolsköterskan eller skolläkaren"),
    **dict.fromkeys((K.REGION_CARE, K.PRIVATE_CARE), MenGround("OSL 25:1", "rektor")),
    **dict.fromkeys(AT_SOCIAL_SERVICES, MenGround("OSL 26:1", "rektor")),
}
"""Who weighs what was received, and under which section (decision 0022): the school has it, and EMI its own."""
SHARED_WORK = frozenset({Kind.GOAL, Kind.MEASURE, Kind.INSTRUCTION, Kind.DECISION, Kind.EXISTENCE})
"""What goes into the school's shared plan is särskild elevstödjande verksamhet i övrigt, whoever at school writes."""
FOLLOWS: frozenset[InformationClass | None] = (
    frozenset({None, *K}) - SECRET_FROM_THE_START - {K.FAMILY_COUNSELLING, K.CONCERN_REPORT, K.CHILDS_CONFIDENCE}
)
"""The origins of what a duty at a change of school takes with it; None is what the holder made itself."""
