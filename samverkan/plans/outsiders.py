"""Persons and organisations outside the pupil's school, to choose from. They say nothing of any pupil."""

from collections.abc import Sequence

from django.db.models import Q

from samverkan.guard.scope import Scope
from samverkan.people.contacts import outside
from samverkan.people.models import Assignment, Organisation
from samverkan.people.queries import PupilCard
from samverkan.plans.forms import Options


def outside_organisations(card: PupilCard) -> Sequence[Organisation]:
    """The organisations that the pupil's huvudman works with, by name. Another huvudman's own are none of them."""
    return list(outside((card.cell.huvudman,)).exclude(id=card.holder).order_by("name"))


def known_outsiders(scope: Scope, card: PupilCard) -> Options:
    """Persons with work at such an organisation, by organisation and name."""
    rows = (
        Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=scope.today), begins_on__lte=scope.today)
        .filter(organisation__in=outside_organisations(card))
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__sort_name")
    )
    return [
        (str(row.person_id), f"{row.person.name}, {row.title or row.role}, {row.organisation.name}") for row in rows
    ]
