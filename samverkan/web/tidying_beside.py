"""The caretaker: a process beside the web server that closes, once an hour, every way in of those who have left.

It names successors too, for protected pupils whose last rektor's work ended on a day that came by itself.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web import beside

EVERY_SECONDS = 3600


@contextmanager
def running() -> Iterator[beside.Beside]:
    """The caretaker at work while the block runs."""
    with beside.running("samverkan.web.tidying_beside", task="stänger kontona för dem som har slutat") as process:
        yield process


def _tidy() -> None:
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from samverkan.people import officers, ways_in
    from samverkan.web.tracebacks import told

    now = timezone.now()
    try:
        officers.succeed(now=now)
        ways_in.sweep(now=now, today=timezone.localdate(now))
    except DatabaseError as error:
        # Nobody comes in meanwhile: what is cleared away here has been asleep since the work ended.
        sys.stderr.write(f"Konton för dem som har slutat kunde inte stängas just nu: {told(error)}\n")
    connection.close()


if __name__ == "__main__":
    beside.again(_tidy, seconds=EVERY_SECONDS)
