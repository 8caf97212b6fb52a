"""The plan: the child's words, goals, insatser by organisation, next steps, and who holds it together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day, day_with_year, first_name, local_day, short_day
from samverkan.plans.actions import FREQUENCY
from samverkan.plans.models import OPEN_STEP, Collaboration, Decision, Goal, Measure, Step
from samverkan.plans.queries.received import ReceivedRow, received
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId
from samverkan.vault.texts import open_field, texts

DONE_SHOWN_FOR = timedelta(days=14)
LONG_AWAY = 240
"""In days: further away than this a day is written with its year."""


@dataclass(frozen=True, slots=True)
class Running:
    """A samverkan that goes on."""

    id: UUID
    version: int
    coordinator_id: PersonId
    coordinator: str
    begun: str
    begun_on: date
    follow_up_on: date | None
    follow_up: str
    reason: str
    """Empty where the reader may know of the samverkan and not of its reason."""
    overdue: bool
    changed: str
    changed_at: datetime
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class Words:
    """What the pupil has said."""

    text: str
    by: str
    """ "Ebba sa det till Sara den 20 februari."."""
    on: date
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of the plan."""

    id: UUID
    text: str
    horizon: str
    in_pupils_words: bool
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """An insats of the plan."""

    id: UUID
    text: str
    owner: str
    """Empty when nobody is named."""
    organisation_id: OrganisationId
    organisation: str
    frequency: str
    period: str
    review_on: date | None
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The insatser of one organisation."""

    organisation: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A promise: who, what, by when, and whether it is kept."""

    id: UUID
    text: str
    owner: str
    owner_id: PersonId
    due_on: date
    due: str
    done_on: date | None
    done: str
    """What became of it: "Klart 3 mars", "Gick inte 3 mars"; empty while it is still to be kept."""
    late: bool
    cell: facts.Cell
    failed: bool = False
    agreed_on: date | None = None
    """The day of the meeting at which it was promised."""

    @property
    def agreed(self) -> str:
        """ "mötet 5 mars", for what was promised at one."""
        return f"mötet {short_day(self.agreed_on)}" if self.agreed_on else ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Something decided at a meeting."""

    id: UUID
    text: str
    on: str
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan as the reader may see it."""

    running: Running | None
    words: Words | None
    goals: tuple[GoalRow, ...]
    measures: tuple[MeasureGroup, ...]
    steps: tuple[StepRow, ...]
    received: tuple[ReceivedRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()

    @property
    def to_hand_on(self) -> tuple[ReceivedRow, ...]:
        """What came from others by a yes that still holds: nothing else goes on a paper."""
        return tuple(row for row in self.received if row.closed_at is None)

    @property
    def count(self) -> int:
        """How many insatser."""
        return sum(len(group.rows) for group in self.measures)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read as a plan."""
        return not (self.goals or self.measures or self.steps or self.received or self.decisions)


def plan(scope: Scope, case: CaseId | UUID, *, card: PupilCard | None = None, running: Running | None = None) -> Plan:
    """The plan of one pupil. What the caller has read already need not be read again."""
    return Plan(
        running or collaboration(scope, case),
        latest_words(scope, case, card=card),
        _goals(scope, case),
        _measures(scope, case),
        steps(scope, case),
        received(scope, case),
        decisions(scope, case),
    )


def collaboration(scope: Scope, case: CaseId | UUID) -> Running | None:
    """The samverkan that goes on round the pupil, if the reader may know of it."""
    row = (
        Collaboration.objects.within(scope)
        .filter(case_id=case, ended_at=None)
        .select_related("cell", "coordinator")
        .first()
    )
    if row is None:
        return None
    return Running(
        id=row.id,
        version=row.version,
        coordinator_id=PersonId(row.coordinator_id),
        coordinator=row.coordinator.name,
        begun=day_with_year(row.begun_at),
        begun_on=local_day(row.begun_at),
        follow_up_on=row.follow_up_on,
        follow_up=day(row.follow_up_on) if row.follow_up_on else "",
        reason=told(scope, [row.reason_id]).get(row.reason_id, ""),
        overdue=row.follow_up_on is not None and row.follow_up_on < scope.today,
        changed=day_with_year(row.changed_at),
        changed_at=row.changed_at,
        cell=row.cell.facts,
    )


def has_goal(scope: Scope, case: CaseId | UUID) -> bool:
    """Whether the plan has a goal that the reader may see."""
    return bool(Goal.objects.within(scope).filter(Q(ended_on=None) | Q(ended_on__gte=scope.today), case_id=case)[:1])


def running_cases(scope: Scope) -> list[UUID]:
    """The pupils round whom a samverkan goes on that the reader may know of."""
    return [row.case_id for row in Collaboration.objects.within(scope).filter(ended_at=None)]


def latest_words(
    scope: Scope, case: CaseId | UUID, *, card: PupilCard | None = None, until: datetime | None = None
) -> Words | None:
    """The latest thing the pupil has said and wants to be heard; with `until` as it was then."""
    rows = Statement.objects.within(scope).filter(cell__case_id=case, form=Form.WORDS)
    rows = rows.filter(replaced_by__isnull=True) if until is None else rows.filter(made_at__lte=until)
    row = rows.order_by("-made_at", "-id").first()
    if row is None:
        return None
    card = card or people.pupil(scope, UUID(str(case)))
    heard_by = first_name(people.names([row.author_id]).get(row.author_id, "")) or "skolan"
    to = "själv" if row.author_id == card.person_id else f"till {heard_by}"
    return Words(
        texts([row])[row.id],
        f"{card.first_name} sa det {to} den {short_day(row.made_at)}.",
        local_day(row.made_at),
        row.cell.facts,
    )


def steps(scope: Scope, case: CaseId | UUID) -> tuple[StepRow, ...]:
    """Promises not kept yet, the nearest first, then those kept in the last two weeks."""
    recent = scope.now - DONE_SHOWN_FOR
    rows = list(
        Step.objects.within(scope)
        .filter(OPEN_STEP | Q(done_at__gte=recent) | Q(failed_at__gte=recent), case_id=case)
        .select_related("cell", "owner")
        .order_by("due_on", "set_at")
    )
    said = told(scope, [row.statement_id for row in rows])
    made = [step_row(row, said[row.statement_id], scope.today) for row in rows if row.statement_id in said]
    return tuple(sorted(made, key=lambda row: (bool(row.done), row.due_on)))


def decisions(scope: Scope, case: CaseId | UUID) -> tuple[DecisionRow, ...]:
    """What has been decided at meetings while this samverkan goes on, the latest first."""
    rows = list(
        Decision.objects.within(scope).filter(case_id=case).select_related("cell").order_by("-decided_on", "set_at")
    )
    said = told(scope, [row.statement_id for row in rows])
    return tuple(
        DecisionRow(row.id, said[row.statement_id], day_with_year(row.decided_on), row.cell.facts)
        for row in rows
        if row.statement_id in said
    )


def told(scope: Scope, statements: Iterable[UUID]) -> dict[UUID, str]:
    """The texts of the statements that the reader may read, by id."""
    wanted = list(statements)
    return texts(Statement.objects.within(scope).filter(id__in=wanted)) if wanted else {}


def _goals(scope: Scope, case: CaseId | UUID) -> tuple[GoalRow, ...]:
    rows = list(
        Goal.objects.within(scope)
        .filter(Q(ended_on=None) | Q(ended_on__gte=scope.today), case_id=case)
        .order_by("-in_pupils_words", "horizon", "set_at")
    )
    said = told(scope, [row.statement_id for row in rows])
    return tuple(
        GoalRow(row.id, said[row.statement_id], row.get_horizon_display(), row.in_pupils_words, row.cell.facts)
        for row in rows
        if row.statement_id in said
    )


def _measures(scope: Scope, case: CaseId | UUID) -> tuple[MeasureGroup, ...]:
    """Grouped by organisation, the school's own first, so that many operations stay readable."""
    rows = list(
        Measure.objects.within(scope)
        .filter(Q(ended_on=None) | Q(ended_on__gte=scope.today), case_id=case)
        .select_related("cell", "organisation", "owner")
        .order_by("organisation__name", "starts_on", "set_at")
    )
    said = told(scope, [row.statement_id for row in rows])
    groups: dict[tuple[bool, str], list[MeasureRow]] = {}
    for row in rows:
        if row.statement_id in said:
            outside = row.organisation_id != row.cell.holder_id
            made = _measure(row, said[row.statement_id], scope.today)
            groups.setdefault((outside, row.organisation.name), []).append(made)
    return tuple(MeasureGroup(name, tuple(found)) for (_, name), found in sorted(groups.items()))


def _measure(row: Measure, text: str, today: date) -> MeasureRow:
    frequency = open_field(row.cell, FREQUENCY, row.id, bytes(row.sealed_frequency)) if row.sealed_frequency else ""
    return MeasureRow(
        id=row.id,
        text=text,
        owner=row.owner.name if row.owner else "",
        organisation_id=OrganisationId(row.organisation_id),
        organisation=row.organisation.name,
        frequency=frequency,
        period=_period(row, today),
        review_on=row.review_on,
        cell=row.cell.facts,
    )


def _period(row: Measure, today: date) -> str:
    begins = f"från {_near(row.starts_on, today)}"
    if row.ended_on is not None:
        return f"{begins} till {_near(row.ended_on, today)}"
    return f"{begins}, prövas {_near(row.review_on, today)}" if row.review_on else begins


def _near(day_meant: date, today: date) -> str:
    """A day of this school year needs no year; others do."""
    return short_day(day_meant) if abs((day_meant - today).days) < LONG_AWAY else day_with_year(day_meant)


def step_row(row: Step, text: str, today: date) -> StepRow:
    done_on = None if row.done_at is None else local_day(row.done_at)
    return StepRow(
        id=row.id,
        text=text,
        owner=row.owner.name,
        owner_id=PersonId(row.owner_id),
        due_on=row.due_on,
        due=day(row.due_on),
        done_on=done_on,
        done=_outcome(row),
        late=done_on is None and row.failed_at is None and row.due_on < today,
        cell=row.cell.facts,
        failed=row.failed_at is not None,
        agreed_on=row.agreed_on,
    )


def _outcome(row: Step) -> str:
    if row.done_at is not None:
        return f"Klart {short_day(row.done_at)}"
    return f"Gick inte {short_day(row.failed_at)}" if row.failed_at is not None else ""
