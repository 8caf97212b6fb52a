"""The calendar: a process beside the web server that does what has been signed for a day when the day comes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web import beside

EVERY_SECONDS = 60
"""The first request of a day does it too, so that nobody is answered by the law of yesterday."""


@contextmanager
def running() -> Iterator[beside.Beside]:
    """The calendar at work while the block runs."""
    with beside.running("samverkan.web.turning_beside", task="gör det som gäller från en viss dag") as process:
        yield process


def _turn() -> None:
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from samverkan.people.regimes import do_what_is_due
    from samverkan.web.tracebacks import told

    try:
        do_what_is_due(timezone.now())
    except DatabaseError as error:
        # Each change is a transaction of its own: the one that failed waits for the next round.
        sys.stderr.write(f"Det som gäller från i dag kunde inte ändras just nu: {told(error)}\n")
        connection.close()


if __name__ == "__main__":
    beside.again(_turn, seconds=EVERY_SECONDS)
