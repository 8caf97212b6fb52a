"""Who must say yes, and when the yes holds. A consent is a waiver of secrecy (OSL 12:2), never a basis under GDPR.

There is no age in OSL 12:3. The ages here follow the project's legal specification §3: 12 and 15 are the ages at which
the social services act hears a child and lets it speak for itself (SoL 21:1, 3:4).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samverkan.policy.facts import ADULT_AT, Cell, Reader, age_on
from samverkan.policy.vocabulary import CaseId, Giver, PersonId, Purpose, Stance, Tie

HEARD_FROM = 12
OWN_CONSENT_FROM = 15
ASKED_FOR = (
    Purpose.SUPPORT,
    Purpose.TRANSITION,
    Purpose.PRELIMINARY_ASSESSMENT,
    Purpose.CUSTODY_INQUIRY,
    Purpose.AUTHORITY_REQUEST,
)
"""What a yes may be asked for, the usual first: where the law offers one. What is a duty needs none, and what the
police ask for a person weighs. A yes for one purpose opens nothing for another.
"""
USUAL = ASKED_FOR[0]
"""Chosen already where one asks, and not repeated in what one reads."""
SCHOOL_YEAR_ENDS = (6, 30)
SCHOOL_YEAR_TO_COME = (6, 1)
"""In June the lessons end: what begins from then on is for the school year to come."""
LONGEST_ALONE = timedelta(days=90)
"""How long one guardian may stand alone because the other cannot be reached; then the other is tried again."""


def can_be_listed(cell: Cell) -> bool:
    """Whether a question about the cell may stand in a list for the givers.

    Another person's data is that person's to waive, and what was told in confidence is no matter for a list (OSL 12:3).
    """
    return cell.subject is None and not cell.confided


def can_be_found_mature(born_on: date | None, today: date) -> bool:
    """Whether a person may assess that the pupil decides alone. Never of a pupil whose age is not known."""
    return born_on is not None and age_on(born_on, today) >= OWN_CONSENT_FROM


def answers_alone(capacity: Giver) -> bool:
    """Whether one in this capacity answers alone, at a screen too. A pupil who is heard and agrees without deciding
    does so together with an adult at the school (SoL 21:1).
    """
    return capacity is not Giver.PUPIL_ASSENT


class Reply(StrEnum):
    """What one giver has answered."""

    YES = "ja"
    NO = "nej"
    TALK = "prata-forst"
    WITHDRAWN = "tillbakataget"
    SILENT = "inget-svar"
    HINDERED = "forhindrad"
    """Cannot be reached or is ill, and the question cannot wait: the other guardian decides alone (FB 6:13 st. 2)."""
    ATTENDED = "kom-till-motet"
    """Came to the meeting, knowing what it was about. A yes only where the huvudman has said so (OSL 12:2)."""


class ConsentState(StrEnum):
    """Where a question stands, all givers weighed together."""

    NOT_ASKED = "inte-fragat"
    ASKED = "fragat"
    GIVEN = "ja"
    REFUSED = "nej"
    DIFFERING = "olika-svar"
    WITHDRAWN = "tillbakataget"
    EXPIRED = "utgatt"
    SUSPENDED = "vilande"
    """It was asked or given, and something has happened that others must answer for."""

    @property
    def label(self) -> str:
        """The state in words for people, Swedish."""
        return STATE_LABELS[self]


STATE_LABELS: dict[ConsentState, str] = {
    ConsentState.NOT_ASKED: "inte frågat",
    ConsentState.ASKED: "frågat",
    ConsentState.GIVEN: "ja",
    ConsentState.REFUSED: "nej",
    ConsentState.DIFFERING: "olika svar",
    ConsentState.WITHDRAWN: "tillbakataget",
    ConsentState.EXPIRED: "har gått ut",
    ConsentState.SUSPENDED: "vilande",
}


class Suspension(StrEnum):
    """What has happened to a question that rests."""

    OLDER = "aldre"
    ADULT = "fyllt-18"
    CUSTODY = "vardnad"
    SCHOOL = "ny-skola"
    PROTECTED = "skyddad"
    RECEIVER = "mottagare"
    REPLACED = "ersatt"
    PLACED = "placerad"
    """The child is placed under LVU: the social worker says who answers before a yes opens anything."""

    @property
    def label(self) -> str:
        """Why the question rests, Swedish."""
        return SUSPENSION_LABELS[self]


SUSPENSION_LABELS: dict[Suspension, str] = {
    Suspension.OLDER: "Eleven har blivit äldre och behöver själv svara.",
    Suspension.ADULT: "Eleven har fyllt 18 år och bestämmer själv.",
    Suspension.CUSTODY: "Vilka som svarar för eleven har ändrats.",
    Suspension.SCHOOL: "Eleven har bytt skola eller slutat.",
    Suspension.PROTECTED: "Någon i familjen har fått skyddade personuppgifter.",
    Suspension.RECEIVER: "Mottagaren har inte längre samma uppdrag.",
    Suspension.REPLACED: "En nyare fråga om samma sak gäller.",
    Suspension.PLACED: "Rektor eller elevhälsan behöver först klara ut vem som svarar.",
}


class Care(StrEnum):
    """Who answers for a child placed under LVU, as the social worker has said. The guardians remain guardians, and
    socialnämnden decides on much (LVU 11 §): a person asks, nothing is computed.
    """

    UNASKED = "inte-fragat"
    GUARDIANS = "vardnadshavarna"
    BOARD = "socialnamnden"


@dataclass(frozen=True, slots=True)
class Custody:
    """The persons who answer for a pupil today, for one question."""

    pupil: PersonId
    guardians: tuple[PersonId, ...]
    """Legal guardians with custody, barred ones too: being denied insight does not take custody away."""
    born_on: date | None
    stances: frozenset[Stance] = frozenset()
    """What the pupil's huvudman has signed on the points where lawyers disagree."""
    mature: bool = False
    """Somebody has signed that the pupil is mature enough to decide alone in such a matter (OSL 12:3)."""
    unreachable: frozenset[PersonId] = frozenset()
    """Guardians who cannot be reached while it cannot wait, told beside the answers and not among them."""
    deputies: tuple[PersonId, ...] = ()
    """God man or förvaltare whose written mandate reaches this: in the place of an adult, or of guardians who are not.
    """
    other: PersonId | None = None
    """The person whose own data it is, when that is not the pupil's (OSL 12:2)."""
    care: Care | None = None
    """Where the child is placed under LVU: who answers. None: it is not placed."""
    slight: bool = False
    """Somebody has said that the question is not of intrusive importance for the child's future (FB 6:13 st. 2): else
    one guardian is not enough, whatever the huvudman has signed.
    """
    known_until: date | None = None
    """The last day on which all this is known to hold: a mandate, an assessment or a custody may end."""


ALONE_FROM: dict[Stance, int] = {
    Stance.ALONE_FROM_12: 12,
    Stance.ALONE_FROM_15: 15,
    Stance.ALONE_FROM_16: 16,
}


def alone_from(stances: Collection[Stance]) -> int:
    """The age from which a pupil consents alone: 18, or a lower one that the huvudman has signed."""
    return min((age for stance, age in ALONE_FROM.items() if stance in stances), default=ADULT_AT)


def required_givers(custody: Custody, today: date) -> tuple[tuple[PersonId, Giver], ...]:
    """Everybody whose yes is needed. An unknown birth date is read as a minor with both guardians and the pupil.

    Under 12 the guardians together; 12–14 the pupil must agree too; 15–17 the pupil's own consent and the guardians',
    or the pupil alone by a signed assessment of maturity or from the age that the huvudman has signed; from 18 the
    person alone, or a deputy within the mandate. A guardian who cannot be reached is left out while another can.
    Another person's own data is that person's alone.
    """
    if custody.other is not None:
        return ((custody.other, Giver.THAT_PERSON),)
    age = None if custody.born_on is None else age_on(custody.born_on, today)
    pupil = (custody.pupil, Giver.PUPIL)
    if age is not None and age >= ADULT_AT:
        return _deputies(custody) or (pupil,)
    if age is not None and age >= alone_from(custody.stances):
        return (pupil,)
    if custody.mature and age is not None and age >= OWN_CONSENT_FROM:
        return (pupil,)
    guardians = _guardians(custody)
    if age is None or age >= OWN_CONSENT_FROM:
        return (*guardians, pupil)
    if age >= HEARD_FROM:
        return (*guardians, (custody.pupil, Giver.PUPIL_ASSENT))
    return guardians


def _guardians(custody: Custody) -> tuple[tuple[PersonId, Giver], ...]:
    """Every guardian that can be reached; where there is no guardian, the god man who stands in their place."""
    reached = [guardian for guardian in custody.guardians if guardian not in custody.unreachable] or custody.guardians
    return tuple((guardian, Giver.GUARDIANS) for guardian in reached) or _deputies(custody)


def _deputies(custody: Custody) -> tuple[tuple[PersonId, Giver], ...]:
    return tuple((deputy, Giver.DEPUTY) for deputy in custody.deputies)


def weigh(replies: Mapping[PersonId, Reply], custody: Custody, today: date) -> ConsentState:
    """The state of one question. A single no closes it; silence is not a yes; nobody to ask is never a yes.

    A yes from somebody who no longer answers for the pupil rests: those who do are asked anew. So does a yes for a
    child placed under LVU, until the social worker has said that the guardians answer.
    """
    givers = required_givers(custody, today)
    said = [(_counted(replies.get(person, Reply.SILENT), custody.stances), giver) for person, giver in givers]
    needed = _without_hindered(said)
    if not needed:
        return ConsentState.ASKED
    if Reply.WITHDRAWN in needed:
        return ConsentState.WITHDRAWN
    if Reply.NO in needed:
        return ConsentState.DIFFERING if Reply.YES in needed else ConsentState.REFUSED
    if custody.slight and _one_is_enough(said, custody.stances):
        needed = [reply for reply, giver in said if giver is not Giver.GUARDIANS]
    if any(reply is not Reply.YES for reply in needed):
        return ConsentState.ASKED
    rests = _former(replies, custody, givers) or in_care(custody, givers)
    return ConsentState.SUSPENDED if rests else ConsentState.GIVEN


def _one_is_enough(said: Sequence[tuple[Reply, Giver]], stances: Collection[Stance]) -> bool:
    """Where the huvudman has signed that one guardian is enough for what is slight: not when the other wants to talk
    first, for then there is reason to think that they differ. A no has closed the question already.
    """
    guardians = [reply for reply, giver in said if giver is Giver.GUARDIANS]
    return Stance.ONE_GUARDIAN in stances and Reply.YES in guardians and Reply.TALK not in guardians


def _without_hindered(needed: Sequence[tuple[Reply, Giver]]) -> list[Reply]:
    """Where one guardian is hindered the other stands alone; hindered all of them, nobody decides."""
    present = [reply for reply, giver in needed if not (reply is Reply.HINDERED and giver is Giver.GUARDIANS)]
    guardians = [reply for reply, giver in needed if giver is Giver.GUARDIANS]
    alone = any(reply is not Reply.HINDERED for reply in guardians)
    return present if alone or not guardians else [reply for reply, _ in needed]


def can_answer_by_coming(stances: Collection[Stance]) -> bool:
    """Whether to have come to the meeting is an answer at all: only where the huvudman has signed that it is."""
    return _counted(Reply.ATTENDED, stances) is Reply.YES


def _counted(reply: Reply, stances: Collection[Stance]) -> Reply:
    """To have come is silence, unless the huvudman lets it count."""
    if reply is Reply.ATTENDED:
        return Reply.YES if Stance.ATTENDING_IS_YES in stances else Reply.SILENT
    return reply


def _former(replies: Mapping[PersonId, Reply], custody: Custody, givers: Sequence[tuple[PersonId, Giver]]) -> bool:
    """Whether a yes stands on somebody who answers for the pupil no more. One who decides alone needs nobody else."""
    if _alone(givers):
        return False
    known = {custody.pupil, *custody.guardians, *custody.deputies}
    return any(reply is Reply.YES and person not in known for person, reply in replies.items())


def in_care(custody: Custody, givers: Sequence[tuple[PersonId, Giver]]) -> bool:
    """Whether others answer for a child placed under LVU, and nobody has said that it is they who do."""
    return custody.care in (Care.UNASKED, Care.BOARD) and not _alone(givers)


def _alone(givers: Sequence[tuple[PersonId, Giver]]) -> bool:
    return all(giver in (Giver.PUPIL, Giver.THAT_PERSON) for _, giver in givers)


def holds_until(replies: Mapping[PersonId, Reply], custody: Custody, today: date, ends_on: date) -> date:
    """The last day on which a yes holds, by what is known today: a birthday may call for others to answer."""
    last = ends_on if custody.known_until is None else min(ends_on, custody.known_until)
    for birthday in _birthdays(custody, today, last):
        if weigh(replies, custody, birthday) is not ConsentState.GIVEN:
            return birthday - timedelta(days=1)
    return last


def outgrown(replies: Mapping[PersonId, Reply], custody: Custody, begins_on: date, today: date) -> Suspension | None:
    """Why a yes that held rests since a birthday, or None: it never held, holds, or has been answered otherwise."""
    if weigh(replies, custody, today) is not ConsentState.ASKED:
        return None
    for birthday in _birthdays(custody, begins_on, today):
        if weigh(replies, custody, birthday - timedelta(days=1)) is ConsentState.GIVEN:
            of_age = custody.born_on is not None and age_on(custody.born_on, birthday) >= ADULT_AT
            return Suspension.ADULT if of_age else Suspension.OLDER
    return None


def why_resting(
    replies: Mapping[PersonId, Reply], custody: Custody, *, answered_on: date, today: date
) -> Suspension | None:
    """Why a question rests though nobody has said that anything has happened: others answer now, nobody knows who does
    for a placed child, or a birthday has come. None when it does not rest.
    """
    if weigh(replies, custody, today) is ConsentState.SUSPENDED:
        former = _former(replies, custody, required_givers(custody, today))
        return Suspension.CUSTODY if former else Suspension.PLACED
    return outgrown(replies, custody, answered_on, today)


def rests(why: Suspension, state: ConsentState, *, was_open: bool, received: bool) -> bool:
    """Whether a question in this state is to rest when this has happened round the pupil.

    A new custody lets only what had opened something rest, and only when those who answer now have not all said yes.
    A receiver's part that somebody still holds (`received`) changes nothing. All else lets what waits or holds rest.
    """
    if why is Suspension.CUSTODY:
        return was_open and state is not ConsentState.GIVEN
    if why is Suspension.RECEIVER and received:
        return False
    return state in (ConsentState.ASKED, ConsentState.GIVEN, ConsentState.SUSPENDED)


def stands(
    replies: Mapping[PersonId, Reply], custody: Custody, today: date, *, resting: bool, ends_on: date
) -> ConsentState:
    """The state of a question in one word: what rests opens nothing, and past its last day it is over."""
    state = ConsentState.SUSPENDED if resting else weigh(replies, custody, today)
    if ends_on < today and state in (ConsentState.GIVEN, ConsentState.ASKED, ConsentState.SUSPENDED):
        return ConsentState.EXPIRED
    return state


def _birthdays(custody: Custody, after: date, last: date) -> Iterator[date]:
    """The pupil's birthdays after a day, to the last. One born on 29 February is a year older on 1 March."""
    if custody.born_on is None:
        return
    for year in range(after.year, last.year + 1):
        try:
            birthday = custody.born_on.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        if after < birthday <= last:
            yield birthday


def may_know_each_answer(reader: Reader, case: CaseId) -> bool:
    """Whether the reader may know who has answered what. Nobody in the family may: each one's answer is their own.

    One who works at the school and is of the family is of the family here, and writes down nobody's answer.
    """
    return not any(standing.tie in (Tie.GUARDIAN, Tie.SELF) for standing in reader.in_case(case))


def is_the_pupil(reader: Reader, case: CaseId) -> bool:
    """Whether the reader is whom it is all about."""
    return any(standing.tie is Tie.SELF for standing in reader.in_case(case))


def as_told_to_one(state: ConsentState, own: Reply) -> ConsentState:
    """Where a question stands, as one in the family is told: their own answer, and whether all have said yes.

    That somebody else has said no, is silent or wants to talk is the same to them: it is not shared.
    """
    if state in (ConsentState.NOT_ASKED, ConsentState.GIVEN, ConsentState.EXPIRED, ConsentState.SUSPENDED):
        return state
    return {Reply.NO: ConsentState.REFUSED, Reply.WITHDRAWN: ConsentState.WITHDRAWN}.get(own, ConsentState.ASKED)


def longest_end(begins_on: date) -> date:
    """The last day that a yes, an assessment of maturity or a release may hold when it begins that day.

    It ends with the school year, never "until further notice". What begins in June is for the school year to come, and
    is no longer than a year even so.
    """
    month, day = begins_on.month, begins_on.day
    if (month, day) < SCHOOL_YEAR_TO_COME:
        return date(begins_on.year, *SCHOOL_YEAR_ENDS)
    following = begins_on.year + 1
    return min(date(following, *SCHOOL_YEAR_ENDS), date(following, month, day) - timedelta(days=1))
