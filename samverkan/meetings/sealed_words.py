"""The short texts of a meeting, sealed like all text: where it is, what somebody may decide, what somebody needs."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from samverkan.guard.models import Cell
from samverkan.meetings.models import CheckPassed, Invitee, Meeting
from samverkan.vault.texts import open_fields, seal_field

PLACE, MANDATE, NEEDS, PASSED = "plats", "mandat", "behov", "hoppa-over"
"""The names under which the fields are sealed."""


def seal_words(cell: Cell, field: str, row: UUID, text: str, *, now: datetime) -> bytes | None:
    """The text sealed; nothing for an empty one."""
    return seal_field(cell, field, row, text, now=now) if text else None


def places_of(meetings: Iterable[Meeting]) -> dict[UUID, str]:
    """Where each meeting is, for meetings already fetched with their cells."""
    rows = list(meetings)
    opened = open_fields({row.id: row.cell for row in rows}, {(row.id, PLACE): row.sealed_place for row in rows})
    return {row: text for (row, _), text in opened.items()}


def words_of(invitees: Iterable[Invitee]) -> dict[UUID, tuple[str, str]]:
    """Mandate and needs of each seat already fetched with its cell."""
    rows = list(invitees)
    mandates = {(row.id, MANDATE): row.sealed_mandate for row in rows}
    needs = {(row.id, NEEDS): row.sealed_needs for row in rows}
    opened = open_fields({row.id: row.cell for row in rows}, mandates | needs)
    return {row.id: (opened[row.id, MANDATE], opened[row.id, NEEDS]) for row in rows}


def reasons_of(passed: Iterable[CheckPassed]) -> dict[UUID, str]:
    """Why each row was passed over, for rows fetched with their meeting's cell."""
    rows = list(passed)
    cells = {row.id: row.meeting.cell for row in rows}
    opened = open_fields(cells, {(row.id, PASSED): row.sealed_reason for row in rows})
    return {row: text for (row, _), text in opened.items()}
