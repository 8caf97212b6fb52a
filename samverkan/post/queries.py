"""Reading the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from django.db.models import Count, Q

from samverkan.post.actions import held_for
from samverkan.post.invited import Invited, read
from samverkan.post.models import Letter
from samverkan.post.receiving import RETURNED
from samverkan.post.sending import MOST_TRIES, configured


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter as the outbox shows it."""

    id: UUID
    to_address: str
    subject: str
    text: str
    calendar: str
    invited: Invited | None
    """What the calendar says, in words."""
    queued_at: datetime
    sent_at: datetime | None
    status: str
    """Slug of the shape to draw."""
    state: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many of one's own letters have not gone. Of others' not even the number: it tells of an invitation."""

    waiting: int
    faulty: int
    """Of those that wait, the ones whose last try failed."""


def outbox(*, sender: UUID, limit: int = 100) -> tuple[OutboxRow, ...]:
    """The latest letters that the person caused, newest first.

    Nobody else's: to whom a letter goes and where its link leads tells who knows a child.
    """
    rows = Letter.objects.filter(sender_id=sender).order_by("-queued_at", "-id")
    return tuple(_row(letter) for letter in rows[:limit])


def on_its_way(thing: str, to: str, *, sender: UUID) -> str:
    """What is true of letters that were just queued: `thing` in the definite form, and the names it goes to.

    Nothing is called sent before the mail server has it; the sender's own outbox says when.
    """
    if held_for(sender):
        return f"{thing} till {to} stannar i huset, för ni provar än. Så här hade det gått till. Se Mina brev."
    if configured() is None:
        return (
            f"{thing} till {to} ligger i utkorgen. Ingen mejlserver är vald, så det lämnas på annat sätt. Se Mina brev."
        )
    return f"{thing} mejlas nu till {to}. Under Mina brev ser du när den har gått."


def how_it_will_go(thing: str, to: str, *, sender: UUID) -> str:
    """The same of letters that are about to be queued, said before anybody has pressed the button."""
    if held_for(sender):
        return f"{thing} till {to} stannar i huset, för ni provar än."
    if configured() is None:
        return f"{thing} till {to} stannar i utkorgen, för ingen mejlserver är vald."
    return f"{thing} mejlas till {to}."


def not_gone(keys: Iterable[str]) -> frozenset[str]:
    """Those of the letters by these keys that nobody has got: they wait, stay in the house, or have come back."""
    missing = Q(sent_at=None) | Q(fault__startswith=RETURNED)
    return frozenset(Letter.objects.filter(missing, key__in=list(keys)).values_list("key", flat=True))


class Fate(Enum):
    """What has become of a letter."""

    GONE = auto()
    """A mail server has it, and it has not come back."""
    WAITS = auto()
    HELD = auto()
    """It stays in the house, which only prepares."""
    LOST = auto()
    """It has come back, has been given up, or waits where there is no mail server to take it."""


def fates(keys: Iterable[str]) -> dict[str, Fate]:
    """What has become of each of the letters by these keys. None for a key that no letter lies under."""
    return {letter.key: _fate(letter) for letter in Letter.objects.filter(key__in=list(keys))}


def _fate(letter: Letter) -> Fate:
    if letter.sent_at is not None:
        return Fate.LOST if letter.fault.startswith(RETURNED) else Fate.GONE
    if letter.held:
        return Fate.HELD
    return Fate.LOST if letter.tries >= MOST_TRIES or configured() is None else Fate.WAITS


def backlog(*, sender: UUID) -> Backlog:
    """What waits of what the person has caused. That the mail server has stopped is said in the server's own log."""
    mine = Letter.objects.filter(sent_at=None, held=False, sender_id=sender)
    counts = mine.aggregate(waiting=Count("id"), faulty=Count("id", filter=~Q(fault="")))
    return Backlog(counts["waiting"], counts["faulty"])


def _row(letter: Letter) -> OutboxRow:
    status, state = "inget-svar", "Väntar"
    if letter.sent_at is not None and letter.fault.startswith(RETURNED):
        status, state = "saknas", "Kom tillbaka: det gick inte att lämna"
    elif letter.sent_at is not None:
        status, state = "klart", "Skickat"
    elif letter.held:
        status, state = "avvaktar", "Stannade i huset: ni provade"
    elif letter.tries >= MOST_TRIES:
        status, state = "saknas", "Gick inte att skicka"
    elif letter.fault:
        state = "Väntar på ett nytt försök"
    return OutboxRow(
        letter.id,
        letter.to_address,
        letter.subject,
        letter.text,
        letter.calendar,
        read(letter.calendar),
        letter.queued_at,
        letter.sent_at,
        status,
        state,
    )
