"""A process beside the web server, which does the same small thing again and again for as long as the server lives."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from samverkan.web.configuration import CHECKOUT

LIGHTLY_SECONDS = 2


@contextmanager
def running(module: str, **surroundings: str) -> Iterator[None]:
    """The module at work in a process of its own while the block runs, with these variables besides ours."""
    ours = os.getpid()
    known = {"PYTHONPATH": str(CHECKOUT), "DJANGO_SETTINGS_MODULE": "samverkan.web.settings"}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", module], env={**os.environ, **known, **surroundings}, stdin=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        if os.getpid() == ours:
            process.terminate()
            process.wait()
        else:
            process.returncode = 0  # a web worker on its way out: the process is not its child


def again(once: Callable[[], None], *, seconds: int) -> None:
    """Do it every so many seconds until the process that started us is gone."""
    import django

    from samverkan.web.tracebacks import scrub_uncaught

    scrub_uncaught()
    parent = os.getppid()
    django.setup()
    try:
        while os.getppid() == parent:
            once()
            _wait(seconds, parent)
    except KeyboardInterrupt:
        sys.exit(0)


def _wait(seconds: float, parent: int) -> None:
    """Sleep lightly: when the server is gone, so are we a moment later, however seldom there is something to do."""
    until = time.monotonic() + seconds
    while os.getppid() == parent and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LIGHTLY_SECONDS))
