"""Two copies of the small world, one with a secret, in which everything else is the same: clock, chance and ids."""

import contextlib
import hashlib
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from typing import Any
from unittest.mock import patch

from django.db import connections
from django.db.utils import ConnectionHandler
from django.utils import timezone

from samverkan.web.postgres import Server
from tests import template


class World:
    """One database, which Django means by its own while one is inside."""

    def __init__(self, server: Server, name: str) -> None:
        usual = connections["default"]
        address = {**usual.settings_dict, **template.address(server, name, "app")}
        self.name = name
        self._own = ConnectionHandler({"default": address})["default"]
        self._own.inc_thread_sharing()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Inside the block this is the world."""
        usual = connections["default"]
        connections["default"] = self._own
        try:
            yield
        finally:
            connections["default"] = usual

    def close(self) -> None:
        """Nobody comes here any more."""
        self._own.close()


class Twins:
    """The world without the secret and the world with it."""

    def __init__(self, server: Server, of: str, secret: str, plant: Callable[[], None], now: datetime) -> None:
        self._server, self.now = server, now
        self._observers = count()
        self._names = [f"{of}_{secret}_utan", f"{of}_{secret}_med"]
        for name in self._names:
            template.double(server, name, of=of)
        self.without, self.with_secret = (World(server, name) for name in self._names)
        try:
            with self.with_secret.entered(), steady("planting", now):
                plant()
        except BaseException:
            self.close()
            raise

    def each(self, do: Callable[[], Any], seed: str) -> tuple[Any, Any]:
        """The same thing done in both, by the same clock and the same chance."""
        done = []
        for world in (self.without, self.with_secret):
            with world.entered(), steady(seed, self.now):
                done.append(do())
        return done[0], done[1]

    def begin(self, do: Callable[[], Any], word: str) -> tuple[Any, Any]:
        """As `each`, of what stays in the worlds: whoever begins a second time must not draw the same ids."""
        return self.each(do, f"{word} begins as observer {next(self._observers)}")

    def close(self) -> None:
        """Drop both."""
        for world in (self.without, self.with_secret):
            world.close()
        for name in self._names:
            template.drop(self._server, name)


@contextmanager
def steady(seed: str, now: datetime) -> Iterator[None]:
    """The clock stands, and all chance comes from the seed: nonces, tokens, keys and ids are what they were last time.

    It is the operating system's chance and time that are replaced; nothing of ours is.
    """
    stream = _Stream(seed)
    with contextlib.ExitStack() as stack:
        stack.enter_context(patch.object(os, "urandom", stream))
        stack.enter_context(patch.object(random, "_urandom", stream))
        stack.enter_context(patch.object(time, "time", now.timestamp))
        stack.enter_context(patch.object(timezone, "now", lambda: now))
        yield


class _Stream:
    """Bytes without end from a seed."""

    def __init__(self, seed: str) -> None:
        self._seed, self._turn = seed.encode(), 0

    def __call__(self, size: int) -> bytes:
        made = b""
        while len(made) < size:
            self._turn += 1
            made += hashlib.sha256(self._seed + self._turn.to_bytes(8, "big")).digest()
        return made[:size]
