"""The exact text of a question: made once from what it asks, frozen when it is put, and hashed for the evidence."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from samverkan.consent.models import Question, Wording
from samverkan.consent.sealed_words import MATTER, TEXT
from samverkan.consent.wording import Asked, read_aloud
from samverkan.people.cells import names_of, pupil_row
from samverkan.people.models import Unit
from samverkan.policy.vocabulary import Manner, Purpose, Role
from samverkan.vault.texts import open_field, open_fields, seal_field

SWEDISH = "sv"
SCHOOL = "Skolan"


def freeze(question: Question, *, now: datetime, language: str = SWEDISH, text: str = "") -> Wording:
    """The wording in a language, frozen now when it has not been before. What has been put is never put otherwise."""
    known = Wording.objects.filter(question=question, language=language).first()
    if known is not None:
        return known
    row, said = uuid.uuid4(), text or text_of(question)
    sealed = seal_field(question.cell, TEXT, row, said, now=now)
    return Wording.objects.create(id=row, question=question, language=language, sealed_text=sealed, frozen_at=now)


def frozen_text(wording: Wording) -> str:
    """What was put."""
    return open_field(wording.question.cell, TEXT, wording.id, bytes(wording.sealed_text))


def frozen_texts(questions: Iterable[Question], language: str = SWEDISH) -> dict[UUID, str]:
    """What was put in each of the questions, for those that have been."""
    rows = {row.id: row for row in questions}
    found = {row.question_id: row for row in Wording.objects.filter(question__in=rows, language=language)}
    cells = {wording.id: rows[question].cell for question, wording in found.items()}
    opened = open_fields(cells, {(row.id, TEXT): row.sealed_text for row in found.values()})
    return {question: opened[wording.id, TEXT] for question, wording in found.items()}


def digest(text: str) -> str:
    """The evidence: whoever holds the paper can see that not a letter has changed."""
    return hashlib.sha256(text.encode()).hexdigest()


def control(text: str) -> str:
    """The beginning of the evidence, in groups that can be read on a paper: "3f0a 91bc 22d4"."""
    said = digest(text)
    return " ".join(said[start : start + 4] for start in (0, 4, 8))


def text_of(question: Question) -> str:
    """The question as it would be read aloud."""
    pupil = pupil_row(question.case_id)
    unit = Unit.objects.filter(id=pupil.cell.unit_id).first() if pupil.cell.unit_id else None
    role = None if question.receiver_role is None else Role(question.receiver_role)
    receiver = question.receiver.name if role is None else f"{question.receiver.name} ({role.label})"
    return read_aloud(
        Asked(
            pupil=names_of(pupil)[0],
            matter=open_field(question.cell, MATTER, question.id, bytes(question.sealed_matter)),
            senders=tuple(sender.name for sender in question.senders.all()),
            receiver=receiver,
            purpose=Purpose(question.purpose),
            manners=tuple(Manner(value) for value in question.manners),
            begins_on=question.begins_on,
            ends_on=question.ends_on,
            school=unit.name if unit is not None else SCHOOL,
            own=question.subject_id is not None,
        )
    )
