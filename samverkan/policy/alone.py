"""When one guardian decides alone because the other cannot be reached or is ill (föräldrabalken 6 kap. 13 § st. 2).

Whether it can wait, and whether it is of intrusive importance for the child's future, is a person's judgement: it is
told, never computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.policy.consenting import LONGEST_ALONE, Custody, Reply, required_givers
from samverkan.policy.vocabulary import Giver, PersonId

NOT_ANSWERED = frozenset({Reply.SILENT, Reply.HINDERED})


class NotAlone(StrEnum):
    """Why one guardian may not decide alone."""

    NOT_ONE_OF_TWO = "inte-en-av-tva"
    TALKS = "vill-prata"
    ANSWERED = "har-svarat"
    NOT_TRIED = "inte-sokt"
    CAN_WAIT = "kan-vanta"
    INTRUSIVE = "ingripande"
    TOO_LONG = "for-lange"

    @property
    def label(self) -> str:
        """Why not, and what to do, Swedish."""
        return NOT_ALONE_LABELS[self]


NOT_ALONE_LABELS: dict[NotAlone, str] = {
    NotAlone.NOT_ONE_OF_TWO: "Välj en av två vårdnadshavare. Den andra svarar då ensam.",
    NotAlone.TALKS: "Vårdnadshavaren vill prata först och går alltså att nå. Prata, och fråga sedan igen.",
    NotAlone.ANSWERED: "Vårdnadshavaren har svarat på frågan. Svaret gäller.",
    NotAlone.NOT_TRIED: "Skriv hur ni har försökt nå vårdnadshavaren, och när. Skriv minst 20 tecken.",
    NotAlone.CAN_WAIT: "Kan frågan vänta? Då väntar ni på svar från båda.",
    NotAlone.INTRUSIVE: "Frågan är av stor betydelse för barnets framtid. Då behöver båda svara.",
    NotAlone.TOO_LONG: "Välj en dag inom 90 dagar. Försök nå vårdnadshavaren igen till dess.",
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What somebody has noted of a guardian who cannot be reached."""

    tried: bool
    """Whether the attempts are written down."""
    cannot_wait: bool
    intrusive: bool
    until: date
    """The last day on which the other decides alone."""


def why_not_alone(
    guardian: PersonId, noted: Hindrance, custody: Custody, replies: Mapping[PersonId, Reply], today: date
) -> NotAlone | None:
    """Why the other guardian may not decide without this one; None when that is so."""
    if (guardian, Giver.GUARDIANS) not in required_givers(custody, today) or len(custody.guardians) < 2:
        return NotAlone.NOT_ONE_OF_TWO
    reply = replies.get(guardian, Reply.SILENT)
    if reply not in NOT_ANSWERED:
        return NotAlone.TALKS if reply is Reply.TALK else NotAlone.ANSWERED
    if not noted.tried:
        return NotAlone.NOT_TRIED
    if not noted.cannot_wait:
        return NotAlone.CAN_WAIT
    if noted.intrusive:
        return NotAlone.INTRUSIVE
    return None if today <= noted.until <= today + LONGEST_ALONE else NotAlone.TOO_LONG
