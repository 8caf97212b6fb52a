"""The sealer: a process beside the web server that alone may add links to the journal's chain."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web import beside

EVERY_SECONDS = 5


@contextmanager
def running(sealer_url: str) -> Iterator[beside.Beside | None]:
    """The sealer at work while the block runs. Without an address nothing is sealed, which a school does by cron."""
    if not sealer_url:
        yield None
        return
    with beside.running("samverkan.web.sealing_beside", task="förseglar loggen", DATABASE_URL=sealer_url) as process:
        yield process


def _seal() -> None:
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from samverkan.journal.sealing import seal_new
    from samverkan.web.tracebacks import told

    try:
        seal_new(timezone.now())
    except DatabaseError as error:
        # The next round seals what this one could not; the chain has no hole, only a later hour.
        sys.stderr.write(f"Loggen kunde inte förseglas just nu: {told(error)}\n")
        connection.close()


if __name__ == "__main__":
    beside.again(_seal, seconds=EVERY_SECONDS)
