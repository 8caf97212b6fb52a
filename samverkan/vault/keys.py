"""Data keys: one per pupil and compartment, made at the first text, unwrapped for the length of one call."""

import os
from collections.abc import Iterable
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
    return unwrap(bytes(row.wrapped), _kek(huvudman), _bound(case, name))


def keys_for_reading(cells: Iterable[Cell]) -> dict[Shelf, bytes]:
    """The data keys of many cells in one query. Raises VaultError when one has been destroyed."""
    shelves = {shelf(cell) for cell in cells}
    rows = {
        (row.case_id, row.compartment): bytes(row.wrapped)
        for row in DataKey.objects.filter(case_id__in={case for _, case, _ in shelves})
    }
    keks = {huvudman: _kek(huvudman) for huvudman, _, _ in shelves}
    opened: dict[Shelf, bytes] = {}
    for huvudman, case, name in shelves:
        if (case, name) not in rows:
            raise VaultError("Nyckeln till texten finns inte längre. Texten är gallrad.")
        opened[huvudman, case, name] = unwrap(rows[case, name], keks[huvudman], _bound(case, name))
    return opened


def _kek(huvudman: UUID) -> bytes:
    return huvudman_key(_master(Path(settings.VAULT_KEY_FILE)), huvudman)


@lru_cache(maxsize=4)
def _master(path: Path) -> bytes:
    return read_key_file(path)


def _bound(case: UUID, name: str) -> bytes:
    return f"{case}|{name}".encode()
