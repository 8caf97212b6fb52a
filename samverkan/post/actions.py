"""Putting letters in the outbox. A letter is neutral: this room knows no pupil, so it cannot tell of one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.post.models import Letter

KEY_HERE = "[nyckel]"
"""Stands in a text where the receiver's own key is put as the letter is handed over, and nowhere is it kept."""
HOLDERS: list[Callable[[UUID], bool]] = []
"""Rooms further out that know whether a sender's letters stay in the house, such as that of people: this room does not.
They add themselves when they start.
"""


AT_THE_DOOR = "/gast/"
"""Where a link of one's own leads, before the key: the room of guests stands further out and is not asked."""


class NotNeutral(ValueError):
    """The letter's head holds a line break: somebody tries to write headers of their own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter to one address, before it lies in the outbox."""

    key: str
    """The same key queues nothing more."""
    to_address: str
    subject: str
    text: str
    calendar: str = ""
    """An iCalendar object, and its iTIP method beside, such as REQUEST."""
    method: str = ""
    own_link: UUID | None = None
    """Whose own link it leads by: then the text holds KEY_HERE."""


def queue(
    *,
    key: str,
    to_address: str,
    subject: str,
    text: str,
    calendar: str = "",
    method: str = "",
    own_link: UUID | None = None,
    sender: UUID,
    now: datetime,
) -> Letter:
    """One letter, as of many. The same key queues nothing more."""
    queue_all([Draft(key, to_address, subject, text, calendar, method, own_link)], sender=sender, now=now)
    return Letter.objects.get(key=key)


def queue_all(drafts: Iterable[Draft], *, sender: UUID, now: datetime) -> None:
    """Many letters in one breath. One whose key lies in the outbox already is left as it is.

    The carrier beside the web server sends them within seconds: whoever pressed the button waits for no mail server.
    `sender` is the person who caused them, the only one whose outbox shows them. What is queued while the house
    prepares never goes, not later either: it was a trial. Raises NotNeutral for a line break in address, subject or
    method, and then queues nothing.
    """
    rows = list(drafts)
    if any(sign in field for row in rows for field in (row.to_address, row.subject, row.method) for sign in "\r\n"):
        raise NotNeutral("Adress och ämne ska stå på en rad.")
    held = held_for(sender) if rows else False
    letters = [
        Letter(
            key=row.key,
            sender_id=sender,
            to_address=row.to_address,
            subject=row.subject,
            text=row.text,
            calendar=row.calendar,
            calendar_method=row.method,
            own_link=row.own_link,
            queued_at=now,
            held=held,
        )
        for row in rows
    ]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)


def held_for(sender: UUID) -> bool:
    """Whether what the person sends stays in the house, since the house only prepares."""
    return any(holder(sender) for holder in HOLDERS)


def keep_back(keys: Iterable[str]) -> frozenset[str]:
    """Letters that no mail server has taken yet are not sent: what they invited to is no longer for the one they are
    to. The keys of those that had not gone.
    """
    rows = Letter.objects.select_for_update().filter(key__in=list(keys), sent_at=None)
    found = frozenset(rows.values_list("key", flat=True))
    Letter.objects.filter(key__in=found, sent_at=None).delete()
    return found


def forget(addresses: Iterable[str]) -> None:
    """Nothing more goes to the addresses, and nobody reads here where a letter went: somebody has been protected."""
    rows = Letter.objects.filter(to_address__in=[address for address in addresses if address])
    rows.filter(sent_at=None).delete()
    rows.update(to_address="", calendar="")  # a calendar entry names the one it is for
