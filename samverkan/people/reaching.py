"""Who can be reached by mail: only one who can sign in, since a letter holds a link and nothing else."""

from collections.abc import Iterable
from uuid import UUID

from samverkan.people.models import Account
from samverkan.policy.vocabulary import PersonId


def addresses(persons: Iterable[UUID]) -> dict[PersonId, str]:
    """The addresses of those who have an account in use. Where somebody with protected data is reached is told no mail
    server.
    """
    rows = Account.objects.filter(person_id__in=list(persons), is_active=True, person__protected=False)
    return {PersonId(row.person_id): row.email for row in rows}
