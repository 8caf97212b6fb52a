"""Reading people within a scope: pupils with their names, guardians, colleagues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from samverkan.guard.scope import Scope
from samverkan.people.barring import barred
from samverkan.people.cells import contact_cell, names_of
from samverkan.people.models import (
    Assignment,
    Custody,
    Group,
    Guardianship,
    NamedOfficer,
    Person,
    Pupil,
    TeamMember,
)
from samverkan.people.sealed_names import MANDATE
from samverkan.people.wording import as_title, first_name
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, OrganisationId, PersonId, Role, UnitId
from samverkan.vault.texts import open_fields

TEAM_FACTS: dict[str, Any] = {"information_class": InformationClass.SUPPORT, "kind": Kind.EXISTENCE}
"""What makes the school's cell on who takes part out of the identity cell."""
HOME_FACTS: dict[str, Any] = {"information_class": InformationClass.CONTACT_DETAILS, "kind": Kind.CONTACT}
"""What makes the cell on how the home is reached out of the identity cell."""


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
    group: UUID | None
    school: str
    born_on: date | None
    sealed: bool
    cell: facts.Cell
    """The identity cell, from which the school's other cells are named."""

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip() or "Skyddad person"

    @property
    def first_name(self) -> str:
        """What the pupil is called in running text."""
        return first_name(self.given_name) or "eleven"


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
    """One who answers for the pupil. How they are reached is asked for apart, where it is shown: `home_phones`."""

    person_id: PersonId
    name: str
    relation: str
    custody: str
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
    found = cards(scope, [case])
    if not found:
        raise Http404
    return found[CaseId(case)]


def cards(scope: Scope, cases: Iterable[UUID]) -> dict[CaseId, PupilCard]:
    """The same for many pupils in as many queries as for one; those outside the scope are left out."""
    rows = list(
        Pupil.objects.within(scope)
        .filter(case_id__in=set(cases), ended_on=None)
        .select_related("cell", "person", "group__unit")
    )
    return {CaseId(row.case_id): _card(row) for row in rows}


def home_phones(scope: Scope, asked: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], str]:
    """The phone of each guardian of each pupil, by case and person, as far as the reader may have it (OSL 21:3).

    Ask where the number is shown, since a number that is given leaves its footprint.
    """
    pairs = set(asked)
    rows = Pupil.objects.within(scope).filter(case_id__in={case for case, _ in pairs}, ended_on=None)
    cells = {row.case_id: cell for row in rows if scope.reading.ground(cell := contact_cell(row)) is not None}
    reached = {person for case, person in pairs if case in cells}
    numbers = dict(Person.objects.filter(id__in=reached).exclude(phone="").values_list("id", "phone"))
    given = {(case, person): numbers[person] for case, person in pairs if case in cells and person in numbers}
    for case in {case for case, _ in given}:
        _open(scope, cells[case])
    return given


def _card(found: Pupil) -> PupilCard:
    given, family = names_of(found)
    return PupilCard(
        case=CaseId(found.case_id),
        unit=found.cell.facts.unit,
        holder=OrganisationId(found.cell.holder_id),
        person_id=PersonId(found.person_id),
        given_name=given,
        family_name=family,
        class_name=found.group.name if found.group else "",
        group=found.group_id,
        school=found.group.unit.name if found.group else "",
        born_on=found.born_on,
        sealed=found.cell.sealed,
        cell=found.cell.facts,
    )


def pupils(
    scope: Scope,
    *,
    class_name: str = "",
    unit: UUID | None = None,
    words: str = "",
    cases: Iterable[UUID] | None = None,
    in_class: bool | None = None,
) -> tuple[PupilRow, ...]:
    """Pupils in the scope in Swedish order of names; of one class, of a unit, by words of the name, by case, or those
    who go in a class or in none."""
    rows = Pupil.objects.within(scope).filter(ended_on=None)
    if in_class is not None:
        rows = rows.filter(group__isnull=not in_class)
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
    if not (_open(scope, replace(card.cell, **TEAM_FACTS)) or _open(scope, replace(card.cell, **HOME_FACTS))):
        return ()
    rows = Guardianship.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), case_id=card.case, begins_on__lte=scope.today
    ).exclude(custody=Custody.NONE)
    closed = barred(card.case)
    return tuple(
        GuardianRow(
            person_id=PersonId(row.person_id),
            name=row.person.name,
            relation=row.relation,
            custody=row.get_custody_display(),
            language=row.person.language,
            protected=row.person.protected,
            barred=row.person_id in closed,
        )
        for row in rows.select_related("person").order_by("person__sort_name")
    )


def colleagues(scope: Scope, card: PupilCard) -> tuple[Colleague, ...]:
    """Who works at the pupil's school, in Swedish order; for a sealed case its named officers alone.

    Nobody who may learn nothing about the pupil: a parent can work at the school.
    """
    rows = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), begins_on__lte=scope.today, organisation_id=card.holder
    )
    if card.unit is None:
        named = NamedOfficer.objects.filter(case_id=card.case, ended_at=None).values("person_id")
        rows = rows.filter(person_id__in=named)
    else:
        rows = rows.filter(unit_id=card.unit)
    rows = rows.exclude(person_id__in=barred(card.case))
    found: dict[UUID, Colleague] = {}
    for row in rows.select_related("person").order_by("person__sort_name", "begins_on"):
        colleague = Colleague(
            PersonId(row.person_id),
            row.person.name,
            Role(row.role),
            as_title(row.title) or Role(row.role).label,
            OrganisationId(row.organisation_id),
        )
        found.setdefault(row.person_id, colleague)
    return tuple(found.values())


def team_rows(scope: Scope, case: UUID) -> Sequence[TeamMember]:
    """The seats round the pupil that the reader may know of, with person and organisation."""
    rows = TeamMember.objects.within(scope).filter(Q(until=None) | Q(until__gte=scope.today), case_id=case)
    return list(rows.select_related("cell", "person", "organisation").order_by("since", "added_at"))


def mandates(seats: Iterable[TeamMember]) -> dict[UUID, str]:
    """What each seat may decide about, for seats already fetched with their cells."""
    rows = list(seats)
    opened = open_fields({row.id: row.cell for row in rows}, {(row.id, MANDATE): row.sealed_mandate for row in rows})
    return {row: text for (row, _), text in opened.items()}


def names(persons: Iterable[UUID]) -> dict[UUID, str]:
    """Names by person id, for authors and owners. A protected person stays nameless."""
    return {person.id: person.name for person in Person.objects.filter(id__in=set(persons))}


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


def _open(scope: Scope, cell: facts.Cell) -> bool:
    """Whether the reader may have what lies in a cell that no row names, noted on the trail when so."""
    ground = scope.reading.ground(cell)
    if ground is not None:
        scope.trail.note(cell, ground)
    return ground is not None
