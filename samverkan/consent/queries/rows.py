"""A question about consent as the pages show it, and where it stands for whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from samverkan.policy import facts
from samverkan.policy.consenting import (
    USUAL,
    ConsentState,
    Reply,
    Suspension,
)
from samverkan.policy.vocabulary import Giver, InformationClass, OrganisationId, PersonId, Purpose, Role

HELD = (Suspension.REPLACED, Suspension.PLACED)
"""Why a question may rest without any use in asking it anew."""
SOON = timedelta(days=30)
"""So long before a yes ends somebody is told, so that it can be asked anew in time."""


@dataclass(frozen=True, slots=True)
class GiverReply:
    """What one giver has answered to one question."""

    person_id: PersonId
    name: str
    capacity: Giver
    reply: Reply
    word: str
    answered_on: date | None
    barred: bool = False
    """May learn nothing about the pupil, and so is not asked (OSL 12:3 st. 1 p. 1)."""
    recorded_at: datetime | None = None
    """When the school wrote it down, or the giver sent it."""
    when: str = ""
    """The day it was given, with the year when that is not this one."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as the pages show it."""

    id: UUID
    title: str
    matter: str
    senders: tuple[tuple[OrganisationId, str], ...]
    receiver_id: OrganisationId
    receiver: str
    receiver_role: Role | None
    purpose: Purpose
    use: str
    """What it is for, to stand after "för att"."""
    wish: str
    """What the receiver would do with it, to stand after "får"."""
    state: ConsentState
    status: str
    """Slug of the shape to draw."""
    word: str
    detail: str
    """ "från Anna och Olof, till 9 april 2027"."""
    sentence: str
    read_aloud: str
    givers: tuple[GiverReply, ...]
    asked_on: date | None
    begins_on: date
    ends_on: date
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    origins: frozenset[InformationClass | None] | None
    parties: frozenset[OrganisationId | None] | None
    """The outside organisations it lets be known; None for any."""
    cell: facts.Cell
    """Who may know of the question; for "Varför ser jag det här?"."""
    subject: PersonId | None = None
    """The person whose own data it is, when not the pupil's."""
    renews: UUID | None = None
    ends_soon: bool = False
    suspended: Suspension | None = None
    own: bool = False
    """Whether it is told to one in the family: then `givers` is that person alone, or nobody."""
    waits_for_name: bool = False
    """Whether the yes opens nothing yet: the pupil is protected, and nobody at the receiver is named (OSL 21:3)."""

    @property
    def usual(self) -> bool:
        """Whether it is for the usual purpose, which the title does not say."""
        return self.purpose is USUAL

    @property
    def waits(self) -> bool:
        """Whether somebody's answer is still to come."""
        return self.state in (ConsentState.NOT_ASKED, ConsentState.ASKED)

    @property
    def again(self) -> bool:
        """Whether there is reason to ask anew: it ends soon, has ended, or rests."""
        over = self.state is ConsentState.EXPIRED
        return over or self.ends_soon or (self.state is ConsentState.SUSPENDED and self.suspended not in HELD)

    @property
    def silent(self) -> tuple[GiverReply, ...]:
        """Those whose answer is still to come."""
        return tuple(giver for giver in self.givers if giver.reply in (Reply.SILENT, Reply.TALK))

    @property
    def asked(self) -> tuple[GiverReply, ...]:
        """Those who are to be asked, on paper or in person."""
        return tuple(giver for giver in self.silent if not giver.barred)

    @property
    def withdrawable(self) -> tuple[GiverReply, ...]:
        """Those whose yes can be taken back."""
        return tuple(giver for giver in self.givers if giver.reply is Reply.YES)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom something would be told: an organisation, in a role there or in any."""

    organisation: OrganisationId
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """Where the newest question for one cell and one receiver stands."""

    state: ConsentState
    question: QuestionRow | None


NEVER_ASKED = Stood(ConsentState.NOT_ASKED, None)
