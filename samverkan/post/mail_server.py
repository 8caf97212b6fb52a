"""A mail server to hand letters to: where it is, and the door opened as it wants it."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TIMEOUT = 15
"""Seconds of patience with a silent server."""


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
class Listening:
    """Where mail comes in."""

    host: str
    port: int
    lmtp: bool


@contextmanager
def opened(place: MailServer) -> Iterator[smtplib.SMTP]:
    """The mail server, with its certificate looked at and the door opened as it wants."""
    with _called(place) as session:
        if place.starttls:
            session.starttls(context=place.trust or ssl.create_default_context())
        if place.user:
            session.login(place.user, place.password)
        yield session


def _called(place: MailServer) -> smtplib.SMTP:
    if place.tls:
        context = place.trust or ssl.create_default_context()
        return smtplib.SMTP_SSL(place.host, place.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(place.host, place.port, timeout=TIMEOUT)
