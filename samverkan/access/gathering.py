"""From rows to facts: who is this person today, to which pupils are they tied, and what have others granted them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from samverkan.guard.granting import grants_in, grants_to
from samverkan.guard.scope import Scope
from samverkan.people.cells import branch_of
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
from samverkan.people.stances import Stances, stances_round
from samverkan.policy.facts import Facts, Grant, Reader, Standing
from samverkan.policy.vocabulary import (
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
Held = TypeVar("Held", Assignment, GroupRole, Guardianship)
"""Rows with a first and a last day."""
Tied = TypeVar("Tied", Assignment, GroupRole, Guardianship, TeamMember)
"""Rows that tie a person to something."""
FACTS = "gathering the facts that the decision itself stands on"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose facts, on which day, and round which pupil when it is one."""

    persons: tuple[PersonId, ...]
    today: date
    case: CaseId | None = None


def scope_for(person: PersonId, *, now: datetime, today: date, purpose: Purpose = Purpose.SUPPORT) -> Scope:
    """What the person may read on screen now, gathered afresh: a change of yesterday's facts acts at once."""
    reader = reader_for(person, today)
    return Scope.of(facts_for(reader, today=today, purpose=purpose), now)


def facts_for(
    reader: Reader, *, today: date, purpose: Purpose = Purpose.SUPPORT, manner: Manner = Manner.SEND
) -> Facts:
    """The reader's question to the law, with every grant that might answer it."""
    organisations = sorted({standing.organisation for standing in reader.standings if standing.organisation})
    cases = {standing.case for standing in reader.standings if standing.case}
    return Facts(
        reader, purpose, today, manner, grants_to(reader.person, organisations), stances_round(organisations, cases)
    )


def facts_in_case(
    reader: Reader,
    case: CaseId,
    *,
    today: date,
    manner: Manner,
    grants: tuple[Grant, ...] | None = None,
    stances: Stances | None = None,
) -> Facts:
    """The same for one case only, with all its grants; the room asks this for many people and has read them already."""
    given = grants_in([case]) if grants is None else grants
    signed = stances_round((), [case]) if stances is None else stances
    return Facts(reader, Purpose.SUPPORT, today, manner, given, signed)


def reader_for(person: PersonId, today: date) -> Reader:
    """Every standing the person has today. Assignments come first, so the first standing names the daily role."""
    return readers_for([person], today)[person]


def readers_for(persons: Iterable[PersonId], today: date, *, case: CaseId | None = None) -> dict[PersonId, Reader]:
    """Many readers in as many queries as one. With a case, ties to other pupils are left out: they cannot matter."""
    return readers_of_each([Asked(tuple(dict.fromkeys(persons)), today, case)])[0]


def readers_of_each(questions: Sequence[Asked]) -> list[dict[PersonId, Reader]]:
    """The readers of each question, such as those round each of many tables, in as many queries as for one."""
    known = _Known(questions)
    return [{person: known.reader(person, asked.today, asked.case) for person in asked.persons} for asked in questions]


def with_seat(reader: Reader, seat: Standing) -> Reader:
    """The reader as they would stand with one more seat, for a person invited but not yet in the team."""
    return Reader(reader.person, (*reader.standings, seat), reader.barred_from, reader.named_for)


def seat_standing(
    *, role: Role, organisation: Organisation | None, case: CaseId, born_on: date | None, school: UUID | None
) -> Standing:
    """The standing of somebody who takes part in the work round one pupil. A seat of the schools' own is at one school;
    what another organisation holds lies at none, and so does a sealed case.
    """
    own = organisation is not None and organisation.kind == OrganisationKind.SCHOOLS
    return Standing(
        tie=Tie.TEAM,
        role=role,
        organisation=None if organisation is None else OrganisationId(organisation.id),
        branch=branch_of(role, organisation),
        public=organisation is None or organisation.public,
        case=case,
        born_on=born_on,
        school=UnitId(school) if own and school is not None else None,
    )


def running(rows: QuerySet[Row], today: date, last: date | None = None) -> QuerySet[Row]:
    """Rows with begins_on and ends_on that hold on the day, or on some day until the last."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=today), begins_on__lte=last or today)


class _Known:
    """Every row that may tie some persons to somebody on some days. Read once; then each reader is made in memory."""

    def __init__(self, questions: Sequence[Asked]) -> None:
        persons = {person for asked in questions for person in asked.persons}
        days = [asked.today for asked in questions] or [date.min]
        self._first, self._last = min(days), max(days)
        cases = {asked.case for asked in questions if asked.case is not None}
        self._cases = None if any(asked.case is None for asked in questions) else cases
        assignments = self._running(Assignment.objects.filter(person__in=persons)).select_related("organisation")
        self._assignments = _by_person(assignments.order_by("begins_on", "id"))
        roles = self._running(GroupRole.objects.filter(person__in=persons, group__ended_on=None))
        self._roles = _by_person(roles.select_related("group__unit"))
        self._seats = _by_person(self._team_seats(persons))
        guardians = self._running(Guardianship.objects.filter(person__in=persons)).exclude(custody=Custody.NONE)
        self._guardians = _by_person(self._of_cases(guardians))
        self._named, self._barred = _cases(persons, NamedOfficer), _cases(persons, Bar)
        pupils = self._pupils(persons)
        self._born_on = {pupil.case_id: pupil.born_on for pupil in pupils}
        self._in_group: dict[UUID | None, list[Pupil]] = defaultdict(list)
        self._selves: dict[UUID, list[Pupil]] = defaultdict(list)
        for pupil in pupils:
            if pupil.ended_on is None:
                self._in_group[pupil.group_id].append(pupil)
                self._selves[pupil.person_id].append(pupil)

    def reader(self, person: PersonId, today: date, case: CaseId | None) -> Reader:
        """The person as they stand on the day; with a case, without ties to other pupils."""
        employed = [row for row in self._assignments[person] if _holds(row, today)]
        tied = (
            *self._as_teacher(person, employed, today),
            *self._in_teams(person, employed, today),
            *self._as_guardian(person, today),
            *self._as_self(person),
            *self._as_officer(person, employed),
        )
        standings = (*map(_at_unit, employed), *(tie for tie in tied if case in (None, tie.case)))
        return Reader(
            person,
            standings,
            barred_from=frozenset(self._barred[person]),
            named_for=frozenset(self._named[person]) | self._own(person, standings),
        )

    def _own(self, person: PersonId, standings: Iterable[Standing]) -> frozenset[CaseId]:
        """A sealed case is open to the pupil; one that is not needs nobody named. A guardian may be the one they hide
        from, and is named by somebody first.
        """
        sealed = {CaseId(pupil.case_id) for pupil in self._selves[person] if pupil.case.sealed}
        return frozenset(row.case for row in standings if row.tie is Tie.SELF and row.case in sealed)

    def _as_teacher(self, person: PersonId, employed: Sequence[Assignment], today: date) -> Iterator[Standing]:
        """Ties to the pupils of one's classes, as long as one is employed where the class is."""
        for row in self._roles[person]:
            organisation = row.group.unit.organisation_id
            if not _holds(row, today) or organisation not in {held.organisation_id for held in employed}:
                continue
            role = Role(row.role)
            for pupil in self._in_group[row.group_id]:
                yield Standing(
                    tie=Tie.MENTOR if role is Role.MENTOR else Tie.TEACHES,
                    role=role,
                    organisation=OrganisationId(organisation),
                    branch=Branch.SCHOOL,
                    case=CaseId(pupil.case_id),
                    born_on=pupil.born_on,
                    school=UnitId(row.group.unit_id),
                )

    def _in_teams(self, person: PersonId, employed: Sequence[Assignment], today: date) -> Iterator[Standing]:
        """Seats in teams, as long as one is employed where the seat is: who leaves an organisation leaves its teams."""
        places = {None, *(held.organisation_id for held in employed)}
        for row in self._seats[person]:
            sits = row.since <= today and (row.until is None or row.until >= today)
            if sits and row.organisation_id in places:
                yield seat_standing(
                    role=Role(row.role),
                    organisation=row.organisation,
                    case=CaseId(row.case_id),
                    born_on=self._born_on.get(row.case_id),
                    school=row.cell.unit_id,
                )

    def _as_guardian(self, person: PersonId, today: date) -> Iterator[Standing]:
        for row in self._guardians[person]:
            if _holds(row, today):
                yield _of_family(Tie.GUARDIAN, Role.GUARDIAN, row.case_id, self._born_on.get(row.case_id))

    def _as_self(self, person: PersonId) -> Iterator[Standing]:
        for row in self._selves[person]:
            yield _of_family(Tie.SELF, Role.PUPIL, row.case_id, row.born_on)

    def _as_officer(self, person: PersonId, employed: Sequence[Assignment]) -> Iterator[Standing]:
        """A named officer of a sealed case is tied to it in each capacity of their daily work: no unit ties them."""
        for row in employed:
            for case in sorted(self._named[person]):
                born_on = self._born_on.get(case)
                yield replace(_at_unit(row), tie=Tie.NAMED, unit=None, case=case, born_on=born_on)

    def _team_seats(self, persons: set[PersonId]) -> QuerySet[TeamMember]:
        seats = TeamMember.objects.unguarded(because=FACTS).filter(
            Q(until=None) | Q(until__gte=self._first), person__in=persons, since__lte=self._last
        )
        return (
            self._of_cases(seats).exclude(role__in=[Role.GUARDIAN, Role.PUPIL]).select_related("organisation", "cell")
        )

    def _pupils(self, persons: set[PersonId]) -> list[Pupil]:
        """Those of the cases; else those taught, those with a seat or a guardian among the persons, and themselves."""
        rows = (
            Pupil.objects.unguarded(because=FACTS)
            .select_related("case")
            .only("case_id", "group_id", "person_id", "born_on", "ended_on", "case__sealed")
        )
        if self._cases is not None:
            return list(rows.filter(case__in=self._cases))
        groups = {row.group_id for held in self._roles.values() for row in held}
        tied = {row.case_id for ties in (self._seats, self._guardians) for rows in ties.values() for row in rows}
        named = {case for cases in self._named.values() for case in cases}
        current = Q(group__in=groups, ended_on=None) | Q(person__in=persons, ended_on=None)
        return list(rows.filter(current | Q(case__in=tied | named)))

    def _running(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        return running(rows, self._first, self._last)

    def _of_cases(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        return rows if self._cases is None else rows.filter(case__in=self._cases)


def _at_unit(row: Assignment) -> Standing:
    return Standing(
        tie=Tie.UNIT,
        role=Role(row.role),
        organisation=OrganisationId(row.organisation_id),
        branch=branch_of(Role(row.role), row.organisation),
        public=row.organisation.public,
        unit=None if row.unit_id is None else UnitId(row.unit_id),
    )


def _of_family(tie: Tie, role: Role, case: UUID, born_on: date | None) -> Standing:
    return Standing(tie=tie, role=role, organisation=None, branch=Branch.SCHOOL, case=CaseId(case), born_on=born_on)


def _holds(row: Held, today: date) -> bool:
    return row.begins_on <= today and (row.ends_on is None or row.ends_on >= today)


def _by_person(rows: Iterable[Tied]) -> dict[UUID, list[Tied]]:
    found: dict[UUID, list[Tied]] = defaultdict(list)
    for row in rows:
        if row.person_id is not None:
            found[row.person_id].append(row)
    return found


def _cases(persons: set[PersonId], model: type[NamedOfficer] | type[Bar]) -> dict[UUID, set[CaseId]]:
    found: dict[UUID, set[CaseId]] = defaultdict(set)
    for row in model.objects.filter(person__in=persons, ended_at=None).only("case_id", "person_id"):
        found[row.person_id].add(CaseId(row.case_id))
    return found
