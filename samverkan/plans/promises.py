"""What is promised and decided at a meeting becomes the plan's, and what becomes of a promise afterwards."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.models import Statement
from samverkan.people.models import Person
from samverkan.plans.actions import note_change
from samverkan.plans.models import OPEN_STEP, Change, Decision, Step, StepChange
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, PersonId
from samverkan.vault.texts import seal_field

REASON = "skal"
"""The field under which the reason of a change is sealed."""
TOLD_THAT = "a guest is told that the school has what they promised, and no word of it"
DEMANDED = "an act on a promise round a pupil, which the actor's right has been demanded for"


@dataclass(frozen=True, slots=True)
class Promised:
    """An åtgärd of the minutes: the words as they stand there, who does it, and by when."""

    statement: Statement
    owner: PersonId
    due_on: date


@transaction.atomic
def adopt(
    *, case: CaseId, promised: Iterable[Promised], decided: Iterable[Statement], agreed_on: date, now: datetime
) -> None:
    """Let what was agreed at a meeting stand in the plan and among what each has promised, in the words of the minutes
    and under the same law. What stands there already is not written again.
    """
    promised, decided = list(promised), list(decided)
    asked = [row.statement.id for row in promised]
    known = set(
        Step.objects.unguarded(because=DEMANDED).filter(statement__in=asked).values_list("statement", flat=True)
    )
    for row in promised:
        if row.statement.id not in known:
            Step.objects.create(
                case_id=case,
                cell=row.statement.cell,
                statement=row.statement,
                owner_id=row.owner,
                due_on=row.due_on,
                set_at=now,
                agreed_on=agreed_on,
            )
    for said in decided:
        Decision.objects.unguarded(because=DEMANDED).get_or_create(
            statement=said, defaults={"case_id": case, "cell": said.cell, "decided_on": agreed_on, "set_at": now}
        )
    if promised or decided:
        note_change(case, now)


def has_promised(case: CaseId, person: PersonId, on: date) -> int:
    """How many promises of the day are the person's, also those that they may not read."""
    rows = Step.objects.unguarded(because=TOLD_THAT)
    return rows.filter(case_id=case, owner_id=person, agreed_on=on).count()


@transaction.atomic
def move(*, step: UUID, to: date, reason: str, by: Reader, now: datetime) -> None:
    """Another day, and why. What is kept or given up is not moved."""
    row = held_open(step)
    if row is None or row.due_on == to:
        return
    _changed(row, Change.MOVED, reason, by, now, was_due_on=row.due_on, is_due_on=to)
    row.due_on = to
    row.save(update_fields=["due_on"])


@transaction.atomic
def hand_over(*, step: UUID, to: PersonId, reason: str, by: Reader, now: datetime) -> None:
    """Somebody else does it, and why."""
    row = held_open(step)
    if row is None or row.owner_id == to:
        return
    _changed(row, Change.HANDED_OVER, reason, by, now, from_owner=row.owner, to_owner=Person.objects.get(id=to))
    row.owner_id = to
    row.save(update_fields=["owner"])


@transaction.atomic
def give_up(*, step: UUID, reason: str, by: Reader, now: datetime) -> None:
    """It did not work, and why. It is taken up at the next meeting."""
    row = held_open(step)
    if row is None:
        return
    _changed(row, Change.FAILED, reason, by, now)
    row.failed_at, row.failed_by_id = now, by.person
    row.save(update_fields=["failed_at", "failed_by"])


def held_open(step: UUID) -> Step | None:
    """The promise, held until the transaction ends; None for one that is kept or given up."""
    rows = Step.objects.unguarded(because=DEMANDED).filter(OPEN_STEP, id=step)
    return rows.select_related("cell", "owner").select_for_update(of=("self",)).first()


def _changed(
    row: Step,
    change: Change,
    reason: str,
    by: Reader,
    now: datetime,
    *,
    was_due_on: date | None = None,
    is_due_on: date | None = None,
    from_owner: Person | None = None,
    to_owner: Person | None = None,
) -> None:
    made = uuid.uuid4()
    StepChange.objects.create(
        id=made,
        case_id=row.case_id,
        cell=row.cell,
        step=row,
        change=change,
        sealed_reason=seal_field(row.cell, REASON, made, reason, now=now),
        was_due_on=was_due_on,
        is_due_on=is_due_on,
        from_owner=from_owner,
        to_owner=to_owner,
        made_at=now,
        made_by_id=by.person,
    )
