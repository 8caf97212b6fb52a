"""The words of a case in Swedish and what each means. A word that is not here is refused, with those most like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from samverkan.policy.alone import NotAlone
from samverkan.policy.consenting import Care, ConsentState, Reply, Suspension
from samverkan.policy.counsel import Counsel
from samverkan.policy.putting import TooWide
from samverkan.policy.room import Remedy
from samverkan.policy.rules.classing import SchoolForm, Work
from samverkan.policy.rules.regimes import Holder
from samverkan.policy.rules.row import SCHOOL_STAFF
from samverkan.policy.vocabulary import (
    Answer,
    Branch,
    Crime,
    Flag,
    Giver,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
)

T = TypeVar("T")


class UnknownWord(ValueError):
    """A word or a value that the table does not know. The message is Swedish and says what is like it."""


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the cases: a holder of information, an employer, or both."""

    organisation: OrganisationId | None
    branch: Branch
    holder: Holder | None = None
    public: bool = True


class Standing(StrEnum):
    """Ties as a jurist names them; some say at which unit or with which pupil."""

    AT_SCHOOL = "på skolan"
    AT_OTHER_UNIT = "på annan skolenhet"
    MENTOR = "mentor"
    TEACHES = "undervisar"
    TEAM = "i teamet"
    OTHER_TEAM = "i annan elevs team"
    NAMED = "namngiven"
    GUARDIAN = "vårdnadshavare"
    SELF = "eleven själv"
    RELATIVE = "närstående"
    ASKING = "frågar"
    RECEIVING = "tar emot"
    SUPPLIER = "leverantör"
    OVER = "uppdraget har upphört"
    NONE = "ingen"


TIES: dict[Standing, Tie | None] = {
    Standing.AT_SCHOOL: Tie.UNIT,
    Standing.AT_OTHER_UNIT: Tie.UNIT,
    Standing.MENTOR: Tie.MENTOR,
    Standing.TEACHES: Tie.TEACHES,
    Standing.TEAM: Tie.TEAM,
    Standing.OTHER_TEAM: Tie.TEAM,
    Standing.NAMED: Tie.NAMED,
    Standing.GUARDIAN: Tie.GUARDIAN,
    Standing.SELF: Tie.SELF,
    Standing.RELATIVE: Tie.RELATIVE,
    Standing.ASKING: Tie.ASKING,
    Standing.RECEIVING: Tie.RECEIVING,
    Standing.SUPPLIER: Tie.SUPPLIER,
    Standing.OVER: None,
    Standing.NONE: None,
}


def _at(number: int, branch: Branch, holder: Holder | None = None, *, public: bool = True) -> Place:
    return Place(OrganisationId(UUID(int=100 + number)), branch, holder, public)


SCHOOL = "kommunal skola"
NOBODY = "ingen"
PLACES: dict[str, Place] = {
    SCHOOL: _at(0, Branch.SCHOOL, Holder.MUNICIPAL_SCHOOL),
    "annan kommuns skola": _at(1, Branch.SCHOOL, Holder.MUNICIPAL_SCHOOL),
    "statlig skola": _at(2, Branch.SCHOOL, Holder.STATE_SCHOOL),
    "fristående skola": _at(3, Branch.SCHOOL, Holder.INDEPENDENT_SCHOOL, public=False),
    "annan fristående skola": _at(4, Branch.SCHOOL, Holder.INDEPENDENT_SCHOOL, public=False),
    "BUP": _at(5, Branch.CARE, Holder.REGION_CARE),
    "habilitering": _at(6, Branch.CARE, Holder.REGION_CARE),
    "vårdcentral": _at(7, Branch.CARE, Holder.REGION_CARE),
    "logopedmottagning": _at(8, Branch.CARE, Holder.REGION_CARE),
    "ungdomsmottagning": _at(9, Branch.CARE, Holder.REGION_CARE),
    "privat vård": _at(10, Branch.CARE, Holder.PRIVATE_CARE, public=False),
    "socialtjänst": _at(11, Branch.SOCIAL, Holder.SOCIAL_SERVICES),
    "privat socialtjänst": _at(12, Branch.SOCIAL, Holder.PRIVATE_SOCIAL, public=False),
    "SPSM": _at(13, Branch.SPSM, Holder.SPSM),
    "polis": _at(14, Branch.AUTHORITY),
    "tillsynsmyndighet": _at(15, Branch.AUTHORITY),
    "Överklagandenämnden": _at(16, Branch.AUTHORITY),
    "annan myndighet": _at(17, Branch.AUTHORITY),
    "leverantör": _at(18, Branch.SCHOOL, public=False),
    NOBODY: Place(None, Branch.SCHOOL),
}

K, R = InformationClass, Role
HOME_OF_CLASS: dict[InformationClass, str] = {
    K.REGION_CARE: "BUP",
    K.PRIVATE_CARE: "privat vård",
    K.SOCIAL_SERVICES: "socialtjänst",
    K.FAMILY_COUNSELLING: "socialtjänst",
    K.HIDDEN_PLACEMENT: "socialtjänst",
    K.CONCERN_REPORT_RECEIVED: "socialtjänst",
    K.SPSM_ADVICE: "SPSM",
    K.INDEPENDENT_SUPPORT: "fristående skola",
    K.INDEPENDENT_CARE: "fristående skola",
}
"""Who has the information when the case does not say; otherwise a municipal school."""
BRANCH_OF_CLASS: dict[InformationClass, Branch] = {
    K.PRESCHOOL: Branch.PRESCHOOL,
    K.PSYCHOSOCIAL: Branch.ELEVHALSA,
    K.LEISURE_PSYCHOSOCIAL: Branch.ELEVHALSA,
    K.MEDICAL: Branch.EMI,
    K.REGION_CARE: Branch.CARE,
    K.PRIVATE_CARE: Branch.CARE,
    K.SOCIAL_SERVICES: Branch.SOCIAL,
    K.HIDDEN_PLACEMENT: Branch.SOCIAL,
    K.CONCERN_REPORT_RECEIVED: Branch.SOCIAL,
    K.SPSM_ADVICE: Branch.SPSM,
}
EMPLOYER_OF_ROLE: dict[Role, str] = {
    R.SOCIAL_WORKER: "socialtjänst",
    R.BUP_CLINICIAN: "BUP",
    R.HABILITATION: "habilitering",
    R.SPEECH_THERAPIST: "logopedmottagning",
    R.FIRST_LINE: "vårdcentral",
    R.SPSM_ADVISER: "SPSM",
    R.POLICE: "polis",
    R.SUPERVISOR: "tillsynsmyndighet",
    R.APPEALS_BOARD: "Överklagandenämnden",
    R.AUTHORITY: "annan myndighet",
    R.SUPPLIER: "leverantör",
    R.GUARDIAN: NOBODY,
    R.PUPIL: NOBODY,
    R.RELATIVE: NOBODY,
    R.PUBLIC: NOBODY,
}
"""Who employs the reader when the case does not say; those not named work at a municipal school."""
TIE_OF_ROLE: dict[Role, Standing] = {
    R.GUARDIAN: Standing.GUARDIAN,
    R.PUPIL: Standing.SELF,
    R.RELATIVE: Standing.RELATIVE,
    R.POLICE: Standing.ASKING,
    R.SUPERVISOR: Standing.ASKING,
    R.APPEALS_BOARD: Standing.ASKING,
    R.AUTHORITY: Standing.ASKING,
    R.PUBLIC: Standing.ASKING,
    R.SUPPLIER: Standing.SUPPLIER,
}

ANSWERS: dict[str, Answer] = {
    "får": Answer.ALLOW,
    "samtycke": Answer.CONSENT,
    "menprövning": Answer.MEN,
    "får inte": Answer.DENY,
}
REGIMES: dict[str, Regime] = {"OSL": Regime.OSL, "skollagen": Regime.SKOLLAG, "PSL": Regime.PSL}
REPLIES: dict[str, Reply] = {
    "ja": Reply.YES,
    "nej": Reply.NO,
    "vill prata först": Reply.TALK,
    "tillbakataget": Reply.WITHDRAWN,
    "inget svar": Reply.SILENT,
    "kom till mötet": Reply.ATTENDED,
}
GIVERS: dict[str, Giver] = {
    "vårdnadshavarna": Giver.GUARDIANS,
    "eleven håller med": Giver.PUPIL_ASSENT,
    "eleven": Giver.PUPIL,
    "personen själv": Giver.THAT_PERSON,
    "ställföreträdaren": Giver.DEPUTY,
}
FLAGS: dict[str, Flag] = {
    "skyldighet": Flag.DUTY,
    "bara det som behövs": Flag.NARROW,
    "logg": Flag.LOG,
    "människa avgör": Flag.HUMAN,
    "tyst": Flag.SILENT,
    "omtvistat": Flag.CONTESTED,
    "antecknas": Flag.RECORD,
    "med förbehåll": Flag.RESERVED,
}
SUBJECTS = {"eleven": "", "annan person": "annan", "läsaren själv": "läsaren"}
YES_NO = {"ja": True, "nej": False}
BOTH = "två"
ONE, OTHER, APPOINTED = (PersonId(UUID(int=20 + number)) for number in range(3))
"""The first and the second guardian, and one appointed by a court in their place (föräldrabalken 6:10 a)."""
CUSTODIES: dict[str, tuple[PersonId, ...]] = {
    BOTH: (ONE, OTHER),
    "en": (ONE,),
    "den andra": (OTHER,),
    "särskilt förordnad": (APPOINTED,),
    "ingen": (),
}
MANDATES = {"inom uppdraget": True, "utanför uppdraget": False, "ingen": False}
"""Whether the mandate of a god man or förvaltare reaches what the case is about (föräldrabalken 11)."""


PLACED: dict[str, Care | None] = {
    "nej": None,
    "ja": Care.UNASKED,
    "vårdnadshavarna svarar": Care.GUARDIANS,
    "socialnämnden bestämmer": Care.BOARD,
}
"""Whether the child is placed under LVU, and what the social worker has said of who answers."""
COUNSELS: dict[str, Counsel] = {
    "fråga socialsekreteraren": Counsel.ASK_THE_SOCIAL_WORKER,
    "be socialnämnden om beslut": Counsel.ASK_THE_BOARD,
    "socialnämnden kan besluta om vården": Counsel.CARE_WITHOUT_A_YES,
    "hör barnet": Counsel.HEAR_THE_CHILD,
}
NOT_ALONE: dict[str, NotAlone] = {
    "inte en av två": NotAlone.NOT_ONE_OF_TWO,
    "har svarat": NotAlone.ANSWERED,
    "vill prata": NotAlone.TALKS,
    "inte sökt": NotAlone.NOT_TRIED,
    "kan vänta": NotAlone.CAN_WAIT,
    "ingripande": NotAlone.INTRUSIVE,
    "för länge": NotAlone.TOO_LONG,
}


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened after the answers."""

    why: Suspension
    received: bool = False
    """Whether somebody still holds the receiver's part."""


HAPPENED: dict[str, Happened] = {
    "vårdnaden": Happened(Suspension.CUSTODY),
    "skolan": Happened(Suspension.SCHOOL),
    "skyddade uppgifter": Happened(Suspension.PROTECTED),
    "mottagarens uppdrag har upphört": Happened(Suspension.RECEIVER),
    "en av flera hos mottagaren har slutat": Happened(Suspension.RECEIVER, received=True),
    "en nyare fråga är besvarad": Happened(Suspension.REPLACED),
}
RESTING: dict[str, Suspension] = {
    "har fyllt 18": Suspension.ADULT,
    "har blivit äldre": Suspension.OLDER,
    "vårdnaden": Suspension.CUSTODY,
    "skolan": Suspension.SCHOOL,
    "skyddade uppgifter": Suspension.PROTECTED,
    "mottagarens uppdrag": Suspension.RECEIVER,
    "en nyare fråga": Suspension.REPLACED,
    "placeringen": Suspension.PLACED,
}
CRIMES: dict[str, Crime] = {
    "mot någon under 18 år": Crime.AGAINST_A_CHILD,
    "lägst sex månaders fängelse": Crime.SIX_MONTHS,
    "fängelse i straffskalan": Crime.PRISON,
    "bara böter": Crime.FINES,
}
EVERY, NO = "alla", "ingen"
"""Everything at once, and nothing named: as a question asks when it is no question."""
UNTIL_FURTHER_NOTICE = "tills vidare"
PUTTING: dict[str, TooWide | None] = {
    "går att ställa": None,
    "inget ändamål": TooWide.NO_PURPOSE,
    "ingen uppgift": TooWide.NO_THING,
    "ingen avsändare": TooWide.NO_SENDER,
    "ingen mottagare": TooWide.NO_RECEIVER,
    "allt på en gång": TooWide.EVERYTHING,
    "redan hos mottagaren": TooWide.HAS_IT,
    "utan slut": TooWide.NO_END,
    "för lång": TooWide.TOO_LONG,
}
"""Whether it may be put as one question, and else why not."""
REMEDIES: dict[str, Remedy] = {
    "fråga om samtycke": Remedy.ASK,
    "lämna rummet": Remedy.STEP_OUT,
    "säg behovet": Remedy.SAY_THE_NEED,
    "bedömning": Remedy.ASSESS,
    "ta inte upp": Remedy.DROP,
}
ABSENT = {"ingen": frozenset[int](), "den ena": frozenset({1}), "båda": frozenset({0, 1})}
RELEASED = {"lämna": True, "lämna inte": False}
ALSO = {"förtroende": "confided", "spärrat": "blocked"}
ROOM = {"öppet": True, "stängt": False}


def by_slug(words: Iterable[StrEnum]) -> dict[str, StrEnum]:
    """Each value under its slug and, where it has one, its label."""
    found: dict[str, StrEnum] = {}
    for word in words:
        found[word.value] = word
        label = getattr(word, "label", None)
        if label is not None:
            found[label] = word
    return found


CLASSES = by_slug(InformationClass)
KINDS = by_slug(Kind)
ROLES = by_slug(Role)
PROFESSIONS = by_slug(role for role in Role if role in SCHOOL_STAFF)
PURPOSES = by_slug(Purpose)
MANNERS = by_slug(Manner)
BRANCHES = by_slug(Branch)
FORMS = by_slug(SchoolForm)
WORKS = by_slug(Work)
STANCES = by_slug(Stance)
STATES = by_slug(ConsentState)
STANDINGS = by_slug(Standing)


FEW = 8
"""So many words are all named to one who has written another."""
PLAIN = str.maketrans("åäöé", "aaoe")


def key(word: str) -> str:
    """How words are compared: without regard to case, hyphens, spaces and the dots over å, ä and ö."""
    return " ".join(word.replace("-", " ").replace("_", " ").casefold().translate(PLAIN).split())


def look_up(word: str, known: Mapping[str, T]) -> T:
    """What the word means. Raises UnknownWord with the nearest known words."""
    found = {key(name): meaning for name, meaning in known.items()}
    if key(word) in found:
        return found[key(word)]
    raise UnknownWord(f"ordet ”{word}” är inte känt. {nearest(word, known)}")


def written(known: Mapping[str, T], meaning: T) -> str:
    """The word that a jurist writes for the meaning."""
    return next(word for word, means in known.items() if means == meaning)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known words, where they are few; else those most like the word, and where the others stand."""
    names = {key(name): name for name in known}
    if len(names) <= FEW:
        return "Skriv ett av orden " + ", ".join(f"”{name}”" for name in names.values()) + "."
    alike = get_close_matches(key(word), names, n=3, cutoff=0.4) or list(names)[:8]
    return "Närmast: " + ", ".join(f"”{names[one]}”" for one in alike) + ". Alla står i docs/lagfall.md."
