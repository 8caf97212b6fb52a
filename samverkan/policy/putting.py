"""What may be put as one question. "All parties may share everything" is no consent: it names a thing, a sender, a
receiver, a purpose and a last day (legal specification §3).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.policy.consenting import ASKED_FOR, longest_end
from samverkan.policy.deriving import EVERYTHING_AT_ONCE
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, OrganisationId, PersonId, Purpose, Role

ALL_KINDS = frozenset(Kind) - {Kind.JOURNAL, Kind.INFORMANT, Kind.ANONYMOUS, Kind.FILM}
"""Every shape that something of ours can have. A film is no part of everything: it is a question by itself."""


class TooWide(StrEnum):
    """Why it cannot be put as one question."""

    NO_PURPOSE = "inget-andamal"
    NO_THING = "ingen-uppgift"
    NO_SENDER = "ingen-avsandare"
    NO_RECEIVER = "ingen-mottagare"
    EVERYTHING = "allt-pa-en-gang"
    HAS_IT = "redan-hos-mottagaren"
    NO_END = "utan-slut"
    TOO_LONG = "for-lange"

    @property
    def label(self) -> str:
        """What to narrow, Swedish."""
        return TOO_WIDE_LABELS[self]


TOO_WIDE_LABELS: dict[TooWide, str] = {
    TooWide.NO_PURPOSE: "Välj vad uppgiften ska användas till.",
    TooWide.NO_THING: "Välj vad frågan gäller. Ett samtycke gäller en bestämd uppgift.",
    TooWide.NO_SENDER: "Välj vem som lämnar uppgiften och hur.",
    TooWide.NO_RECEIVER: "Välj vem som får veta. Ett samtycke gäller en bestämd mottagare.",
    TooWide.EVERYTHING: "Frågan gäller allt på en gång. Dela upp den, en uppgift i varje fråga.",
    TooWide.HAS_IT: "Välj en mottagare som inte redan har uppgiften.",
    TooWide.NO_END: "Välj ett slutdatum. Ett samtycke gäller aldrig tills vidare.",
    TooWide.TOO_LONG: "Ett samtycke gäller högst ett läsår.",
}


@dataclass(frozen=True, slots=True)
class Put:
    """A question as somebody wants to put it."""

    classes: Collection[InformationClass]
    kinds: Collection[Kind]
    senders: Collection[OrganisationId]
    receiver: OrganisationId | PersonId | None
    """None: everybody, or nobody named."""
    role: Role | None
    purpose: Purpose | None
    manners: Collection[Manner]
    begins_on: date
    ends_on: date | None
    """None: until further notice."""


def too_wide(put: Put) -> TooWide | None:
    """Why the question is too wide, too long or without an end to be one. None: it may be put."""
    if put.purpose not in ASKED_FOR:
        return TooWide.NO_PURPOSE
    if not put.classes or not put.kinds:
        return TooWide.NO_THING
    if not put.senders or not put.manners:
        return TooWide.NO_SENDER
    if put.receiver is None:
        return TooWide.NO_RECEIVER
    if set(put.kinds) >= ALL_KINDS or set(put.kinds) > {Kind.FILM} or set(put.classes) >= EVERYTHING_AT_ONCE:
        return TooWide.EVERYTHING
    if put.receiver in put.senders and put.role is None:
        return TooWide.HAS_IT
    if put.ends_on is None:
        return TooWide.NO_END
    return None if put.begins_on <= put.ends_on <= longest_end(put.begins_on) else TooWide.TOO_LONG
