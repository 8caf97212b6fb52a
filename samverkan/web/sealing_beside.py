"""The sealer: a process beside the web server that alone may add links to the journal's chain."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web.configuration import CHECKOUT

EVERY_SECONDS = 5


@contextmanager
def running(sealer_url: str) -> Iterator[None]:
    """The sealer at work while the block runs. Without an address nothing is sealed, which a school does by cron."""
    if not sealer_url:
        yield
        return
    ours = os.getpid()
    surroundings = {"PYTHONPATH": str(CHECKOUT), "DATABASE_URL": sealer_url}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "samverkan.web.sealing_beside"],
        env={**os.environ, **surroundings, "DJANGO_SETTINGS_MODULE": "samverkan.web.settings"},
        stdin=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        if os.getpid() == ours:
            process.terminate()
            process.wait()
        else:
            process.returncode = 0  # a web worker on its way out: the sealer is not its child


def main() -> None:
    """Seal every few seconds until the process that started us is gone."""
    import django

    from samverkan.web.tracebacks import scrub_uncaught

    scrub_uncaught()
    parent = os.getppid()
    django.setup()
    while os.getppid() == parent:
        _seal()
        time.sleep(EVERY_SECONDS)


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
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
