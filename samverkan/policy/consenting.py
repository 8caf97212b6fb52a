"""Who must say yes, and when the yes holds. A consent is a waiver of secrecy (OSL 12:2), never a basis under GDPR.

There is no age in OSL 12:3. The ages here follow the project's legal specification §3: 12 and 15 are the ages at which
the social services act hears a child and lets it speak for itself (SoL 21:1, 3:4).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samverkan.policy.facts import Cell, age_on
from samverkan.policy.vocabulary import Giver, PersonId, Stance

HEARD_FROM = 12
OWN_CONSENT_FROM = 15
ADULT_AT = 18
LONGEST = timedelta(days=366)
"""At most one school year, never "until further notice"."""


def can_be_listed(cell: Cell) -> bool:
    """Whether a question about the cell may stand in a list for the givers.

    Another person's data is that person's to waive, and what was told in confidence is no matter for a list (OSL 12:3).
    """
    return cell.subject is None and not cell.confided


class Reply(StrEnum):
    """What one giver has answered."""

    YES = "ja"
    NO = "nej"
    TALK = "prata-forst"
    WITHDRAWN = "tillbakataget"
    SILENT = "inget-svar"
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
}


@dataclass(frozen=True, slots=True)
class Custody:
    """The persons who answer for a pupil today."""

    pupil: PersonId
    guardians: tuple[PersonId, ...]
    """Legal guardians with custody, barred ones too: being denied insight does not take custody away."""
    born_on: date | None
    stances: frozenset[Stance] = frozenset()
    """What the pupil's huvudman has signed on the points where lawyers disagree."""
    mature: bool = False
    """A person has assessed and signed that the pupil is mature enough to decide alone on this question."""
    unreachable: frozenset[PersonId] = frozenset()
    """Guardians who cannot be reached while it cannot wait; the attempts are recorded (FB 6:13 st. 2)."""


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

    Under 12 the guardians together; 12–14 the pupil must agree too; 15–17 the pupil's own consent and the guardians';
    from 18 the person alone, or from the age that the huvudman has signed. That a pupil from 15 may decide alone is a
    signed assessment of maturity by a person. A guardian who cannot be reached is left out while another can.
    """
    age = None if custody.born_on is None else age_on(custody.born_on, today)
    pupil = (custody.pupil, Giver.PUPIL)
    reached = [guardian for guardian in custody.guardians if guardian not in custody.unreachable] or custody.guardians
    guardians = tuple((guardian, Giver.GUARDIANS) for guardian in reached)
    if age is not None and age >= alone_from(custody.stances):
        return (pupil,)
    if custody.mature and age is not None and age >= OWN_CONSENT_FROM:
        return (pupil,)
    if age is None or age >= OWN_CONSENT_FROM:
        return (*guardians, pupil)
    if age >= HEARD_FROM:
        return (*guardians, (custody.pupil, Giver.PUPIL_ASSENT))
    return guardians


def weigh(replies: Mapping[PersonId, Reply], custody: Custody, today: date) -> ConsentState:
    """The state of one question. A single no closes it; silence is not a yes; nobody to ask is never a yes."""
    givers = required_givers(custody, today)
    needed = [_counted(replies.get(person, Reply.SILENT), custody.stances) for person, _ in givers]
    if not needed:
        return ConsentState.ASKED
    if Reply.WITHDRAWN in needed:
        return ConsentState.WITHDRAWN
    if Reply.NO in needed:
        return ConsentState.DIFFERING if Reply.YES in needed else ConsentState.REFUSED
    of_guardians = [reply for reply, (_, giver) in zip(needed, givers, strict=True) if giver is Giver.GUARDIANS]
    if Stance.ONE_GUARDIAN in custody.stances and Reply.YES in of_guardians:
        needed = [reply for reply, (_, giver) in zip(needed, givers, strict=True) if giver is not Giver.GUARDIANS]
    if all(reply is Reply.YES for reply in needed):
        return ConsentState.GIVEN
    return ConsentState.ASKED


def _counted(reply: Reply, stances: Collection[Stance]) -> Reply:
    """To have come is silence, unless the huvudman lets it count."""
    if reply is Reply.ATTENDED:
        return Reply.YES if Stance.ATTENDING_IS_YES in stances else Reply.SILENT
    return reply


def longest_end(begins_on: date) -> date:
    """The last day a consent beginning that day may hold."""
    return begins_on + LONGEST
