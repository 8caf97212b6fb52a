"""Several people at work in the same instant, each on a connection of their own."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds until somebody who ought to wait for another does."""


class Crowd:
    """Lets a second person act while the first has not finished."""

    def __init__(self, place: Callable[[], AbstractContextManager[None]]) -> None:
        self._place = place

    def meet(self, first: Callable[[], T], second: Callable[[], T]) -> tuple[T, Future[T]]:
        """The first acts, the second begins and waits in the database, the first commits, the second ends."""
        with ThreadPoolExecutor(1) as beside:
            with transaction.atomic():
                done = first()
                later = beside.submit(self._alone, second)
                _until_somebody_waits(later)
        return done, later

    def at_once(self, acts: Iterable[Callable[[], T]]) -> list[T]:
        """Each acts at the same time as the others. Their answers, in the order of the acts."""
        given = list(acts)
        with ThreadPoolExecutor(len(given)) as beside:
            return [one.result() for one in [beside.submit(self._alone, act) for act in given]]

    def _alone(self, act: Callable[[], T]) -> T:
        with self._place():
            return act()


def _until_somebody_waits(later: Future[T]) -> None:
    """Returns too when the second did not wait at all; what the test then finds will tell."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not later.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
        time.sleep(0.02)
