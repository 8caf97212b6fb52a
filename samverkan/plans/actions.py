"""Changing the work round a pupil: beginning a samverkan, goals, insatser, notes and promises."""

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import cell_for, hold
from samverkan.guard.models import Form, Statement
from samverkan.people.actions import add_member, role_at
from samverkan.people.cells import branch_of, pupil_row, school_cell
from samverkan.people.models import Organisation
from samverkan.people.wording import local_day
from samverkan.plans.models import (
    OPEN_STEP,
    Collaboration,
    Goal,
    Horizon,
    Measure,
    Step,
)
from samverkan.plans.writing import NOTE, WORDS, Way, cell_to_write
from samverkan.policy.deriving import CLASS_OF_BRANCH
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import Branch, CaseId, InformationClass, Kind, Role
from samverkan.vault.texts import say, seal_field

FREQUENCY = "hur-ofta"
"""The field under which an insats' frequency is sealed."""


class AlreadyRunning(ValueError):
    """A samverkan is already going on round the pupil. `begun_by` is the person who began it."""

    def __init__(self, begun_by: UUID) -> None:
        super().__init__("Det pågår redan en samverkan kring eleven.")
        self.begun_by = begun_by


@transaction.atomic
def begin(
    *, case: CaseId, reason: str, coordinator: UUID, follow_up_on: date | None, by: Reader, now: datetime
) -> Collaboration:
    """Begin a samverkan for a stated reason; who holds it together gets a seat in the team.

    Raises AlreadyRunning when one goes on.
    """
    hold(case)
    pupil = pupil_row(case)
    running = _running(case).first()
    if running is not None:
        raise AlreadyRunning(running.begun_by_id)
    told = say(
        cell_for(school_cell(pupil, InformationClass.SUPPORT, Kind.NOTE)), Form.REASON, reason, by=by.person, now=now
    )
    _seat_at_work(case, coordinator, pupil.cell.holder_id, by=by, now=now)
    return Collaboration.objects.create(
        case_id=case,
        cell=cell_for(school_cell(pupil, InformationClass.SUPPORT, Kind.DECISION)),
        reason=told,
        coordinator_id=coordinator,
        begun_at=now,
        begun_by_id=by.person,
        follow_up_on=follow_up_on,
        changed_at=now,
    )


def _seat_at_work(case: CaseId, person: UUID, employer: UUID, *, by: Reader, now: datetime) -> None:
    """A seat in the capacity of the daily work at the school; none for somebody without work there."""
    role = role_at(person, employer, today=local_day(now))
    if role is not None:
        add_member(case=case, person=person, organisation=employer, role=role, function=role.label, by=by, now=now)


@transaction.atomic
def move_follow_up(*, case: CaseId, follow_up_on: date, by: Reader, now: datetime) -> None:
    """Set the day on which the samverkan is followed up."""
    _running(case).update(follow_up_on=follow_up_on, changed_at=now)


@transaction.atomic
def set_goal(
    *, case: CaseId, text: str, horizon: Horizon, by: Reader, now: datetime, in_pupils_words: bool = False
) -> Goal:
    """A goal in the plan."""
    cell = cell_to_write(by, case, Way(Kind.GOAL))
    told = say(cell, Form.GOAL, text, by=by.person, now=now)
    note_change(case, now)
    return Goal.objects.create(
        case_id=case, cell=cell, statement=told, horizon=horizon, in_pupils_words=in_pupils_words, set_at=now
    )


@transaction.atomic
def set_measure(
    *,
    case: CaseId,
    text: str,
    organisation: UUID,
    frequency: str,
    starts_on: date,
    by: Reader,
    now: datetime,
    owner: UUID | None = None,
    review_on: date | None = None,
    goal: UUID | None = None,
) -> Measure:
    """An insats: what, which organisation and who, how often, from when, looked at when.

    What an outside organisation does keeps its origin, since the school only was told of it (OSL 7:2).
    """
    cell = cell_to_write(by, case, Way(Kind.MEASURE), origin=_origin(organisation))
    told = say(cell, Form.MEASURE, text, by=by.person, now=now)
    row = uuid.uuid4()
    note_change(case, now)
    return Measure.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        statement=told,
        goal_id=goal,
        organisation_id=organisation,
        owner_id=owner,
        sealed_frequency=seal_field(cell, FREQUENCY, row, frequency, now=now),
        starts_on=starts_on,
        review_on=review_on,
        set_at=now,
    )


@transaction.atomic
def set_step(*, case: CaseId, text: str, owner: UUID, due_on: date, by: Reader, now: datetime) -> Step:
    """A next step: somebody promises something by a day."""
    cell = cell_to_write(by, case, Way(Kind.MEASURE))
    told = say(cell, Form.STEP, text, by=by.person, now=now)
    return Step.objects.create(case_id=case, cell=cell, statement=told, owner_id=owner, due_on=due_on, set_at=now)


@transaction.atomic
def finish_step(*, case: CaseId, step: UUID, by: Reader, now: datetime) -> None:
    """The promise is kept. A second click changes nothing."""
    _steps(case).filter(OPEN_STEP, id=step).update(done_at=now, done_by_id=by.person)


@transaction.atomic
def reopen_step(*, case: CaseId, step: UUID, by: Reader, now: datetime) -> None:
    """The promise is still to be kept: undo of `finish_step`, and of having given it up."""
    _steps(case).filter(id=step).update(done_at=None, done_by_id=None, failed_at=None, failed_by_id=None)


@transaction.atomic
def write_note(*, case: CaseId, text: str, by: Reader, now: datetime, way: Way = NOTE) -> Statement:
    """A note, or what the classroom is to do. Its class follows from the writer."""
    return say(cell_to_write(by, case, way), Form.NOTE, text, by=by.person, now=now)


@transaction.atomic
def write_signal(*, case: CaseId, text: str, by: Reader, now: datetime) -> Statement:
    """Something the rektor should judge (skollagen 3:5, 3:7). Its class follows from the writer, as of a note."""
    return say(cell_to_write(by, case, NOTE), Form.SIGNAL, text, by=by.person, now=now)


@transaction.atomic
def write_words(*, case: CaseId, text: str, by: Reader, now: datetime, way: Way = WORDS) -> Statement:
    """What the pupil has said. As secret as the writer's other notes, unless the pupil wants everybody to know."""
    return say(cell_to_write(by, case, way), Form.WORDS, text, by=by.person, now=now)


@transaction.atomic
def note_print(*, case: CaseId, what: str, reason: str, by: Reader, now: datetime) -> Statement:
    """Why something about the pupil was put on paper, kept beside the plan. `what` is in the definite form."""
    cell = cell_for(school_cell(pupil_row(case), InformationClass.SUPPORT, Kind.NOTE))
    return say(cell, Form.EVENT, f"Någon skrev ut {what}. Skäl: {reason}", by=by.person, now=now)


def note_change(case: CaseId, now: datetime) -> None:
    """The plan is a new version on each day it changes, so that "version 4" is something people have seen."""
    running = _running(case).select_for_update().first()
    if running is None:
        return
    if local_day(running.changed_at) != local_day(now):
        running.version += 1
    running.changed_at = now
    running.save(update_fields=["version", "changed_at"])


def _origin(organisation: UUID) -> InformationClass | None:
    branch = branch_of(Role.OTHER_STAFF, Organisation.objects.get(id=organisation))
    return CLASS_OF_BRANCH[branch] if branch in (Branch.SOCIAL, Branch.CARE) else None


def _running(case: CaseId) -> QuerySet[Collaboration]:
    found = Collaboration.objects.unguarded(because="an act on the samverkan of a pupil one has the right to act on")
    return found.filter(case_id=case, ended_at=None)


def _steps(case: CaseId) -> QuerySet[Step]:
    return Step.objects.unguarded(because="an act on a step of a pupil one has the right to act on").filter(
        case_id=case
    )
