"""What the law leaves to people round a consent: the program says what to do, and computes nothing of it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from samverkan.policy.consenting import (
    HEARD_FROM,
    Care,
    ConsentState,
    Custody,
    Reply,
    in_care,
    required_givers,
)
from samverkan.policy.facts import age_on
from samverkan.policy.vocabulary import Giver, PersonId


class Counsel(StrEnum):
    """What somebody has to do beside asking."""

    ASK_THE_SOCIAL_WORKER = "fraga-socialsekreteraren"
    """The child is placed: who answers is asked of the social worker (LVU 11 §)."""
    ASK_THE_BOARD = "be-socialnamnden-besluta"
    """The social worker has said that socialnämnden decides: its decision is asked for there."""
    CARE_WITHOUT_A_YES = "socialnamnden-kan-besluta-om-varden"
    """Guardians who disagree: socialnämnden may decide on some care, which lets nothing be told (FB 6:13 a)."""
    HEAR_THE_CHILD = "hor-barnet"
    """Somebody else answers for a child who is told what it is about and heard (barnkonventionen art. 12)."""

    @property
    def label(self) -> str:
        """What to do, Swedish."""
        return COUNSEL_LABELS[self]


COUNSEL_LABELS: dict[Counsel, str] = {
    Counsel.ASK_THE_SOCIAL_WORKER: (
        "Fråga socialsekreteraren vem som svarar. Vårdnadshavarna är kvar som vårdnadshavare, men socialnämnden "
        "bestämmer i mycket för ett barn som är placerat enligt LVU."
    ),
    Counsel.ASK_THE_BOARD: "Socialnämnden bestämmer. Be om beslutet där. Ett ja från hemmet öppnar inget här.",
    Counsel.CARE_WITHOUT_A_YES: (
        "Socialnämnden kan besluta om viss vård, behandling eller insats utan den andra vårdnadshavaren. Ett sådant "
        "beslut ger inte i sig rätt att lämna uppgifter. Ta stöd av jurist."
    ),
    Counsel.HEAR_THE_CHILD: "Berätta för barnet vad frågan gäller och hör vad barnet tycker.",
}


def counsel(
    custody: Custody, state: ConsentState, replies: Mapping[PersonId, Reply], today: date
) -> tuple[Counsel, ...]:
    """What is to be done round a question in this state. Nothing of it changes who may learn what."""
    givers, found = required_givers(custody, today), []
    if in_care(custody, givers):
        found.append(Counsel.ASK_THE_BOARD if custody.care is Care.BOARD else Counsel.ASK_THE_SOCIAL_WORKER)
    said = {replies.get(person) for person, giver in givers if giver is Giver.GUARDIANS}
    if state is ConsentState.DIFFERING and {Reply.YES, Reply.NO} <= said:
        found.append(Counsel.CARE_WITHOUT_A_YES)
    young = custody.born_on is not None and age_on(custody.born_on, today) < HEARD_FROM
    if young and state in (ConsentState.NOT_ASKED, ConsentState.ASKED):
        found.append(Counsel.HEAR_THE_CHILD)
    return tuple(found)
