"""The adults at school whom a pupil's page names beneath the pupil: the mentors and the trygghetsperson."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from samverkan.guard.scope import Scope
from samverkan.people.models import Assignment, GroupRole, Trygghetsperson
from samverkan.people.queries import PupilCard
from samverkan.people.wording import as_title
from samverkan.policy import facts
from samverkan.policy.vocabulary import PersonId, Role


@dataclass(frozen=True, slots=True)
class Trusted:
    """The trygghetsperson as the pupil's page names them."""

    person_id: PersonId
    name: str
    role: str
    phone: str
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class Adults:
    """Whom the pupil goes to at school, as far as the reader may know of them."""

    mentors: tuple[str, ...]
    trygghetsperson: Trusted | None

    def narrowed(self, may: Callable[[facts.Cell], bool]) -> "Adults":
        """The same for one who may know of less: mentors are the school's own everyday."""
        trusted = self.trygghetsperson
        return Adults(self.mentors, trusted if trusted is not None and may(trusted.cell) else None)


def adults(scope: Scope, card: PupilCard) -> Adults:
    """The mentors of the pupil's class, and the trygghetsperson. Ask where they are shown."""
    return Adults(_mentors(card.group, scope) if card.group else (), trygghetsperson(scope, card.case))


def trygghetsperson(scope: Scope, case: UUID) -> Trusted | None:
    """The one adult of the pupil's own, as far as the reader may know of them."""
    rows = Trygghetsperson.objects.within(scope).filter(case_id=case, ended_at=None)
    row = rows.select_related("cell", "person").first()
    if row is None:
        return None
    work = Assignment.objects.filter(person_id=row.person_id, ends_on=None).order_by("-begins_on", "-id").first()
    role = "" if work is None else as_title(work.title) or Role(work.role).label
    return Trusted(PersonId(row.person_id), row.person.name, role, row.person.phone, row.cell.facts)


def _mentors(group: UUID, scope: Scope) -> tuple[str, ...]:
    rows = GroupRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), group_id=group, role=Role.MENTOR, begins_on__lte=scope.today
    )
    return tuple(row.person.name for row in rows.select_related("person").order_by("person__sort_name"))
