"""Reading one mail that has come in: a calendar's answer (RFC 5546, RFC 6047), a letter that came back, or neither.

Whoever writes to the address may write anything, so little is read and nothing is kept: no text, no comment, no name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from enum import Enum
from uuid import UUID

from icalendar import Calendar

from samverkan.post.answering import is_for_us, opens, plain

LARGEST = 256 * 1024
"""Of a whole mail, in bytes. What calendars send is some five thousand."""
LARGEST_ENTRY = 64 * 1024
MOST_PARTS = 24
CALENDARS = frozenset({"text/calendar", "application/ics"})
OF_PARTS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
OWN_ID = re.compile(r"\.([0-9a-f]{32})@")
"""How the Message-ID of our letters ends (post.sending)."""


class Answer(Enum):
    """What a calendar can say."""

    YES = "ACCEPTED"
    NO = "DECLINED"
    PERHAPS = "TENTATIVE"
    SOMEBODY_ELSE = "DELEGATED"


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """One receiver's answer to one entry, which came to the address that only they were given."""

    uid: str
    attendee: str
    answer: Answer
    sequence: int
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter of ours that some mail server could not hand over."""

    letter: UUID
    status: str
    """Such as 5.1.1 (RFC 3463)."""


class Unread(ValueError):
    """Nothing to act upon. Says why in a word that holds nothing of the mail."""


def read(raw: bytes, to: Iterable[str]) -> CalendarAnswer | Returned:
    """What the mail says; `to` are the addresses it was handed over for. Raises Unread."""
    mail = _mail(raw)
    if mail.get_content_type() == "multipart/report":
        return _returned(mail)
    if str(mail.get("Auto-Submitted", "")).strip().lower().startswith("auto-replied"):
        raise Unread("ett autosvar")
    for entry in _entries(mail):
        if str(entry.get("method", "")).upper() == "REPLY":
            return _answer(entry, sender=plain(mail.get("From", "")), to=[one for one in to if is_for_us(one)])
    raise Unread("inget svar från en kalender")


def _mail(raw: bytes) -> EmailMessage:
    """The mail in its parts. One that is packed in many boxes is not opened: the opening takes all the memory."""
    if len(raw) > LARGEST:
        raise Unread("för stort")
    if len(OF_PARTS.findall(raw)) > MOST_PARTS:
        raise Unread("för många delar")
    try:
        mail = message_from_bytes(raw, policy=default)
        parts = sum(1 for _ in mail.walk())
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError):
        raise Unread("går inte att läsa") from None
    if parts > MOST_PARTS:
        raise Unread("för många delar")
    assert isinstance(mail, EmailMessage)
    return mail


def _entries(mail: EmailMessage) -> Iterator[Calendar]:
    for part in mail.walk():
        if part.get_content_type() not in CALENDARS:
            continue
        held = part.get_payload(decode=True)
        if not isinstance(held, bytes) or len(held) > LARGEST_ENTRY:
            raise Unread("för stort")
        try:
            yield Calendar.from_ical(held.decode("utf-8"))
        except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError):
            raise Unread("en trasig kalender") from None


def _answer(entry: Calendar, *, sender: str, to: list[str]) -> CalendarAnswer:
    events = entry.walk("VEVENT")
    if len(events) != 1 or "recurrence-id" in events[0]:
        raise Unread("inte ett svar på ett möte")
    event = events[0]
    try:
        attendee = event["attendee"]
        uid, address = str(event["uid"]), plain(attendee)
        answer = Answer(str(attendee.params["PARTSTAT"]).upper())
        sequence, said_at = int(event.get("sequence", 0)), event.decoded("dtstamp")
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Unread("ett svar som saknar något") from None
    if not isinstance(said_at, datetime) or said_at.tzinfo is None:
        raise Unread("ett svar utan tid")
    if sender != address or not any(opens(one, uid, address) for one in to):
        raise Unread("inte från den som fick inbjudan")
    return CalendarAnswer(uid, address, answer, sequence, said_at)


def _returned(mail: EmailMessage) -> Returned:
    """A delivery report (RFC 3464): which letter, known by the Message-ID that it had, and why."""
    told = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    of_receivers = [block for part in told for block in part.walk() if block.get("Action")]
    if [str(block["Action"]).strip().lower() for block in of_receivers] != ["failed"]:
        raise Unread("ett besked som inte är en retur")
    status = re.match(r"[45]\.\d{1,3}\.\d{1,3}", str(of_receivers[0].get("Status", "")).strip())
    for part in mail.walk():
        held = str(part.get_payload()) if part.get_content_type() == "text/rfc822-headers" else ""
        own = part.get("Message-ID") if part is not mail else None
        if found := OWN_ID.search(str(own or "") or held):
            return Returned(UUID(found[1]), status[0] if status else "")
    raise Unread("en retur som inte är vår")
