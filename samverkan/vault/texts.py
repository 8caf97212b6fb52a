"""Statements with their text: written sealed, read opened. The only door between a text and the database."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from samverkan.guard.models import Cell, Statement
from samverkan.policy.vocabulary import PersonId
from samverkan.vault.keys import compartment, key_for_writing, keys_for_reading, shelf
from samverkan.vault.sealing import Place, seal, unseal

TEXT = "text"
FieldOfRow = tuple[UUID, str]
Column = bytes | memoryview | None
"""A sealed column as the database gives it."""


def say(
    cell: Cell, form: str, text: str, *, by: PersonId, now: datetime, replaces: Statement | None = None
) -> Statement:
    """Write a statement in a cell, its text sealed before it reaches the database."""
    row = uuid.uuid4()
    key = key_for_writing(cell, now=now)
    return Statement.objects.create(
        id=row,
        cell=cell,
        huvudman_id=cell.huvudman_id,
        form=form,
        sealed_text=seal(text, key, _place(cell, TEXT, row)),
        author_id=by,
        made_at=now,
        replaces=replaces,
    )


def texts(statements: Iterable[Statement]) -> dict[UUID, str]:
    """The texts of statements already fetched within a scope, by statement id. Keys are fetched in one query."""
    rows = list(statements)
    keys = keys_for_reading(row.cell for row in rows)
    return {
        row.id: unseal(bytes(row.sealed_text), keys[shelf(row.cell)], _place(row.cell, TEXT, row.id)) for row in rows
    }


def seal_field(cell: Cell, field: str, row: UUID, text: str, *, now: datetime) -> bytes:
    """Seal a field of another row that belongs to a cell, such as the name of a pupil with protected identity."""
    return seal(text, key_for_writing(cell, now=now), _place(cell, field, row))


def open_field(cell: Cell, field: str, row: UUID, sealed: bytes) -> str:
    """Open a sealed field of a row already fetched within a scope."""
    return unseal(sealed, keys_for_reading([cell])[shelf(cell)], _place(cell, field, row))


def open_fields(cells: Mapping[UUID, Cell], sealed: Mapping[FieldOfRow, Column]) -> dict[FieldOfRow, str]:
    """Many sealed fields by row and field, empty where nothing was written. Keys are fetched in one query."""
    written = {name: bytes(text) for name, text in sealed.items() if text is not None}
    keys = keys_for_reading(cells[row] for row, _ in written) if written else {}
    found = dict.fromkeys(sealed, "")
    for (row, field), text in written.items():
        cell = cells[row]
        found[row, field] = unseal(text, keys[shelf(cell)], _place(cell, field, row))
    return found


def _place(cell: Cell, field: str, row: UUID) -> Place:
    return Place(cell.huvudman_id, cell.case_id, compartment(cell), field, row)
