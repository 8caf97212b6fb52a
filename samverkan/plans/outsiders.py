"""Persons and organisations outside the pupil's school, to choose from. They say nothing of any pupil."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from samverkan.guard.scope import Scope
from samverkan.people.actions import ROLE_OF_KIND
from samverkan.people.barring import barred
from samverkan.people.contacts import outside
from samverkan.people.models import Assignment, ContactPoint, Organisation
from samverkan.people.queries import PupilCard, search_form
from samverkan.people.wording import as_title
from samverkan.policy.vocabulary import Role

CONTACT = "kontakt-"


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody one may choose: a person in one of their works, or a named contact of the school's.

    The slug is that of the work, since a person may have work at several places.
    """

    slug: str
    name: str
    function: str
    organisation: Organisation
    role: Role
    person: UUID | None = None
    """None for a contact, who is no person here yet."""
    contact: ContactPoint | None = None

    @property
    def label(self) -> str:
        """ "Maria Ek, logoped, Habiliteringen"."""
        return ", ".join(part for part in (self.name, self.function, self.organisation.name) if part)

    @property
    def likeness(self) -> tuple[str, UUID]:
        """Two of the same name at one place are the same somebody."""
        return search_form(" ".join(self.name.split())), self.organisation.id


def outside_organisations(card: PupilCard) -> Sequence[Organisation]:
    """The organisations that the pupil's huvudman works with, by name. Another huvudman's own are none of them."""
    return list(outside((card.cell.huvudman,)).exclude(id=card.holder).order_by("name"))


def roles_at(places: Iterable[UUID]) -> dict[UUID, frozenset[Role]]:
    """For each organisation the roles that somebody there has or has had, and the one that its kind gives."""
    found = {row.id: {ROLE_OF_KIND[row.kind]} for row in Organisation.objects.filter(id__in=places)}
    for place, role in Assignment.objects.filter(organisation__in=found).values_list("organisation", "role").distinct():
        found[place].add(Role(role))
    return {place: frozenset(roles) for place, roles in found.items()}


def known_outsiders(scope: Scope, card: PupilCard) -> tuple[Outsider, ...]:
    """Persons with work at such an organisation, and contacts of the school there, by organisation and name."""
    places = outside_organisations(card)
    found: dict[tuple[str, UUID], Outsider] = {}
    closed = barred(card.case)
    for one in (*_at_work(scope, places), *_contacts(card, places)):
        if one.person in closed:
            continue
        found.setdefault(one.likeness, one)
    return tuple(sorted(found.values(), key=lambda one: (search_form(one.organisation.name), search_form(one.name))))


def _at_work(scope: Scope, places: Sequence[Organisation]) -> Iterable[Outsider]:
    rows = (
        Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=scope.today), begins_on__lte=scope.today)
        .filter(organisation__in=places)
        .select_related("person", "organisation")
        .order_by("begins_on")
    )
    for row in rows:
        role = Role(row.role)
        name, function = row.person.name, as_title(row.title) or role.label
        yield Outsider(str(row.id), name, function, row.organisation, role, person=row.person_id)


def _contacts(card: PupilCard, places: Sequence[Organisation]) -> Iterable[Outsider]:
    """Those with a name. A function that nobody has a name for is rung, and sits in no team."""
    rows = ContactPoint.objects.filter(Q(unit=None) | Q(unit=card.unit), organisation__in=places, ended_at=None)
    for row in rows.exclude(name="").select_related("organisation").order_by("added_at"):
        role = ROLE_OF_KIND[row.organisation.kind]
        yield Outsider(f"{CONTACT}{row.id}", row.name, row.function, row.organisation, role, contact=row)
