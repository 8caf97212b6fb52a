"""Reading people within a scope: pupils with their names, guardians, colleagues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from samverkan.guard.scope import Scope
from samverkan.people.cells import contact_cell, names_of
from samverkan.people.models import (
    Assignment,
    Bar,
    Custody,
    Group,
    GroupRole,
    Guardianship,
    NamedOfficer,
    Person,
    Pupil,
    TeamMember,
    Trygghetsperson,
    Unit,
)
from samverkan.people.wording import first_name, listed
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, OrganisationId, PersonId, Role, UnitId

TEAM_FACTS: dict[str, Any] = {"information_class": InformationClass.SUPPORT, "kind": Kind.EXISTENCE}
"""What makes the school's cell on who takes part out of the identity cell."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """The trygghetsperson as the pupil's page names them."""

    person_id: PersonId
    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class PupilCard:
    """Who the pupil is, for the bar at the top and for acts on the pupil."""

    case: CaseId
    unit: UnitId | None
    holder: OrganisationId
    person_id: PersonId
    given_name: str
    family_name: str
    class_name: str
    school: str
    mentors: tuple[str, ...]
    born_on: date | None
    sealed: bool
    trygghetsperson: Trusted | None
    cell: facts.Cell
    """The identity cell, from which the school's other cells are named."""
    may_reach_home: bool
    """Whether the reader may have the family's phone and mail."""

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip() or "Skyddad person"

    @property
    def first_name(self) -> str:
        """What the pupil is called in running text."""
        return first_name(self.given_name) or "eleven"

    @property
    def facts(self) -> tuple[str, ...]:
        """Class and mentor, as they stand beneath the name."""
        mentor = f"Mentor {listed(self.mentors)}" if self.mentors else ""
        return tuple(fact for fact in (self.class_name, mentor) if fact)


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil in a list: identity and nothing else."""

    case: CaseId
    name: str
    class_name: str
    school: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class in which the reader knows a pupil."""

    name: str
    school: str
    unit: UUID


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """One who answers for the pupil. Phone and mail are empty where the reader may not have them."""

    person_id: PersonId
    name: str
    relation: str
    custody: str
    phone: str
    email: str
    language: str
    protected: bool
    barred: bool
    """A decision says that this person may see nothing (OSL 12:3). Custody remains."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the school, in one role there."""

    person_id: PersonId
    name: str
    role: Role
    title: str
    organisation: OrganisationId


def pupil(scope: Scope, case: UUID) -> PupilCard:
    """The pupil, or Http404 with the same bytes as for an id that never was."""
    found = (
        Pupil.objects.within(scope)
        .filter(case_id=case, ended_on=None)
        .select_related("cell", "person", "group__unit")
        .first()
    )
    if found is None:
        raise Http404
    given, family = names_of(found)
    return PupilCard(
        case=CaseId(found.case_id),
        unit=found.cell.facts.unit,
        holder=OrganisationId(found.cell.holder_id),
        person_id=PersonId(found.person_id),
        given_name=given,
        family_name=family,
        class_name=found.group.name if found.group else "",
        school=found.group.unit.name if found.group else "",
        mentors=_mentors(found.group_id, scope.today),
        born_on=found.born_on,
        sealed=found.cell.sealed,
        trygghetsperson=_trusted(scope, found),
        cell=found.cell.facts,
        may_reach_home=_open(scope, contact_cell(found)),
    )


def pupils(
    scope: Scope,
    *,
    class_name: str = "",
    unit: UUID | None = None,
    words: str = "",
    cases: Iterable[UUID] | None = None,
) -> tuple[PupilRow, ...]:
    """Pupils in the scope in Swedish order of names; of one class, of a unit, by words of the name or by case."""
    rows = Pupil.objects.within(scope).filter(ended_on=None)
    if class_name:
        rows = rows.filter(group__name=class_name)
    if unit is not None:
        rows = rows.filter(group__unit_id=unit)
    if cases is not None:
        rows = rows.filter(case_id__in=list(cases))
    named = set(scope.reader.named_for)
    matching = Q()
    for word in words.split():
        matching &= Q(person__sort_name__contains=search_form(word))
    if words:
        rows = rows.filter(matching | Q(case_id__in=named))
    found = rows.select_related("cell", "person", "group__unit").order_by("person__sort_name")
    made = (_row(row) for row in found)
    kept = [row for row in made if not words or _matches(row, words)]
    # A sealed name sorts where it belongs only once it has been opened.
    return tuple(sorted(kept, key=_order) if any(row.sealed for row in kept) else kept)


def classes(scope: Scope) -> tuple[ClassRow, ...]:
    """The classes that the reader's pupils go in, by school, year and name. No pupil is fetched."""
    seen = Pupil.objects.within(scope).filter(ended_on=None, group_id=OuterRef("pk"))
    rows = Group.objects.filter(Exists(seen), ended_on=None).select_related("unit")
    return tuple(
        ClassRow(row.name, row.unit.name, row.unit_id) for row in rows.order_by("unit__name", "school_year", "name")
    )


def guardians(scope: Scope, card: PupilCard) -> tuple[GuardianRow, ...]:
    """Those who answer for the pupil today, also those barred from insight: custody is another matter.

    Known to those who may know the team or reach the home; to other colleagues the family stays nameless.
    """
    if not (card.may_reach_home or _open(scope, replace(card.cell, **TEAM_FACTS))):
        return ()
    rows = Guardianship.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), case_id=card.case, begins_on__lte=scope.today
    ).exclude(custody=Custody.NONE)
    barred = set(Bar.objects.filter(case_id=card.case, ended_at=None).values_list("person_id", flat=True))
    return tuple(
        GuardianRow(
            person_id=PersonId(row.person_id),
            name=row.person.name,
            relation=row.relation,
            custody=row.get_custody_display(),
            phone=row.person.phone if card.may_reach_home else "",
            email=row.person.email if card.may_reach_home else "",
            language=row.person.language,
            protected=row.person.protected,
            barred=row.person_id in barred,
        )
        for row in rows.select_related("person").order_by("person__sort_name")
    )


def colleagues(scope: Scope, card: PupilCard) -> tuple[Colleague, ...]:
    """Who works at the pupil's school, in Swedish order; for a sealed case its named officers alone."""
    rows = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), begins_on__lte=scope.today, organisation_id=card.holder
    )
    if card.unit is None:
        named = NamedOfficer.objects.filter(case_id=card.case, ended_at=None).values("person_id")
        rows = rows.filter(person_id__in=named)
    else:
        rows = rows.filter(unit_id=card.unit)
    found: dict[UUID, Colleague] = {}
    for row in rows.select_related("person").order_by("person__sort_name", "begins_on"):
        colleague = Colleague(
            PersonId(row.person_id),
            row.person.name,
            Role(row.role),
            row.title or Role(row.role).label,
            OrganisationId(row.organisation_id),
        )
        found.setdefault(row.person_id, colleague)
    return tuple(found.values())


def team_rows(scope: Scope, case: UUID) -> Sequence[TeamMember]:
    """The seats round the pupil that the reader may know of, with person and organisation."""
    rows = TeamMember.objects.within(scope).filter(Q(until=None) | Q(until__gte=scope.today), case_id=case)
    return list(rows.select_related("cell", "person", "organisation").order_by("since", "added_at"))


def names(persons: Iterable[UUID]) -> dict[UUID, str]:
    """Names by person id, for authors and owners. A protected person stays nameless."""
    return {person.id: person.name for person in Person.objects.filter(id__in=set(persons))}


def unit_name(unit: UnitId | None) -> str:
    """The school's name; a neutral word for a sealed case."""
    found = Unit.objects.filter(id=unit).first() if unit else None
    return found.name if found else "skolan"


def search_form(word: str) -> str:
    """A word as it stands in `Person.sort_name`: lower case, å ä ö shifted past z."""
    return word.lower().replace("å", "{a").replace("ä", "{b").replace("ö", "{c")


def _row(row: Pupil) -> PupilRow:
    given, family = names_of(row)
    return PupilRow(
        CaseId(row.case_id),
        f"{given} {family}".strip() or "Skyddad person",
        row.group.name if row.group else "",
        row.group.unit.name if row.group else "",
        row.cell.sealed,
    )


def _order(row: PupilRow) -> str:
    given, _, family = row.name.rpartition(" ")
    return search_form(f"{family} {given}")


def _matches(row: PupilRow, words: str) -> bool:
    return all(search_form(word) in search_form(row.name) for word in words.split())


def _mentors(group: UUID | None, today: date) -> tuple[str, ...]:
    if group is None:
        return ()
    rows = GroupRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), group_id=group, role=Role.MENTOR, begins_on__lte=today
    )
    return tuple(row.person.name for row in rows.select_related("person").order_by("person__sort_name"))


def _trusted(scope: Scope, found: Pupil) -> Trusted | None:
    row = (
        Trygghetsperson.objects.within(scope)
        .filter(case_id=found.case_id, ended_at=None)
        .select_related("cell", "person")
        .first()
    )
    if row is None:
        return None
    work = Assignment.objects.filter(person_id=row.person_id, ends_on=None).order_by("begins_on").first()
    role = "" if work is None else work.title or Role(work.role).label
    return Trusted(PersonId(row.person_id), row.person.name, role, row.person.phone)


def _open(scope: Scope, cell: facts.Cell) -> bool:
    """Whether the reader may have what lies in a cell that no row names, noted on the trail when so."""
    ground = scope.reading.ground(cell)
    if ground is not None:
        scope.trail.note(cell, ground)
    return ground is not None
