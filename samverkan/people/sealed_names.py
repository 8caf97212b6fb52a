"""Names of people whose case is sealed: they lie in the vault, bound to the case's identity cell and to the person.

So do the words on what somebody in a team may decide about, bound to the cell of the seat.
"""

from datetime import datetime
from uuid import UUID

from samverkan.guard.models import Cell
from samverkan.people.models import Person
from samverkan.vault.texts import open_field, seal_field

FIELD = "namn"
MANDATE = "mandat"


def seal_name(cell: Cell, person: UUID, given_name: str, family_name: str, *, now: datetime) -> bytes:
    """The name as bytes for `Person.sealed_name`."""
    return seal_field(cell, FIELD, person, f"{given_name}\n{family_name}", now=now)


def open_name(cell: Cell, person: Person) -> tuple[str, str]:
    """Given and family name, with an identity cell that was fetched within the reader's scope.

    Raises VaultError when the cell is not the one the name was sealed in.
    """
    given_name, _, family_name = open_field(cell, FIELD, person.id, bytes(person.sealed_name or b"")).partition("\n")
    return given_name, family_name
