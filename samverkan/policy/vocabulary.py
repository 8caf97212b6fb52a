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
StatementId = NewType("StatementId", UUID)


class Word(StrEnum):
    """A word of a closed vocabulary. It hashes as the text it is: the hash that comes with an Enum is a call in Python,
    and every decision asks for a dozen.
    """

    __hash__ = str.__hash__


class Regime(Word):
    """Which secrecy law binds the holder of a piece of information."""

    OSL = "osl"
    """Offentlighets- och sekretesslagen (2009:400): authorities, so municipal schools, regions, social services."""
    SKOLLAG = "skollag-29-14"
    """Skollagen (2010:800) 29 kap. 14 §: independent schools."""
    PSL = "psl"
    """Patientsäkerhetslagen (2010:659) 6 kap. 12–16 §§: private health care, and EMI at an independent school."""


class Branch(Word):
    """Verksamhetsgren: the part of an organisation in which something is known (OSL 8:2)."""

    SCHOOL = "skola"
    ELEVHALSA = "elevhalsa"
    EMI = "emi"
    SOCIAL = "socialtjanst"
    CARE = "halso-och-sjukvard"
    PRESCHOOL = "forskola"
    SPSM = "spsm"
    AUTHORITY = "annan-myndighet"
    """Police, supervision, appeals and other authorities that ask. Nothing of a pupil is written here by them."""


class InformationClass(Word):
    """What a piece of information is, which decides the section it is secret under. `rules.classes` says what the law
    says of each, by regime and day.
    """

    PRESCHOOL = "K01"
    """Anything personal about child or family in a municipal preschool, OSL 23:1."""
    PSYCHOSOCIAL = "K02"
    """Psychological, psychosocial or special-needs work of elevhälsa, OSL 23:2 st. 1."""
    MEDICAL = "K03"
    """Medical elevhälsa (EMI), OSL 25:1."""
    SUPPORT = "K04"
    """Särskild elevstödjande verksamhet i övrigt, OSL 23:2 st. 2."""
    DISCIPLINARY = "K05"
    """A disciplinary matter or one on being kept from school, OSL 23:2 st. 2."""
    ACTION_PROGRAMME = "K06"
    """A decided åtgärdsprogram, public by OSL 23:2 st. 2 last sentence."""
    ORDINARY = "K07"
    """Ordinary school data: name, class, timetable, everyday teaching, OSL 23:2 st. 3."""
    LEISURE_PSYCHOSOCIAL = "K08"
    """Psychological, psychosocial or special-needs work in fritidshem, OSL 23:3 st. 1."""
    LEISURE = "K09"
    """Anything else personal in fritidshem, OSL 23:3 st. 2."""
    SPSM_ADVICE = "K10"
    """What an adviser of SPSM has, OSL 23:4."""
    ADULT_EDUCATION = "K11"
    """Psychologist, counsellor and careers counsellor in komvux and folkhögskola, OSL 23:5."""
    REGION_CARE = "K12"
    """Health or personal circumstances in region health care, OSL 25:1."""
    PRIVATE_CARE = "K13"
    """What a private care giver has, PSL 6:12–16."""
    SOCIAL_SERVICES = "K14"
    """Social services, OSL 26:1."""
    FAMILY_COUNSELLING = "K15"
    """What was told in confidence in family counselling, OSL 26:3. Never in this system."""
    HIDDEN_PLACEMENT = "K16"
    """Where a placed child or one in skyddat boende is, OSL 26:2 and 26:14 c."""
    CONCERN_REPORT = "K17"
    """A report of concern, and the feedback on it, kept by the one who made it, OSL 40:7 g."""
    CONCERN_REPORT_RECEIVED = "K18"
    """The same with the social services, OSL 26:1 and 26:5."""
    HEALTH = "K19"
    """Health and sex life wherever no stronger section holds, OSL 21:1."""
    CONTACT_DETAILS = "K20"
    """Address, phone and mail of a pupil or relative, OSL 21:3."""
    PROTECTED_WHEREABOUTS = "K21"
    """Whatever tells where a person with protected registration lives, OSL 21:3 a and 22:2."""
    INDEPENDENT_SUPPORT = "K22"
    """Elevhälsa, support and disciplinary matters of an independent school, skollagen 29:14 st. 2, when nothing says
    which of them: K02, K04 and K05 under that regime say it closer.
    """
    INDEPENDENT_CARE = "K23"
    """Anything personal in an independent preschool, fritidshem or förskoleklass, skollagen 29:14 st. 1."""
    THIRD_PERSON = "K24"
    """Another person's data kept in the pupil's case: that person's own secrecy, OSL 12:2."""
    CHILDS_CONFIDENCE = "K25"
    """What a child has said in confidence about a guardian, the holder's section and OSL 12:3."""
    COMPETING = "K26"
    """What several sections protect and nobody has yet said which: the one under which it is secret wins, OSL 7:3."""
    WORKING_NOTE = "K27"
    """A working note not filed and not sent, TF 2:12."""
    SECURITY_PLAN = "K28"
    """The school's security and preparedness plan, OSL 18:13 a. Never in this system."""

    @property
    def label(self) -> str:
        """The class in words for people, Swedish."""
        return CLASS_LABELS[self]


CLASS_LABELS: dict[InformationClass, str] = {
    InformationClass.PRESCHOOL: "Förskolans uppgifter",
    InformationClass.PSYCHOSOCIAL: "Elevhälsans samtal och bedömningar",
    InformationClass.MEDICAL: "Elevhälsans medicinska uppgifter",
    InformationClass.SUPPORT: "Skolans arbete med stöd",
    InformationClass.DISCIPLINARY: "Disciplinärenden",
    InformationClass.ACTION_PROGRAMME: "Beslutat åtgärdsprogram",
    InformationClass.ORDINARY: "Vanliga skoluppgifter",
    InformationClass.LEISURE_PSYCHOSOCIAL: "Fritidshemmets samtal och bedömningar",
    InformationClass.LEISURE: "Fritidshemmets uppgifter",
    InformationClass.SPSM_ADVICE: "Uppgifter från SPSM",
    InformationClass.ADULT_EDUCATION: "Elevvård i komvux och folkhögskola",
    InformationClass.REGION_CARE: "Uppgifter från vården",
    InformationClass.PRIVATE_CARE: "Uppgifter från privat vård",
    InformationClass.SOCIAL_SERVICES: "Uppgifter från socialtjänsten",
    InformationClass.FAMILY_COUNSELLING: "Familjerådgivning",
    InformationClass.HIDDEN_PLACEMENT: "Var ett placerat barn finns",
    InformationClass.CONCERN_REPORT: "Orosanmälan hos den som anmält",
    InformationClass.CONCERN_REPORT_RECEIVED: "Orosanmälan hos socialtjänsten",
    InformationClass.HEALTH: "Hälsa",
    InformationClass.CONTACT_DETAILS: "Kontaktuppgifter",
    InformationClass.PROTECTED_WHEREABOUTS: "Var en skyddad person finns",
    InformationClass.INDEPENDENT_SUPPORT: "Elevhälsa och stöd i fristående skola",
    InformationClass.INDEPENDENT_CARE: "Fristående förskola och fritidshem",
    InformationClass.THIRD_PERSON: "Uppgifter om någon annan än eleven",
    InformationClass.CHILDS_CONFIDENCE: "Vad ett barn har anförtrott om en vårdnadshavare",
    InformationClass.COMPETING: "Uppgifter som flera paragrafer skyddar",
    InformationClass.WORKING_NOTE: "Minnesanteckningar",
    InformationClass.SECURITY_PLAN: "Säkerhets- och beredskapsplan",
}


class Kind(Word):
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
    JOURNAL = "journal"
    """The patient journal itself. Never hosted here; what is told of it is an assessment or a note."""
    INFORMANT = "anmalare"
    """Who told the social services, where that person is at risk (OSL 26:5)."""
    ANONYMOUS = "avidentifierad"
    """Told so that nobody can be made out."""
    FILM = "film"
    """A short film of the pupil at work in school (SPSM, checklist for samverkansmöten). Shown, never hosted here."""

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
    Kind.JOURNAL: "journal",
    Kind.INFORMANT: "vem som har anmält",
    Kind.ANONYMOUS: "avidentifierat",
    Kind.FILM: "film",
}


class Role(Word):
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
    PRESCHOOL_STAFF = "forskolepersonal"
    SPSM_ADVISER = "spsm-radgivare"
    RELATIVE = "narstaende"
    """One close to the pupil without custody: a parent, step-parent or grandparent, a trygghetsperson not employed."""
    POLICE = "polis"
    SUPERVISOR = "tillsynsmyndighet"
    """Skolinspektionen, IVO or JO."""
    APPEALS_BOARD = "overklagandenamnden"
    AUTHORITY = "annan-myndighet"
    PUBLIC = "allmanheten"
    """Anybody who asks for an allmän handling: a journalist, a neighbour."""
    SUPPLIER = "leverantor"

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
    Role.PRESCHOOL_STAFF: "förskolepersonal",
    Role.SPSM_ADVISER: "rådgivare på SPSM",
    Role.RELATIVE: "närstående",
    Role.POLICE: "polis",
    Role.SUPERVISOR: "tillsynsmyndighet",
    Role.APPEALS_BOARD: "Överklagandenämnden",
    Role.AUTHORITY: "annan myndighet",
    Role.PUBLIC: "allmänheten",
    Role.SUPPLIER: "leverantör",
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
    Role.PRESCHOOL_STAFF: Branch.PRESCHOOL,
    Role.SPSM_ADVISER: Branch.SPSM,
    Role.POLICE: Branch.AUTHORITY,
    Role.SUPERVISOR: Branch.AUTHORITY,
    Role.APPEALS_BOARD: Branch.AUTHORITY,
    Role.AUTHORITY: Branch.AUTHORITY,
}
"""Roles not named here belong to the school branch."""


class Tie(Word):
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
    RELATIVE = "narstaende"
    """Close to the pupil, without custody."""
    ASKING = "fragar"
    """Asks about this pupil and takes no part in the work."""
    RECEIVING = "tar-emot"
    """Is to take over the pupil: the receiving school."""
    SUPPLIER = "leverantor"
    """Only stores and runs it for the holder."""


class Purpose(Word):
    """What the information is wanted for. A read without a purpose is not made."""

    SUPPORT = "stod"
    OWN_INSIGHT = "egen-insyn"
    CHILD_PROTECTION_REPORT = "orosanmalan"
    CHILD_PROTECTION_INVESTIGATION = "barnavardsutredning"
    """An investigation that socialnämnden has opened."""
    PRELIMINARY_ASSESSMENT = "forhandsbedomning"
    CUSTODY_INQUIRY = "vardnadsutredning"
    FEEDBACK = "aterkoppling"
    """Feedback to the one who reported concern."""
    LAW_ENFORCEMENT = "brottsbekampning"
    """Police or another law enforcement authority asks."""
    LAW_ENFORCEMENT_CONTACT = "kontaktuppgift-till-polis"
    OWN_INITIATIVE = "eget-initiativ-till-polis"
    SCHOOL_CRIME = "brott-i-skolan"
    COMMITTED_CRIME = "begatt-brott"
    CRIME_PREVENTION = "brottsforebyggande"
    SUPERVISION = "tillsyn"
    APPEAL = "overklagande"
    TRANSITION = "overgang"
    PUBLIC_REQUEST = "allman-handling"
    AUTHORITY_REQUEST = "myndighet-begar"
    """Another authority asks for what is not secret."""
    ANONYMOUS_CONSULTATION = "anonym-konsultation"
    TECHNICAL = "teknisk-behandling"
    DIRECT_ACCESS = "direktatkomst"
    """A live view of another's records."""
    SENSITIVE_SORTING = "urval-pa-kanslig-uppgift"
    """A search, filter or order that makes a list of pupils by diagnosis, health, origin, religion …"""
    BLOCKING = "sparr"
    """To have a patient journal closed to other care units."""
    CURIOSITY = "inget-arende"

    @property
    def label(self) -> str:
        """The purpose as people say it, lower case Swedish."""
        return PURPOSE_LABELS[self]


PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.SUPPORT: "stöd",
    Purpose.OWN_INSIGHT: "egen insyn",
    Purpose.CHILD_PROTECTION_REPORT: "orosanmälan",
    Purpose.CHILD_PROTECTION_INVESTIGATION: "barnavårdsutredning",
    Purpose.PRELIMINARY_ASSESSMENT: "förhandsbedömning",
    Purpose.CUSTODY_INQUIRY: "vårdnadsutredning",
    Purpose.FEEDBACK: "återkoppling",
    Purpose.LAW_ENFORCEMENT: "brottsbekämpning",
    Purpose.LAW_ENFORCEMENT_CONTACT: "kontaktuppgift till polis",
    Purpose.OWN_INITIATIVE: "eget initiativ till polis",
    Purpose.SCHOOL_CRIME: "brott i skolan",
    Purpose.COMMITTED_CRIME: "begånget brott",
    Purpose.CRIME_PREVENTION: "brottsförebyggande",
    Purpose.SUPERVISION: "tillsyn",
    Purpose.APPEAL: "överklagande",
    Purpose.TRANSITION: "övergång",
    Purpose.PUBLIC_REQUEST: "allmän handling",
    Purpose.AUTHORITY_REQUEST: "myndighet begär",
    Purpose.ANONYMOUS_CONSULTATION: "anonym konsultation",
    Purpose.TECHNICAL: "teknisk behandling",
    Purpose.DIRECT_ACCESS: "direktåtkomst",
    Purpose.SENSITIVE_SORTING: "urval på känslig uppgift",
    Purpose.BLOCKING: "spärr",
    Purpose.CURIOSITY: "inget ärende",
}
DAILY = frozenset({Purpose.SUPPORT, Purpose.OWN_INSIGHT})
"""What the daily work and one's own insight are for. A rule row that names no purpose holds for these alone."""


class Manner(Word):
    """How information is passed on; a consent permits each apart."""

    SPEAK = "tala"
    RECORD = "anteckna"
    SEND = "lamna"
    """To hand over in writing; reading on a screen is this."""


class Answer(Word):
    """What the law says of one cell for one reader."""

    ALLOW = "far"
    CONSENT = "samtycke"
    MEN = "menprovning"
    DENY = "far-inte"


class Flag(Word):
    """What a reader or decider should know beside the answer."""

    DUTY = "skyldighet"
    NARROW = "bara-det-som-behovs"
    LOG = "logg"
    HUMAN = "manniska-avgor"
    SILENT = "tyst"
    CONTESTED = "omtvistat"
    RECORD = "antecknas"
    RESERVED = "forbehall"
    """Given with a reservation that binds the receiver (OSL 10:14, 12:2)."""


class Giver(Word):
    """Who must say yes for a consent to hold (OSL 12:2, 12:3; föräldrabalken 6:11, 6:13)."""

    GUARDIANS = "vardnadshavarna"
    PUPIL_ASSENT = "eleven-haller-med"
    PUPIL = "eleven"
    THAT_PERSON = "personen-sjalv"
    DEPUTY = "stallforetradare"
    """God man or förvaltare, within a written mandate (föräldrabalken 11)."""


class Crime(Word):
    """How grave a crime that has been committed is, where it decides what may be told of it (OSL 10:21, 10:23, 10:24).

    What the crime is said to be is a person's reading; what the scale of such a crime reaches is the law's.
    """

    AGAINST_A_CHILD = "mot-nagon-under-18"
    """A crime under brottsbalken 3, 4 or 6 against somebody under 18."""
    SIX_MONTHS = "lagst-sex-manader"
    """No milder punishment than six months' prison."""
    PRISON = "fangelse-i-skalan"
    FINES = "bara-boter"


class Stance(Word):
    """A choice that a huvudman signs on a point where lawyers disagree. Without one the strict reading holds.

    `rules.contested` says what each means.
    """

    PSYCHOLOGIST_IN_CARE = "psykolog-25-1"
    SCHOOL_TO_EMI = "till-emi-vid-behov"
    TRANSITION_TO_INDEPENDENT = "overgang-till-fristaende"
    TRANSITION_OF_EMI = "overgang-av-emi"
    PRESCHOOL_TO_SCHOOL = "forskola-till-skola"
    ONLY_CONSENT_TO_EMI = "emi-bara-samtycke"
    ONE_GUARDIAN = "en-vardnadshavare"
    ALONE_FROM_12 = "ensam-fran-12"
    ALONE_FROM_15 = "ensam-fran-15"
    ALONE_FROM_16 = "ensam-fran-16"
    SHORT_WARNING = "kort-varning"
    PRELIMINARY_ONLY_CONSENT = "forhandsbedomning-bara-samtycke"
    SAME_BOARD = "samma-namnd"
    ATTENDING_IS_YES = "deltagande-ar-ja"
    INDEPENDENT_UNDER_OSL = "fristaende-osl-antagen"
    """Not a reading but news: the proposal of January 2026 on independent schools was enacted."""
