"""From rows to facts: who is this person today, to which pupils are they tied, and what have others granted them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from samverkan.guard.granting import grants_in, grants_to
from samverkan.guard.scope import Scope
from samverkan.people.models import (
    Assignment,
    Bar,
    Custody,
    GroupRole,
    Guardianship,
    NamedOfficer,
    Organisation,
    OrganisationKind,
    Pupil,
    TeamMember,
)
from samverkan.policy.facts import Facts, Reader, Standing
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    CaseId,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    Tie,
    UnitId,
)

Row = TypeVar("Row", bound=Model)
Tied = tuple[UUID, Standing]
"""A person and one standing of theirs."""
FACTS = "gathering the facts that the decision itself stands on"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose facts, on which day, and round which pupil when it is one."""

    persons: tuple[PersonId, ...]
    today: date
    case: CaseId | None


def scope_for(person: PersonId, *, now: datetime, today: date, purpose: Purpose = Purpose.SUPPORT) -> Scope:
    """What the person may read on screen now, gathered afresh: a change of yesterday's facts acts at once."""
    reader = reader_for(person, today)
    return Scope.of(facts_for(reader, today=today, purpose=purpose), now)


def facts_for(
    reader: Reader, *, today: date, purpose: Purpose = Purpose.SUPPORT, manner: Manner = Manner.SEND
) -> Facts:
    """The reader's question to the law, with every grant that might answer it."""
    organisations = sorted({standing.organisation for standing in reader.standings if standing.organisation})
    return Facts(reader, purpose, today, manner, grants_to(reader.person, organisations))


def facts_in_case(reader: Reader, case: CaseId, *, today: date, manner: Manner) -> Facts:
    """The same for one case only, with all its grants; the room and "Vem kan se det här?" ask this for many people."""
    return Facts(reader, Purpose.SUPPORT, today, manner, grants_in([case]))


def reader_for(person: PersonId, today: date) -> Reader:
    """Every standing the person has today. Assignments come first, so the first standing names the daily role."""
    return readers_for([person], today)[person]


def readers_for(persons: Iterable[PersonId], today: date, *, case: CaseId | None = None) -> dict[PersonId, Reader]:
    """Many readers in as many queries as one. With a case, ties to other pupils are left out: they cannot matter."""
    asked = _Asked(tuple(dict.fromkeys(persons)), today, case)
    assignments = _assignments(asked)
    standings: dict[UUID, list[Standing]] = defaultdict(list)
    for person, rows in assignments.items():
        standings[person] += [_at_unit(row) for row in rows]
    for ties in (
        _as_teachers(asked, assignments),
        _in_teams(asked, assignments),
        _as_guardians(asked),
        _as_selves(asked),
    ):
        for person, standing in ties:
            standings[person].append(standing)
    named, barred = _cases(asked, NamedOfficer), _cases(asked, Bar)
    for person, standing in _as_officers(asked, assignments, named):
        standings[person].append(standing)
    return {
        person: Reader(
            person,
            tuple(standings[person]),
            barred_from=frozenset(barred[person]),
            named_for=frozenset(named[person]) | _own(standings[person]),
        )
        for person in asked.persons
    }


def with_seat(reader: Reader, seat: Standing) -> Reader:
    """The reader as they would stand with one more seat, for a person invited but not yet in the team."""
    return Reader(reader.person, (*reader.standings, seat), reader.barred_from, reader.named_for)


def seat_standing(*, role: Role, organisation: Organisation | None, case: CaseId, born_on: date | None) -> Standing:
    """The standing of somebody who takes part in the work round one pupil."""
    return Standing(
        tie=Tie.TEAM,
        role=role,
        organisation=None if organisation is None else OrganisationId(organisation.id),
        branch=branch_of(role, organisation),
        public=organisation is None or organisation.public,
        case=case,
        born_on=born_on,
    )


def branch_of(role: Role, organisation: Organisation | None) -> Branch:
    """At a school the role decides the branch; elsewhere the organisation is one branch."""
    if organisation is not None and organisation.kind != OrganisationKind.SCHOOLS:
        return Branch(organisation.branch)
    return BRANCH_OF_ROLE.get(role, Branch.SCHOOL)


def _at_unit(row: Assignment) -> Standing:
    return Standing(
        tie=Tie.UNIT,
        role=Role(row.role),
        organisation=OrganisationId(row.organisation_id),
        branch=branch_of(Role(row.role), row.organisation),
        public=row.organisation.public,
        unit=None if row.unit_id is None else UnitId(row.unit_id),
    )


def _own(standings: Iterable[Standing]) -> frozenset[CaseId]:
    """A sealed case is open to the pupil and the guardians."""
    return frozenset(row.case for row in standings if row.case and row.tie in (Tie.GUARDIAN, Tie.SELF))


def _assignments(asked: _Asked) -> dict[UUID, list[Assignment]]:
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    rows = running(Assignment.objects.filter(person__in=asked.persons), asked.today).select_related("organisation")
    for row in rows.order_by("begins_on", "id"):
        found[row.person_id].append(row)
    return found


def _as_teachers(asked: _Asked, assignments: dict[UUID, list[Assignment]]) -> Iterator[Tied]:
    """Ties to the pupils of one's classes, as long as one is employed where the class is."""
    rows = running(GroupRole.objects.filter(person__in=asked.persons, group__ended_on=None), asked.today)
    roles = list(rows.select_related("group__unit"))
    if not roles:
        return
    pupils = Pupil.objects.unguarded(because=FACTS).filter(group__in={row.group_id for row in roles}, ended_on=None)
    by_group: dict[UUID | None, list[Pupil]] = defaultdict(list)
    for pupil in _of_case(pupils, asked).only("case_id", "group_id", "born_on"):
        by_group[pupil.group_id].append(pupil)
    for row in roles:
        organisation = row.group.unit.organisation_id
        if organisation not in {employed.organisation_id for employed in assignments.get(row.person_id, [])}:
            continue
        role = Role(row.role)
        for pupil in by_group[row.group_id]:
            yield (
                row.person_id,
                Standing(
                    tie=Tie.MENTOR if role is Role.MENTOR else Tie.TEACHES,
                    role=role,
                    organisation=OrganisationId(organisation),
                    branch=Branch.SCHOOL,
                    case=CaseId(pupil.case_id),
                    born_on=pupil.born_on,
                ),
            )


def _in_teams(asked: _Asked, assignments: dict[UUID, list[Assignment]]) -> Iterator[Tied]:
    """Seats in teams, as long as one is employed where the seat is: who leaves an organisation leaves its teams."""
    running = Q(until=None) | Q(until__gte=asked.today)
    seats = TeamMember.objects.unguarded(because=FACTS).filter(
        running, person__in=asked.persons, since__lte=asked.today
    )
    rows = list(_of_case(seats, asked).exclude(role__in=[Role.GUARDIAN, Role.PUPIL]).select_related("organisation"))
    born = _birth_dates(row.case_id for row in rows)
    for row in rows:
        if row.person_id is None:
            continue
        employed = {None, *(held.organisation_id for held in assignments.get(row.person_id, []))}
        if row.organisation_id in employed:
            yield (
                row.person_id,
                seat_standing(
                    role=Role(row.role),
                    organisation=row.organisation,
                    case=CaseId(row.case_id),
                    born_on=born.get(row.case_id),
                ),
            )


def _as_officers(
    asked: _Asked, assignments: dict[UUID, list[Assignment]], named: dict[UUID, set[CaseId]]
) -> Iterator[Tied]:
    """A named officer of a sealed case is tied to it in each capacity of their daily work: no unit ties them."""
    cases = {case for of_one in named.values() for case in of_one if asked.case in (None, case)}
    born = _birth_dates(cases)
    for person, of_one in named.items():
        for row in assignments.get(person, []):
            daily = _at_unit(row)
            for case in sorted(of_one & cases):
                yield person, replace(daily, tie=Tie.NAMED, unit=None, case=case, born_on=born.get(case))


def _as_guardians(asked: _Asked) -> Iterator[Tied]:
    held = running(Guardianship.objects.filter(person__in=asked.persons), asked.today).exclude(custody=Custody.NONE)
    rows = list(_of_case(held, asked))
    born = _birth_dates(row.case_id for row in rows)
    for row in rows:
        yield row.person_id, _of_family(Tie.GUARDIAN, Role.GUARDIAN, row.case_id, born.get(row.case_id))


def _as_selves(asked: _Asked) -> Iterator[Tied]:
    rows = Pupil.objects.unguarded(because=FACTS).filter(person__in=asked.persons, ended_on=None)
    for row in _of_case(rows, asked):
        yield row.person_id, _of_family(Tie.SELF, Role.PUPIL, row.case_id, row.born_on)


def _of_family(tie: Tie, role: Role, case: UUID, born_on: date | None) -> Standing:
    return Standing(tie=tie, role=role, organisation=None, branch=Branch.SCHOOL, case=CaseId(case), born_on=born_on)


def _cases(asked: _Asked, model: type[NamedOfficer] | type[Bar]) -> dict[UUID, set[CaseId]]:
    found: dict[UUID, set[CaseId]] = defaultdict(set)
    for row in model.objects.filter(person__in=asked.persons, ended_at=None).only("case_id", "person_id"):
        found[row.person_id].add(CaseId(row.case_id))
    return found


def _of_case(rows: QuerySet[Row], asked: _Asked) -> QuerySet[Row]:
    return rows if asked.case is None else rows.filter(case=asked.case)


def _birth_dates(cases: Iterable[UUID]) -> dict[UUID, date | None]:
    wanted = set(cases)
    if not wanted:
        return {}
    rows = Pupil.objects.unguarded(because=FACTS).filter(case__in=wanted).only("case_id", "born_on")
    return {row.case_id: row.born_on for row in rows}


def running(rows: QuerySet[Row], today: date) -> QuerySet[Row]:
    """Rows with begins_on and ends_on that hold on the day."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=today), begins_on__lte=today)
