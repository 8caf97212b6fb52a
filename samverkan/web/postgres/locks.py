"""Locks between processes. The kernel lets go of them when a process dies, whatever it died of."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileLock:
    """One lock on one file. Forked children share it; it is free when the last of them has gone."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold it together with others; waits for an exclusive holder."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take(self) -> None:
        """Hold it alone; waits for all others."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold it alone if nobody holds it now."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def try_share(self) -> bool:
        """Hold it together with others if nobody holds it alone now."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Let go, but keep the file open."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go in this process."""
        os.close(self._file)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock alone for a while."""
    lock = FileLock(path)
    try:
        lock.take()
        yield
    finally:
        lock.close()


def is_held_alone(path: Path) -> bool:
    """Whether somebody holds the lock alone right now. Several may ask at once without seeing each other."""
    lock = FileLock(path)
    try:
        return not lock.try_share()
    finally:
        lock.close()


def is_used(path: Path) -> bool:
    """Whether somebody holds the lock in any way right now; may see another who asks."""
    lock = FileLock(path)
    try:
        return not lock.try_take()
    finally:
        lock.close()
