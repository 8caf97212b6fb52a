"""Many pupils at once, for the overview: what runs round each, as far as the reader's own scope reaches."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from samverkan.guard.managers import GuardedQuerySet
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people.cells import names_of
from samverkan.people.models import Group, OrganisationKind, Person, Pupil, TeamMember, Trygghetsperson, on_duty
from samverkan.plans.models import OPEN_STEP, Assessment, Collaboration, ContactTaken, Goal, Measure, Step
from samverkan.vault.texts import texts


@dataclass(frozen=True, slots=True)
class OutsideSeat:
    """An organisation outside the school that takes part, as the reader may know it."""

    organisation: UUID
    organisation_name: str
    phone: str
    phone_hours: str
    person: str
    """Empty when nobody is named."""
    function: str
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The nearest promise that is not kept yet."""

    text: str
    owner: str
    owner_id: UUID
    due_on: date


@dataclass(frozen=True, slots=True)
class Running:
    """A running collaboration and what its plan holds."""

    id: UUID
    begun_at: datetime
    coordinator: str
    coordinator_id: UUID
    follow_up_on: date | None
    has_goal: bool
    ownerless_measures: int
    steps: tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One pupil in the overview."""

    case: UUID
    name: str
    given_name: str
    class_name: str
    unit: UUID | None
    sort_key: tuple[int, str, str]
    trygghetsperson: str
    running: Running | None
    outside: tuple[OutsideSeat, ...]
    vacancies: tuple[str, ...]
    signal_at: datetime | None
    signal_by: str
    assessed_at: datetime | None
    assessed_outcome: str
    assessed_until: date | None
    changed_at: datetime | None


def caseload(scope: Scope) -> tuple[CaseSummary, ...]:
    """Every pupil in the scope round whom something runs: a collaboration, an outside seat, or a signal."""
    collaborations = _by_case(Collaboration.objects.within(scope).filter(ended_at=None).select_related("coordinator"))
    seats = _by_case(TeamMember.objects.within(scope).filter(until=None).select_related("organisation", "person"))
    signals = _by_case(Statement.objects.within(scope).filter(form=Form.SIGNAL, replaced_by=None))
    outside = {case: _outside(rows) for case, rows in seats.items()}
    cases = {*collaborations, *signals, *(case for case, rows in outside.items() if rows)}
    gathered = _Gathered(scope, cases)
    pupils = Pupil.objects.within(scope).filter(case__in=cases, ended_on=None).select_related("person", "group", "cell")
    authors = _names({row.author_id for rows in signals.values() for row in rows})
    found = []
    for pupil in pupils:
        given, family = names_of(pupil)
        newest = max(signals.get(pupil.case_id, []), key=lambda row: row.made_at, default=None)
        assessed = max(gathered.assessments.get(pupil.case_id, []), key=lambda row: row.made_at, default=None)
        running = next(iter(collaborations.get(pupil.case_id, [])), None)
        trygg = next(iter(gathered.trygg.get(pupil.case_id, [])), None)
        found.append(
            CaseSummary(
                case=pupil.case_id,
                name=f"{given} {family}".strip(),
                given_name=given or "Eleven",
                class_name=pupil.group.name if pupil.group else "",
                unit=pupil.cell.unit_id,
                sort_key=_class_order(pupil.group) + (pupil.person.sort_name,),
                trygghetsperson=trygg.person.name if trygg else "",
                running=gathered.running(running) if running else None,
                outside=outside.get(pupil.case_id, ()),
                vacancies=tuple(row.function for row in seats.get(pupil.case_id, []) if row.person_id is None),
                signal_at=newest.made_at if newest else None,
                signal_by=authors.get(newest.author_id, "") if newest else "",
                assessed_at=assessed.made_at if assessed else None,
                assessed_outcome=assessed.outcome if assessed else "",
                assessed_until=assessed.until if assessed else None,
                changed_at=running.changed_at if running else None,
            )
        )
    return tuple(sorted(found, key=lambda case: case.sort_key))


def silent_groups(scope: Scope, *, units: Iterable[UUID], since: datetime) -> tuple[str, ...]:
    """Classes in which nothing at all was written since a time, as far as the reader's scope reaches.

    Only class names leave the database: the question is about silence, not about any pupil. Before anybody has been
    able to write that long, silence says nothing, and no class is named.
    """
    if not Statement.objects.within(scope).filter(made_at__lt=since).exists():
        return ()
    spoken = Statement.objects.within(scope).filter(made_at__gte=since).inside_query()
    in_a_class = Pupil.objects.within(scope).filter(case__in=spoken, group__isnull=False)  # a sealed pupil has none
    heard = in_a_class.inside_query("group_id")
    silent = Group.objects.filter(unit__in=list(units), ended_on=None).exclude(id__in=heard)
    return tuple(group.name for group in sorted(silent, key=_class_order))


def contacts_taken(scope: Scope, *, since: datetime) -> frozenset[tuple[UUID, UUID | None, str]]:
    """Which contacts have been ticked off since a time: case, organisation, rule."""
    rows = ContactTaken.objects.within(scope).filter(taken_at__gte=since)
    return frozenset((row.case_id, row.organisation_id, row.subject) for row in rows)


class _Gathered:
    """The plan rows of all cases, fetched once each."""

    def __init__(self, scope: Scope, cases: set[UUID]) -> None:
        self.trygg = _by_case(
            Trygghetsperson.objects.within(scope)
            .filter(on_duty(scope.today), case__in=cases)
            .select_related("person", "cell")
        )
        self.assessments = _by_case(Assessment.objects.within(scope).filter(case__in=cases))
        self.goals = _by_case(Goal.objects.within(scope).filter(case__in=cases, ended_on=None))
        self.measures = _by_case(Measure.objects.within(scope).filter(case__in=cases, ended_on=None, owner=None))
        open_steps = Step.objects.within(scope).filter(OPEN_STEP, case__in=cases)
        self.steps = _by_case(open_steps.select_related("owner", "statement__cell").order_by("due_on"))
        self.words = texts(row.statement for rows in self.steps.values() for row in rows)

    def running(self, row: Collaboration) -> Running:
        """The collaboration with what its plan holds."""
        return Running(
            id=row.id,
            begun_at=row.begun_at,
            coordinator=row.coordinator.name,
            coordinator_id=row.coordinator_id,
            follow_up_on=row.follow_up_on,
            has_goal=row.case_id in self.goals,
            ownerless_measures=len(self.measures.get(row.case_id, [])),
            steps=tuple(
                NextStep(self.words[step.statement_id], step.owner.name, step.owner_id, step.due_on)
                for step in self.steps.get(row.case_id, [])
            ),
        )


def _by_case(rows: GuardedQuerySet) -> dict[UUID, list]:  # type: ignore[type-arg]
    found: dict[UUID, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[row.cell.case_id].append(row)
    return dict(found)


def _outside(rows: list[TeamMember]) -> tuple[OutsideSeat, ...]:
    return tuple(
        OutsideSeat(
            organisation=row.organisation.id,
            organisation_name=row.organisation.name,
            phone=row.organisation.phone,
            phone_hours=row.organisation.phone_hours,
            person=row.person.name if row.person else "",
            function=row.function,
            last_contact_on=row.last_contact_on,
        )
        for row in rows
        if row.organisation is not None and row.organisation.kind != OrganisationKind.SCHOOLS
    )


def _names(persons: set[UUID]) -> dict[UUID, str]:
    return {person.id: person.name for person in Person.objects.filter(id__in=persons)}


def _class_order(group: Group | None) -> tuple[int, str]:
    """Youngest class first, then by name; pupils without a class last."""
    if group is None:
        return (99, "")
    return (group.school_year if group.school_year is not None else 98, group.name)


UNKNOWN_AFTER = timedelta(days=60)
"""After this long without a word a class is unknown, which is not the same as well."""
