"""The letter box: a process beside the web server that takes in what calendars answer and letters that come back."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web import beside
from samverkan.web.configuration import read

EVERY_SECONDS = 5
"""How often one sees to it that the box still stands."""


@contextmanager
def running() -> Iterator[beside.Beside | None]:
    """The letter box open while the block runs; nobody when the school has not chosen where mail comes in."""
    if read().listening is None:
        yield None
        return
    with beside.running("samverkan.web.receiving_beside", task="tar emot svar från kalendrar") as process:
        yield process


class _Box:
    """Opened at the first round. A port that is taken is tried again: what stands there may be on its way out."""

    def __init__(self) -> None:
        self._open = False

    def see_to(self) -> None:
        from samverkan.post.listener import Listener

        place = read().listening
        if self._open or place is None:
            return
        try:
            Listener(place).start()
            self._open = True
        except OSError as fault:
            told = f"Svar från kalendrar kan inte tas emot på port {place.port} just nu: {type(fault).__name__}\n"
            sys.stderr.write(told)


if __name__ == "__main__":
    beside.again(_Box().see_to, seconds=EVERY_SECONDS)
