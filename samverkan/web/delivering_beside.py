"""The carrier: a process beside the web server that hands letters to the mail server, and tries again when it must."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web import beside
from samverkan.web.configuration import read

EVERY_SECONDS = 5
"""How often one looks. When the turn of a letter not taken comes is said by it: two minutes, four, eight and so on."""


@contextmanager
def running() -> Iterator[beside.Beside | None]:
    """The carrier at work while the block runs; nobody when no mail server is named."""
    if read().mail is None:
        yield None
        return
    with beside.running("samverkan.web.delivering_beside", task="skickar breven") as process:
        yield process


def _deliver() -> None:
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from samverkan.post.sending import deliver
    from samverkan.web.tracebacks import told

    try:
        deliver(timezone.now())
    except DatabaseError as error:
        # Every letter is a transaction of its own: those that went are noted, the rest wait for the next round.
        sys.stderr.write(f"Breven kunde inte skickas just nu: {told(error)}\n")
        connection.close()


if __name__ == "__main__":
    beside.again(_deliver, seconds=EVERY_SECONDS)
