"""Samtycken as a table: each thing asked about, and each receiver."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from samverkan.consent.queries import QuestionRow
from samverkan.people.queries import PupilCard
from samverkan.people.wording import sentence
from samverkan.plans.together import Together, together
from samverkan.policy.deriving import CLASS_OF_BRANCH
from samverkan.policy.vocabulary import BRANCH_OF_ROLE, Branch, Purpose

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
    """The whole table, for one purpose: a yes for another says nothing here."""

    use: str
    """What it is all for, to stand after "för att"."""
    receivers: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrices(card: PupilCard, questions: Sequence[QuestionRow]) -> tuple[Matrix, ...]:
    """A table for each purpose that something has been asked for, the usual first."""
    asked = {purpose: [row for row in questions if row.purpose is purpose] for purpose in Purpose}
    return tuple(_matrix(card, rows) for rows in asked.values() if rows)


def _matrix(card: PupilCard, questions: Sequence[QuestionRow]) -> Matrix:
    """The newest question decides a cell, those that differ in the role alone as one.

    Where nothing is asked: not needed by the one whose own it is, else not asked.
    """
    oldest_first = list(reversed(together(questions)))
    receivers = {asked.receiver: asked for asked in oldest_first}
    lenders = {asked.first.matter: asked.first for asked in oldest_first}
    newest = {(asked.first.matter, asked.receiver): asked for asked in oldest_first}
    return Matrix(
        questions[0].use,
        tuple(receivers),
        tuple(
            MatrixRow(
                sentence(matter),
                tuple(
                    _cell(card, newest.get((matter, name)), name, own=_own(receiver, lender))
                    for name, receiver in receivers.items()
                ),
            )
            for matter, lender in lenders.items()
        ),
    )


def _cell(card: PupilCard, asked: Together | None, receiver: str, *, own: bool) -> MatrixCell:
    if asked is not None:
        url = reverse("consent", kwargs={"pupil_id": card.case, "question_id": asked.id})
        return MatrixCell(receiver, asked.status, asked.word, asked.first.detail, url)
    if own:
        return MatrixCell(receiver, "behovs-inte", "Behövs inte", "det är deras egen uppgift", "")
    return MatrixCell(receiver, "inte-fragat", "Inte frågat", "", "")


def _own(receiver: Together, lender: QuestionRow) -> bool:
    """Whether the thing is the receiver's own work. What the school health service holds is not the rektor's own,
    though both are of the school.
    """
    senders = {sender for sender, _ in lender.senders}
    return receiver.first.receiver_id in senders and all(_own_work(row, lender.classes) for row in receiver.rows)


def _own_work(receiver: QuestionRow, classes: Collection[str]) -> bool:
    if receiver.receiver_role is None:
        return not INNER & set(classes)
    return CLASS_OF_BRANCH[BRANCH_OF_ROLE.get(receiver.receiver_role, Branch.SCHOOL)] in classes
