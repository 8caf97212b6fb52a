"""The reader that a guest is: one person in one capacity before one pupil, and nothing else that they may be."""

from dataclasses import replace
from datetime import date

from samverkan.access.gathering import reader_for
from samverkan.access.middleware import huvudmen_of
from samverkan.policy.acting import GUEST_ROLES, while_preparing
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import FAMILY, CaseId, OrganisationId, PersonId, Role


def guest_reader(
    person: PersonId, *, case: CaseId, role: Role, organisation: OrganisationId | None, today: date
) -> Reader | None:
    """The person as they sit at this meeting: the tie to this pupil in the seat's own role at its own organisation.

    Work at a school, other children, other teams and a name for a sealed case are left out, so that a link opens no
    more than the one thing it was sent for. None for whoever may learn nothing, whose tie has ended, who is not of
    those a link is for, or whose pupil's huvudman only prepares.
    """
    whole = reader_for(person, today)
    if case in whole.barred_from or role not in GUEST_ROLES:
        return None
    own = tuple(
        standing
        for standing in whole.in_case(case)
        if standing.role is role and (role in FAMILY or standing.organisation == organisation)
    )
    reader = replace(whole, standings=own, named_for=frozenset())
    if any(huvudmen_of(reader).values()):
        reader = while_preparing(reader, {case})
    return reader if reader.standings else None
