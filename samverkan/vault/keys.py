"""Data keys: one per pupil and compartment, made at the first text, unwrapped for one request at most."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from samverkan.guard.models import Cell
from samverkan.vault.models import DataKey
from samverkan.vault.sealing import KEY, VaultError, huvudman_key, read_key_file, unwrap, wrap

Shelf = tuple[UUID, UUID, str]
"""Huvudman, case and compartment: what one data key serves."""


def compartment(cell: Cell) -> str:
    """The compartment a cell's texts lie in: the holder's branch of the holder."""
    return f"{cell.branch}:{cell.holder_id}"


def shelf(cell: Cell) -> Shelf:
    """Which data key a cell's texts use."""
    return (cell.huvudman_id, cell.case_id, compartment(cell))


def key_for_writing(cell: Cell, *, now: datetime) -> bytes:
    """The data key of the cell's compartment, made when this is its first text."""
    huvudman, case, name = shelf(cell)
    fresh = wrap(os.urandom(KEY), _kek(huvudman), _bound(case, name))
    row, _ = DataKey.objects.get_or_create(
        case_id=case, compartment=name, defaults={"wrapped": fresh, "created_at": now}
    )
    ring = _ring.get()
    if ring is not None:
        ring.forget(case)
    return unwrap(bytes(row.wrapped), _kek(huvudman), _bound(case, name))


def keys_for_reading(cells: Iterable[Cell]) -> dict[Shelf, bytes]:
    """The data keys of many cells in at most one query. Raises VaultError when one has been destroyed."""
    shelves = {shelf(cell) for cell in cells}
    ring = _ring.get() or _Ring()
    ring.fetch({case for _, case, _ in shelves})
    return {one: ring.open(one) for one in shelves}


@contextmanager
def held_keys() -> Iterator[None]:
    """Inside the block each pupil's keys are fetched once and each is unwrapped once; then they are forgotten.

    For one request and no longer, so that a destroyed key opens nothing at the next.
    """
    before = _ring.set(_Ring())
    try:
        yield
    finally:
        _ring.reset(before)


class _Ring:
    """The keys that have been fetched so far, as they lie and as they open."""

    def __init__(self) -> None:
        self._wrapped: dict[UUID, dict[str, bytes]] = {}
        self._opened: dict[Shelf, bytes] = {}
        self._keks: dict[UUID, bytes] = {}

    def fetch(self, cases: set[UUID]) -> None:
        """All keys of the cases that have not been fetched."""
        missing = cases - self._wrapped.keys()
        self._wrapped |= {case: {} for case in missing}
        for row in DataKey.objects.filter(case_id__in=missing):
            self._wrapped[row.case_id][row.compartment] = bytes(row.wrapped)

    def open(self, wanted: Shelf) -> bytes:
        """The key of a case that has been fetched. Raises VaultError when there is none."""
        if wanted not in self._opened:
            huvudman, case, name = wanted
            if name not in self._wrapped[case]:
                raise VaultError("Nyckeln till texten finns inte längre. Texten är gallrad.")
            if huvudman not in self._keks:
                self._keks[huvudman] = _kek(huvudman)
            self._opened[wanted] = unwrap(self._wrapped[case][name], self._keks[huvudman], _bound(case, name))
        return self._opened[wanted]

    def forget(self, case: UUID) -> None:
        """The case may have got a key: it is fetched anew when it is next asked for."""
        self._wrapped.pop(case, None)


_ring: ContextVar[_Ring | None] = ContextVar("keys of this request", default=None)


def _kek(huvudman: UUID) -> bytes:
    return huvudman_key(_master(Path(settings.VAULT_KEY_FILE)), huvudman)


@lru_cache(maxsize=4)
def _master(path: Path) -> bytes:
    return read_key_file(path)


def _bound(case: UUID, name: str) -> bytes:
    return f"{case}|{name}".encode()
