"""The listener: SMTP (RFC 5321) or LMTP (RFC 2033) for the school's own mail server, and nobody else's.

Whoever speaks with it learns whether an address is one of ours, which anybody can see of a letter, and nothing more: an
answer that was taken and one that was thrown away are answered alike.
"""

import asyncio
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import close_old_connections, connection

from samverkan.post.answering import is_for_us
from samverkan.post.mail_server import Listening
from samverkan.post.reading import LARGEST
from samverkan.post.receiving import receive

TAKEN = "250 OK"
NOT_OURS = "550 5.1.1 No such address here"
ONE_AT_A_TIME = "452 4.5.3 One recipient at a time"
LATER = "451 4.3.0 Try again later"
PATIENCE = 60
"""Seconds of silence."""
MOST_COMMANDS = 40
"""Of one sort in one conversation."""


class Inbox:
    """Takes a mail when it has been acted upon, so that one that could not be is brought again."""

    def __init__(self, hand: Executor | None = None) -> None:
        """`hand` does the reading; usually one at a time, so that two answers of one person come in their order."""
        self._hand = hand or ThreadPoolExecutor(max_workers=1)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        """Only the reply address, and one in each mail: LMTP answers for each."""
        if not is_for_us(address):
            return NOT_OURS
        if envelope.rcpt_tos:
            return ONE_AT_A_TIME
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Read it in a thread of its own."""
        raw, to = bytes(envelope.content or b""), tuple(envelope.rcpt_tos)
        return await asyncio.get_running_loop().run_in_executor(self._hand, _act, raw, to)

    async def handle_exception(self, error: Exception) -> str:
        """What is broken here is no matter for the peer."""
        return LATER


class Listener(Controller):
    """The listener at its place."""

    def __init__(self, place: Listening, hand: Executor | None = None) -> None:
        self._kind = LMTP if place.lmtp else SMTP
        super().__init__(Inbox(hand), hostname=place.host, port=place.port)

    def factory(self) -> SMTP:
        """One conversation."""
        return self._kind(
            self.handler,
            data_size_limit=LARGEST,
            ident="Samverkan",
            hostname="localhost",
            timeout=PATIENCE,
            command_call_limit=MOST_COMMANDS,
            loop=self.loop,
        )


def _act(raw: bytes, to: tuple[str, ...]) -> str:
    close_old_connections()
    try:
        receive(raw, to)
    except Exception as fault:  # whatever broke, the mail is not lost and the peer is told nothing of it
        sys.stderr.write(f"Ett mejl till svarsadressen kunde inte tas emot just nu: {type(fault).__name__}\n")
        connection.close()
        return LATER
    return TAKEN
