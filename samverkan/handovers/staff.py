"""Who works at the receiving school, to choose a trygghetsperson among before the pupil goes there."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from samverkan.people.barring import barred
from samverkan.people.models import Assignment, Unit
from samverkan.people.queries import Colleague
from samverkan.people.wording import as_title
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Role


def staff_at(unit: Unit, case: CaseId, today: date) -> tuple[Colleague, ...]:
    """Everybody who works there, by name. Nobody who may learn nothing about the pupil."""
    rows = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), begins_on__lte=today, unit=unit).exclude(
        person_id__in=barred(case)
    )
    found: dict[UUID, Colleague] = {}
    for row in rows.select_related("person").order_by("person__sort_name", "begins_on"):
        role = Role(row.role)
        title = as_title(row.title) or role.label
        found.setdefault(
            row.person_id,
            Colleague(PersonId(row.person_id), row.person.name, role, title, OrganisationId(row.organisation_id)),
        )
    return tuple(found.values())
