"""A question as it is put in another language than Swedish: what it asks, and the very text once it has been put."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.consent.models import Question
from samverkan.consent.sealed_words import MATTER
from samverkan.consent.texts import frozen_texts
from samverkan.guard.scope import Scope
from samverkan.policy.vocabulary import Kind, Manner, Purpose, Role
from samverkan.vault.texts import open_field


@dataclass(frozen=True, slots=True)
class Parts:
    """What the words of a question are made of, in any language. The matter is in the school's own Swedish words."""

    matter: str
    senders: tuple[str, ...]
    receiver: str
    purpose: Purpose
    manners: tuple[Manner, ...]
    begins_on: date
    ends_on: date
    own: bool
    film: bool
    """Whether it is a film that is shown, and no text that is told."""
    put: str
    """The text as it has been put in the language; empty before it has."""


def parts(scope: Scope, question: UUID, language: str) -> Parts | None:
    """The parts of a question within the scope."""
    rows = Question.objects.within(scope).filter(id=question)
    row = rows.select_related("cell", "receiver").prefetch_related("senders").first()
    if row is None:
        return None
    role = None if row.receiver_role is None else Role(row.receiver_role)
    return Parts(
        matter=open_field(row.cell, MATTER, row.id, bytes(row.sealed_matter)),
        senders=tuple(sender.name for sender in row.senders.all()),
        receiver=row.receiver.name if role is None else f"{row.receiver.name} ({role.label})",
        purpose=Purpose(row.purpose),
        manners=tuple(manner for manner in Manner if manner.value in row.manners),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        own=row.subject_id is not None,
        film=Kind.FILM.value in row.kinds,
        put=frozen_texts([row], language).get(row.id, ""),
    )
