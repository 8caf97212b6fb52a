"""Handing letters to the mail server: real SMTP (RFC 5321), a calendar part that calendars understand (RFC 6047)."""

import secrets
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from samverkan.post import answering
from samverkan.post.actions import KEY_HERE
from samverkan.post.mail_server import MailServer, opened
from samverkan.post.models import Letter

MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=2)
"""Doubled for each try that failed: after eight tries some eight hours have gone."""
KEY_BYTES = 32
"""Of a key that opens a door: 256 bits."""
LEADING: list[Callable[[UUID], bool]] = []
"""Rooms further out that say whether an own link still leads anywhere. They add themselves when they start."""
HANDED_OVER: list[Callable[[UUID, str, UUID | None, datetime], None]] = []
"""Rooms further out that remember, as a digest, which key a mail server has taken for whose own link."""
SENT: list[Callable[[tuple[str, ...], datetime], None]] = []
"""Rooms further out that wait for letters to have left: they are told the keys when a round is done."""
NO_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a round came to."""

    sent: int
    failed: int


def configured() -> MailServer | None:
    """The mail server of the settings; None when the installation has none and letters stay in the outbox."""
    if settings.EMAIL_BACKEND == NO_BACKEND or not getattr(settings, "SEND_LETTERS", True):
        return None
    return MailServer(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        starttls=settings.EMAIL_USE_TLS,
        tls=settings.EMAIL_USE_SSL,
    )


def deliver(now: datetime, server: MailServer | None = None) -> Delivered:
    """Send every letter whose turn has come, each in a transaction of its own. A fault stays on the letter's row.

    Two rounds at once never send the same letter: the row is locked while it is sent, and the other passes it by.
    """
    place = server or configured()
    if place is None:
        return Delivered(0, 0)
    gone: list[str] = []
    failed = 0
    for letter_id in list(_waiting(now).values_list("id", flat=True)):
        with transaction.atomic():
            letter = _waiting(now).select_for_update(skip_locked=True).filter(id=letter_id).first()
            if letter is None:
                continue
            fault = _hand_over(letter, place, now)
            Letter.objects.filter(id=letter_id).update(
                tries=F("tries") + 1, tried_at=now, fault=fault[:200], sent_at=None if fault else now
            )
        if fault:
            failed += 1
        else:
            gone.append(letter.key)
    for waits in SENT if gone else ():
        waits(tuple(gone), now)
    return Delivered(len(gone), failed)


def message(letter: Letter, now: datetime, key: str = "") -> EmailMessage:
    """The letter as mail, the receiver's own key in its place. The calendar is an alternative to the text, as RFC 6047
    has it.

    The modern policy refuses a line break in a header, so nobody can add one.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = letter.to_address
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(idstring=letter.id.hex, domain=_own_domain())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text.replace(KEY_HERE, key) if letter.own_link else letter.text)
    if letter.calendar:
        entry = answering.asking(letter.calendar)
        mail.add_alternative(entry, subtype="calendar", params={"method": letter.calendar_method})
    return mail


def _hand_over(letter: Letter, place: MailServer, now: datetime) -> str:
    """Empty when the server took the letter, otherwise its fault in one line without addresses.

    The key of an own link is made here, so that it has lain in no database: what remains is what the room of guests
    makes of it.
    """
    if letter.own_link and not all(leads(letter.own_link) for leads in LEADING):
        return "LinkEnded"
    key = secrets.token_urlsafe(KEY_BYTES)
    try:
        with opened(place) as session:
            # What cannot be handed over comes back to where it is read, when there is such a place.
            session.send_message(message(letter, now, key), from_addr=answering.plain(answering.configured()) or None)
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        code = getattr(fault, "smtp_code", "")
        return f"{type(fault).__name__} {code}".strip()
    if letter.own_link:
        for remember in HANDED_OVER:
            remember(letter.own_link, key, letter.sender_id, now)
    return ""


def _waiting(now: datetime) -> QuerySet[Letter]:
    """Letters not sent, whose pause after the last try is over. The wait doubles for each try."""
    due = Q(tried_at=None)
    for tries in range(1, MOST_TRIES):
        due |= Q(tries=tries, tried_at__lte=now - FIRST_WAIT * 2 ** (tries - 1))
    return Letter.objects.filter(due, sent_at=None, held=False).order_by("queued_at", "id")


def _own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
