"""A process beside the web server, which does the same small thing again and again for as long as the server lives."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from samverkan.web.configuration import CHECKOUT

LIGHTLY_SECONDS = 2
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 1, 60


class Beside:
    """One process beside the server. It is started again when it has died, each time after a longer rest."""

    def __init__(self, module: str, *, task: str, surroundings: dict[str, str]) -> None:
        """`task` is what it does, in Swedish, for the line that says it is started again."""
        self._module, self._task, self._surroundings = module, task, surroundings
        self._rest = FIRST_REST_SECONDS
        self._process = self._started()

    def see_to(self) -> None:
        """Start it again if it has died. For the web server's own round, about once a second."""
        now = time.monotonic()
        if self._process.poll() is None:
            if now - self._since > LONGEST_REST_SECONDS:
                self._rest = FIRST_REST_SECONDS
            return
        if now - self._since < self._rest:
            return
        with suppress(OSError):  # nobody reads any more
            sys.stderr.write(f"Processen som {self._task} hade stannat. Den startas igen.\n")
        self._rest = min(self._rest * 2, LONGEST_REST_SECONDS)
        self._process = self._started()

    def end(self) -> None:
        """Stop it, and come back when it has."""
        self._process.terminate()
        self._process.wait()

    def disown(self) -> None:
        """Leave it to the process that started it: a web worker on its way out is not its parent."""
        self._process.returncode = 0

    def _started(self) -> "subprocess.Popen[bytes]":
        known = {"PYTHONPATH": str(CHECKOUT), "DJANGO_SETTINGS_MODULE": "samverkan.web.settings"}
        self._since = time.monotonic()
        return subprocess.Popen(
            [sys.executable, "-P", "-m", self._module],
            env={**os.environ, **known, **self._surroundings},
            stdin=subprocess.DEVNULL,
        )


@contextmanager
def running(module: str, *, task: str, **surroundings: str) -> Iterator[Beside]:
    """The module at work in a process of its own while the block runs, with these variables besides ours."""
    ours = os.getpid()
    process = Beside(module, task=task, surroundings=surroundings)
    try:
        yield process
    finally:
        if os.getpid() == ours:
            process.end()
        else:
            process.disown()


def again(once: Callable[[], None], *, seconds: int) -> None:
    """Do it every so many seconds until the process that started us is gone or ends us.

    Ctrl-C and a hang-up reach the whole group; the server answers for them, and no work is broken off halfway.
    """
    import django

    from samverkan.web.tracebacks import scrub_uncaught

    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    scrub_uncaught()
    parent = os.getppid()
    django.setup()
    while os.getppid() == parent:
        once()
        _wait(seconds, parent)


def _wait(seconds: float, parent: int) -> None:
    """Sleep lightly: when the server is gone, so are we a moment later, however seldom there is something to do."""
    until = time.monotonic() + seconds
    while os.getppid() == parent and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LIGHTLY_SECONDS))
