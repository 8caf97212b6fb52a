"""Samtycken as a table: each thing asked about, and each receiver."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from samverkan.consent.queries import QuestionRow
from samverkan.people.queries import PupilCard
from samverkan.people.wording import sentence
from samverkan.policy.deriving import CLASS_OF_BRANCH
from samverkan.policy.vocabulary import BRANCH_OF_ROLE, Branch

INNER = frozenset(CLASS_OF_BRANCH[branch] for branch in (Branch.ELEVHALSA, Branch.EMI))
"""What a part of the school holds for itself."""


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
    owners = {(row.matter, holder) for row in oldest_first for holder in _owners(row, oldest_first)}
    return Matrix(
        tuple(receivers),
        tuple(
            MatrixRow(
                sentence(matter),
                tuple(_cell(card, newest.get((matter, name)), name, (matter, name) in owners) for name in receivers),
            )
            for matter in matters
        ),
    )


def _cell(card: PupilCard, row: QuestionRow | None, receiver: str, own: bool) -> MatrixCell:
    if row is not None:
        url = reverse("consent", kwargs={"pupil_id": card.case, "question_id": row.id})
        return MatrixCell(receiver, row.status, row.word, row.detail, url)
    if own:
        return MatrixCell(receiver, "behovs-inte", "Behövs inte", "det är deras egen uppgift", "")
    return MatrixCell(receiver, "inte-fragat", "Inte frågat", "", "")


def _owners(row: QuestionRow, every: Sequence[QuestionRow]) -> set[str]:
    """The receivers, by name, whose own work this is. What the school health service holds is not the rektor's own,
    though both are of the school.
    """
    senders = {sender for sender, _ in row.senders}
    return {other.receiver for other in every if other.receiver_id in senders and _own_work(other, row.classes)}


def _own_work(receiver: QuestionRow, classes: Collection[str]) -> bool:
    if receiver.receiver_role is None:
        return not INNER & set(classes)
    return CLASS_OF_BRANCH[BRANCH_OF_ROLE.get(receiver.receiver_role, Branch.SCHOOL)] in classes
