"""Samtycken as a table: each thing asked about, and each receiver."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from samverkan.consent.queries import QuestionRow
from samverkan.people.queries import PupilCard
from samverkan.people.wording import sentence


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Where one thing stands for one receiver."""

    receiver: str
    status: str
    text: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One thing."""

    matter: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table."""

    receivers: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix(card: PupilCard, questions: Sequence[QuestionRow]) -> Matrix:
    """The newest question decides a cell. Where nothing is asked: not needed by the one who owns it, else not asked."""
    oldest_first = list(reversed(questions))
    receivers = list(dict.fromkeys(row.receiver for row in oldest_first))
    matters = list(dict.fromkeys(row.matter for row in oldest_first))
    newest = {(row.matter, row.receiver): row for row in oldest_first}
    owners = {row.matter: {name for _, name in row.senders} for row in oldest_first}
    return Matrix(
        tuple(receivers),
        tuple(
            MatrixRow(
                sentence(matter),
                tuple(_cell(card, newest.get((matter, name)), name, owners[matter]) for name in receivers),
            )
            for matter in matters
        ),
    )


def _cell(card: PupilCard, row: QuestionRow | None, receiver: str, owners: set[str]) -> MatrixCell:
    if row is not None:
        url = reverse("consent", kwargs={"pupil_id": card.case, "question_id": row.id})
        return MatrixCell(receiver, row.status, row.word, row.detail, url)
    if receiver in owners:
        return MatrixCell(receiver, "behovs-inte", "Behövs inte", "har uppgiften själv", "")
    return MatrixCell(receiver, "inte-fragat", "Inte frågat", "", "")
