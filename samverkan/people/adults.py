"""The adults at school whom a pupil's page names beneath the pupil: the mentors and the trygghetsperson."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from samverkan.guard.scope import Scope
from samverkan.people.models import Assignment, GroupRole, StandIn, Trygghetsperson, on_duty
from samverkan.people.queries import PupilCard
from samverkan.people.wording import as_title, short_day
from samverkan.policy import facts
from samverkan.policy.acting import TRUSTED_BY_FUNCTION
from samverkan.policy.vocabulary import OrganisationId, PersonId, Role, UnitId


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody who answers for the pupil while nobody named is in place."""

    person_id: PersonId
    name: str
    role: str
    phone: str
    because: str
    """ "tills någon är utsedd", "Sara är borta till den 14 mars"."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """The trygghetsperson as the pupil's page names them."""

    id: int
    """Of the appointment."""
    person_id: PersonId
    name: str
    role: str
    phone: str
    since: date
    asked: str
    """How the pupil took part in the choice: a slug of `Asked`."""
    cell: facts.Cell
    stand_in: Answering | None = None


@dataclass(frozen=True, slots=True)
class Adults:
    """Whom the pupil goes to at school, as far as the reader may know of them."""

    mentors: tuple[str, ...]
    trygghetsperson: Trusted | None
    by_function: Answering | None = None
    """Who answers by function when nobody is named: at a school its rektor."""

    def narrowed(self, may: Callable[[facts.Cell], bool]) -> "Adults":
        """The same for one who may know of less: mentors and rektor are the school's own everyday."""
        trusted = self.trygghetsperson
        return Adults(
            self.mentors, trusted if trusted is not None and may(trusted.cell) else None, by_function=self.by_function
        )


def adults(scope: Scope, card: PupilCard) -> Adults:
    """The mentors of the pupil's class, and the trygghetsperson. Ask where they are shown."""
    mentors = tuple(row.person.name for row in mentors_of(card.group, scope.today)) if card.group else ()
    named, gone = _named(scope, card.case)
    if named is not None:
        return Adults(mentors, named)
    return Adults(mentors, None, by_function=by_function(card.unit, card.holder, today=scope.today, gone=gone))


def trygghetsperson(scope: Scope, case: UUID) -> Trusted | None:
    """The one adult of the pupil's own, as far as the reader may know of them. None too when the one who was named no
    longer works at the school.
    """
    return _named(scope, case)[0]


def by_function(unit: UnitId | None, holder: OrganisationId, *, today: date, gone: str = "") -> Answering | None:
    """Who answers by function at the unit, the one longest in office first. A pupil whose school is protected has no
    unit: then those named answer, and it is not said who they are.
    """
    if unit is None:
        return None
    rows = working(today).filter(unit_id=unit, organisation_id=holder, role__in=TRUSTED_BY_FUNCTION)
    row = rows.select_related("person").order_by("begins_on", "id").first()
    if row is None:
        return None
    why = f"sedan {gone} slutade" if gone else "tills någon är utsedd"
    return Answering(PersonId(row.person_id), row.person.name, title_of(row), row.person.phone, why)


def working(today: date) -> QuerySet[Assignment]:
    """The work that runs on a day."""
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), begins_on__lte=today)


def at_work(persons: Iterable[tuple[UUID, UUID]], *, today: date) -> frozenset[tuple[UUID, UUID]]:
    """Those of the pairs of person and organisation that work there on the day."""
    asked = set(persons)
    rows = working(today).filter(person_id__in={person for person, _ in asked})
    return frozenset(asked & set(rows.values_list("person_id", "organisation_id")))


def _named(scope: Scope, case: UUID) -> tuple[Trusted | None, str]:
    """The one who is named, or else the name of the one who was and has stopped working at the school."""
    rows = Trygghetsperson.objects.within(scope).filter(on_duty(scope.today), case_id=case)
    row = rows.select_related("cell", "person").first()
    if row is None:
        return None, ""
    work = working(scope.today).filter(person_id=row.person_id).order_by("-begins_on", "-id")
    here = next((one for one in work if one.organisation_id == row.cell.holder_id), None)
    if here is None:
        return None, row.person.name
    trusted = Trusted(
        row.pk,
        PersonId(row.person_id),
        row.person.name,
        title_of(here),
        row.person.phone,
        row.begins_on,
        row.asked,
        row.cell.facts,
        stand_in=_stand_in(scope, row),
    )
    return trusted, ""


def _stand_in(scope: Scope, row: Trygghetsperson) -> Answering | None:
    rows = StandIn.objects.within(scope).filter(on_duty(scope.today), instead_of=row)
    running = rows.select_related("person").first()
    if running is None:
        return None
    work = working(scope.today).filter(person_id=running.person_id, organisation_id=row.cell.holder_id).first()
    until = f" till och med {short_day(running.ends_on)}" if running.ends_on else ""
    return Answering(
        PersonId(running.person_id),
        running.person.name,
        "" if work is None else title_of(work),
        running.person.phone,
        f"medan {row.person.name} är borta{until}",
    )


def title_of(work: Assignment) -> str:
    """What a person does there, in the source's own word when it says more."""
    return as_title(work.title) or Role(work.role).label


def mentors_of(group: UUID, today: date) -> QuerySet[GroupRole]:
    """The mentors of a class on a day, by name."""
    rows = GroupRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), group_id=group, role=Role.MENTOR, begins_on__lte=today
    )
    return rows.select_related("person").order_by("person__sort_name")
