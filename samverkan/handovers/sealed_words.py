"""The names under which the words of a handover are sealed: a text opens in its own place and nowhere else."""

from samverkan.handovers.models import Handover
from samverkan.vault.texts import open_field

RECEIVER = "mottagare"
CONTACT_BREAK = "\n"
WORKS, FIRST_WEEK = "fungerar", "forsta-veckan"
RECEIPT, TALKED_WITH, TALK = "kvittens", "samtal-med", "samtal"
SAID, WHY_NOT, END_REASON = "sagt", "varfor-inte", "skal-slut"


def opened(row: Handover, field: str, sealed: bytes | memoryview | None) -> str:
    """A field of a handover that has been fetched within a scope; empty where nothing was written."""
    return "" if sealed is None else open_field(row.cell, field, row.id, bytes(sealed))
