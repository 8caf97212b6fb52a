"""All that somebody can notice of an answer, and where two answers differ."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, fields
from io import StringIO
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from samverkan.post.models import Letter
from tests.counting import statements


@dataclass(frozen=True)
class Figures:
    """What a proof looked at, and what it found. For the report."""

    checked: int
    differing: int


@dataclass(frozen=True)
class Asked:
    """One request."""

    way: str
    address: str
    said: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.way} {self.address}"


@dataclass(frozen=True)
class Seen:
    """One answer: what the observer is sent, what the house wrote about it, and what it cost."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: str
    body: bytes
    queries: int
    logged: tuple[str, ...]
    letters: tuple[str, ...]

    def differs(self, other: "Seen") -> tuple[str, ...]:
        """The names of what is not the same."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name))


def look(browser: Client, asked: Asked, observer: UUID | None, *, keep: bool = False) -> Seen:
    """Ask, notice everything, and take back what the asking changed, unless one goes on from there."""
    cache.clear()
    jar = browser.cookies.output()
    with transaction.atomic(), _log() as logged, redirect_stderr(StringIO()) as stderr:
        with statements() as sent:
            answer: Any = (
                browser.generic(asked.way, asked.address)
                if not asked.said
                else browser.post(asked.address, dict(asked.said))
            )
        letters = Letter.objects.filter(sender_id=observer).order_by("id") if observer else ()
        mail = tuple(f"{row.to_address}{row.subject}{row.text}{row.calendar}" for row in letters)
        transaction.set_rollback(not keep)
    cookies = browser.cookies.output()
    if not keep:
        browser.cookies.load(jar.replace("Set-Cookie: ", ""))
    return Seen(
        answer.status_code,
        tuple(sorted(answer.headers.items())),
        cookies,
        answer.content,
        len(sent),
        (*logged, stderr.getvalue()),
        mail,
    )


@contextmanager
def _log() -> Iterator[list[str]]:
    """Every line the house logs meanwhile."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name} {record.levelname} {record.getMessage()}")

    keeper, root = Keeper(), logging.getLogger()
    root.addHandler(keeper)
    try:
        yield lines
    finally:
        root.removeHandler(keeper)
