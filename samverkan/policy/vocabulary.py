"""The closed vocabularies of the law. Values are stable Swedish slugs, stored in the database and in the journal.

Class ids K01–K28 and rule ids R0–R7 name rows of the legal specification that the project keeps; the statutes they
stand on are given beside each.
"""

from enum import StrEnum
from typing import NewType
from uuid import UUID

CaseId = NewType("CaseId", UUID)
PersonId = NewType("PersonId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
UnitId = NewType("UnitId", UUID)
HuvudmanId = NewType("HuvudmanId", UUID)
GrantId = NewType("GrantId", UUID)


class Regime(StrEnum):
    """Which secrecy law binds the holder of a piece of information."""

    OSL = "osl"
    """Offentlighets- och sekretesslagen (2009:400): authorities, so municipal schools, regions, social services."""
    SKOLLAG = "skollag-29-14"
    """Skollagen (2010:800) 29 kap. 14 §: independent schools."""
    PSL = "psl"
    """Patientsäkerhetslagen (2010:659) 6 kap. 12–16 §§: private health care, and EMI at an independent school."""


class Branch(StrEnum):
    """Verksamhetsgren: the part of an organisation in which something is known (OSL 8:2)."""

    SCHOOL = "skola"
    ELEVHALSA = "elevhalsa"
    EMI = "emi"
    SOCIAL = "socialtjanst"
    CARE = "halso-och-sjukvard"


class InformationClass(StrEnum):
    """What a piece of information is, which decides the section it is secret under."""

    PSYCHOSOCIAL = "K02"
    """Psychological, psychosocial or special-needs work of elevhälsa, OSL 23:2 st. 1."""
    MEDICAL = "K03"
    """Medical elevhälsa (EMI), OSL 25:1."""
    SUPPORT = "K04"
    """Särskild elevstödjande verksamhet i övrigt, OSL 23:2 st. 2."""
    ACTION_PROGRAMME = "K06"
    """A decided åtgärdsprogram, public by OSL 23:2 st. 2 last sentence."""
    ORDINARY = "K07"
    """Ordinary school data: name, class, timetable, everyday teaching, OSL 23:2 st. 3."""
    REGION_CARE = "K12"
    """Health or personal circumstances in region health care, OSL 25:1."""
    SOCIAL_SERVICES = "K14"
    """Social services, OSL 26:1."""
    CONTACT_DETAILS = "K20"
    """Address, phone and mail of a pupil or relative, OSL 21:3."""
    PROTECTED_WHEREABOUTS = "K21"
    """Whatever tells where a person with protected registration lives, OSL 21:3 a and 22:2."""
    THIRD_PERSON = "K24"
    """Another person's data kept in the pupil's case: that person's own secrecy, OSL 12:2."""

    @property
    def label(self) -> str:
        """The class in words for people, Swedish."""
        return CLASS_LABELS[self]


CLASS_LABELS: dict[InformationClass, str] = {
    InformationClass.PSYCHOSOCIAL: "Elevhälsans samtal och bedömningar",
    InformationClass.MEDICAL: "Elevhälsans medicinska uppgifter",
    InformationClass.SUPPORT: "Skolans arbete med stöd",
    InformationClass.ACTION_PROGRAMME: "Beslutat åtgärdsprogram",
    InformationClass.ORDINARY: "Vanliga skoluppgifter",
    InformationClass.REGION_CARE: "Uppgifter från vården",
    InformationClass.SOCIAL_SERVICES: "Uppgifter från socialtjänsten",
    InformationClass.CONTACT_DETAILS: "Kontaktuppgifter",
    InformationClass.PROTECTED_WHEREABOUTS: "Var en skyddad person finns",
    InformationClass.THIRD_PERSON: "Uppgifter om någon annan än eleven",
}


class Kind(StrEnum):
    """The shape of what is said inside its class; some rules open one kind and not another."""

    IDENTITY = "identitet"
    """That the pupil goes here: name, class, school year."""
    CONTACT = "kontaktuppgift"
    EXISTENCE = "kannedom"
    """That an organisation knows the child at all. A permission of its own."""
    NOTE = "anteckning"
    ASSESSMENT = "bedomning"
    GOAL = "mal"
    MEASURE = "insats"
    INSTRUCTION = "instruktion"
    """What the classroom must do; agreed to be handed to those who teach."""
    DECISION = "beslut"
    OWN_WORDS = "egna-ord"
    """What the pupil has said, in the pupil's own words."""

    @property
    def label(self) -> str:
        """The kind in words for people, Swedish."""
        return KIND_LABELS[self]


KIND_LABELS: dict[Kind, str] = {
    Kind.IDENTITY: "namn och klass",
    Kind.CONTACT: "kontaktuppgift",
    Kind.EXISTENCE: "att verksamheten känner eleven",
    Kind.NOTE: "anteckning",
    Kind.ASSESSMENT: "bedömning",
    Kind.GOAL: "mål",
    Kind.MEASURE: "insats",
    Kind.INSTRUCTION: "det klassrummet ska göra",
    Kind.DECISION: "beslut",
    Kind.OWN_WORDS: "elevens egna ord",
}


class Role(StrEnum):
    """In which capacity a person stands before a pupil's information."""

    REKTOR = "rektor"
    ASSISTANT_REKTOR = "bitradande-rektor"
    TEACHER = "larare"
    MENTOR = "mentor"
    SPECIAL_EDUCATOR = "specialpedagog"
    SPECIAL_TEACHER = "speciallarare"
    COUNSELLOR = "kurator"
    PSYCHOLOGIST = "skolpsykolog"
    NURSE = "skolskoterska"
    DOCTOR = "skollakare"
    LEISURE_STAFF = "fritidspersonal"
    CAREERS_COUNSELLOR = "syv"
    SCHOOL_ADMINISTRATOR = "skoladministrator"
    OTHER_STAFF = "annan-personal"
    SKOLCHEF = "skolchef"
    LOG_REVIEWER = "loggranskare"
    SYSTEM_ADMINISTRATOR = "systemforvaltare"
    SOCIAL_WORKER = "socialsekreterare"
    BUP_CLINICIAN = "bup-behandlare"
    HABILITATION = "habiliteringspersonal"
    SPEECH_THERAPIST = "logoped"
    FIRST_LINE = "forsta-linjen"
    GUARDIAN = "vardnadshavare"
    PUPIL = "elev"

    @property
    def label(self) -> str:
        """The role as people say it, lower case Swedish."""
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, str] = {
    Role.REKTOR: "rektor",
    Role.ASSISTANT_REKTOR: "biträdande rektor",
    Role.TEACHER: "lärare",
    Role.MENTOR: "mentor",
    Role.SPECIAL_EDUCATOR: "specialpedagog",
    Role.SPECIAL_TEACHER: "speciallärare",
    Role.COUNSELLOR: "kurator",
    Role.PSYCHOLOGIST: "skolpsykolog",
    Role.NURSE: "skolsköterska",
    Role.DOCTOR: "skolläkare",
    Role.LEISURE_STAFF: "fritidspersonal",
    Role.CAREERS_COUNSELLOR: "studie- och yrkesvägledare",
    Role.SCHOOL_ADMINISTRATOR: "skoladministratör",
    Role.OTHER_STAFF: "annan personal",
    Role.SKOLCHEF: "skolchef",
    Role.LOG_REVIEWER: "loggranskare",
    Role.SYSTEM_ADMINISTRATOR: "systemförvaltare",
    Role.SOCIAL_WORKER: "socialsekreterare",
    Role.BUP_CLINICIAN: "behandlare på BUP",
    Role.HABILITATION: "personal på habiliteringen",
    Role.SPEECH_THERAPIST: "logoped",
    Role.FIRST_LINE: "behandlare i första linjen",
    Role.GUARDIAN: "vårdnadshavare",
    Role.PUPIL: "elev",
}

FAMILY = frozenset({Role.GUARDIAN, Role.PUPIL})
"""Who stands for themselves and for no employer: they give consents and receive none."""

BRANCH_OF_ROLE: dict[Role, Branch] = {
    Role.SPECIAL_EDUCATOR: Branch.ELEVHALSA,
    Role.SPECIAL_TEACHER: Branch.ELEVHALSA,
    Role.COUNSELLOR: Branch.ELEVHALSA,
    Role.PSYCHOLOGIST: Branch.ELEVHALSA,
    Role.NURSE: Branch.EMI,
    Role.DOCTOR: Branch.EMI,
    Role.SOCIAL_WORKER: Branch.SOCIAL,
    Role.BUP_CLINICIAN: Branch.CARE,
    Role.HABILITATION: Branch.CARE,
    Role.SPEECH_THERAPIST: Branch.CARE,
    Role.FIRST_LINE: Branch.CARE,
}
"""Roles not named here belong to the school branch."""


class Tie(StrEnum):
    """How a person is tied to a pupil. Without a tie nothing may be read (need-to-know)."""

    UNIT = "enhet"
    """Works at the pupil's school unit."""
    MENTOR = "mentor"
    TEACHES = "undervisar"
    TEAM = "team"
    """Takes part in the work round the pupil, or is invited to its meeting."""
    NAMED = "namngiven"
    """A named officer of a sealed case."""
    GUARDIAN = "vardnadshavare"
    SELF = "sjalv"


class Purpose(StrEnum):
    """What the information is wanted for. A read without a purpose is not made."""

    SUPPORT = "stod"
    OWN_INSIGHT = "egen-insyn"


class Manner(StrEnum):
    """How information is passed on; a consent permits each apart."""

    SPEAK = "tala"
    RECORD = "anteckna"
    SEND = "lamna"
    """To hand over in writing; reading on a screen is this."""


class Answer(StrEnum):
    """What the law says of one cell for one reader."""

    ALLOW = "far"
    CONSENT = "samtycke"
    MEN = "menprovning"
    DENY = "far-inte"


class Flag(StrEnum):
    """What a reader or decider should know beside the answer."""

    DUTY = "skyldighet"
    NARROW = "bara-det-som-behovs"
    LOG = "logg"
    HUMAN = "manniska-avgor"
    SILENT = "tyst"
    CONTESTED = "omtvistat"
    RECORD = "antecknas"


class Giver(StrEnum):
    """Who must say yes for a consent to hold (OSL 12:2, 12:3; föräldrabalken 6:11, 6:13)."""

    GUARDIANS = "vardnadshavarna"
    PUPIL_ASSENT = "eleven-haller-med"
    PUPIL = "eleven"
    THAT_PERSON = "personen-sjalv"
