"""Handing letters to the mail server: real SMTP (RFC 5321), a calendar part that calendars understand (RFC 6047)."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from samverkan.post.models import Letter

TIMEOUT = 15
"""Seconds of patience with a silent server."""
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=2)
"""Doubled for each try that failed: after eight tries some eight hours have gone."""
NO_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    trust: ssl.SSLContext | None = None
    """Whom to trust; None: the system's certificates."""


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
    sent = failed = 0
    for letter_id in list(_waiting(now).values_list("id", flat=True)):
        with transaction.atomic():
            letter = _waiting(now).select_for_update(skip_locked=True).filter(id=letter_id).first()
            if letter is None:
                continue
            fault = _hand_over(letter, place, now)
            Letter.objects.filter(id=letter_id).update(
                tries=F("tries") + 1, tried_at=now, fault=fault[:200], sent_at=None if fault else now
            )
        sent, failed = (sent, failed + 1) if fault else (sent + 1, failed)
    return Delivered(sent, failed)


def message(letter: Letter, now: datetime) -> EmailMessage:
    """The letter as mail. The calendar is an alternative to the text, as RFC 6047 has it.

    The modern policy refuses a line break in a header, so nobody can add one.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = letter.to_address
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(idstring=letter.id.hex, domain=_own_domain())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    if letter.calendar:
        mail.add_alternative(letter.calendar, subtype="calendar", params={"method": letter.calendar_method})
    return mail


def _hand_over(letter: Letter, place: MailServer, now: datetime) -> str:
    """Empty when the server took the letter, otherwise its fault in one line without addresses."""
    try:
        with _open(place) as session:
            if place.starttls:
                session.starttls(context=place.trust or ssl.create_default_context())
            if place.user:
                session.login(place.user, place.password)
            session.send_message(message(letter, now))
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        code = getattr(fault, "smtp_code", "")
        return f"{type(fault).__name__} {code}".strip()
    return ""


def _open(place: MailServer) -> smtplib.SMTP:
    if place.tls:
        context = place.trust or ssl.create_default_context()
        return smtplib.SMTP_SSL(place.host, place.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(place.host, place.port, timeout=TIMEOUT)


def _waiting(now: datetime) -> QuerySet[Letter]:
    """Letters not sent, whose pause after the last try is over. The wait doubles for each try."""
    due = Q(tried_at=None)
    for tries in range(1, MOST_TRIES):
        due |= Q(tries=tries, tried_at__lte=now - FIRST_WAIT * 2 ** (tries - 1))
    return Letter.objects.filter(due, sent_at=None, held=False).order_by("queued_at", "id")


def _own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
