"""The words of a question and of how it was read: they name the pupil and who gives support, so they are sealed."""

from collections.abc import Iterable
from uuid import UUID

from samverkan.consent.models import Question
from samverkan.vault.texts import open_fields

MATTER, READ_ALOUD, AGAIN = "sak", "upplast", "igen"
"""The names under which the fields are sealed: a question's in its own cell, an answer's in its question's."""
TEXT, EVIDENCE, INTERPRETER, WITNESS = "ordalydelse", "bevis", "tolk", "vittne"
RESERVATION, REASON, PUPILS_VIEW, ATTEMPTS = "forbehall", "skal", "elevens-syn", "forsok"
GROUNDS, MANDATE, PLACED = "grunder", "forordnande", "placering"
USE, WHY = "anvandning", "behov"
EXTENT, UNTOLD = "omfattning", "familjen-vet-inte"


def matters_of(questions: Iterable[Question]) -> dict[UUID, str]:
    """What each question is about, for questions already fetched with their cells."""
    rows = list(questions)
    opened = open_fields({row.id: row.cell for row in rows}, {(row.id, MATTER): row.sealed_matter for row in rows})
    return {row: text for (row, _), text in opened.items()}
