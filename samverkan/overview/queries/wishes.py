"""What a posted form asks for, found within the reader's scope."""

from uuid import UUID

from django.http import Http404

from samverkan.guard.scope import Scope
from samverkan.overview import contacts
from samverkan.people.models import Pupil, TeamMember


def pupil_of_wish(scope: Scope, case: str) -> Pupil:
    """The pupil a contact was about. Raises Http404 outside the scope and for what is no id."""
    found = Pupil.objects.within(scope).filter(case=_id(case)).select_related("cell").first()
    if found is None:
        raise Http404
    return found


def organisation_of_wish(scope: Scope, pupil: Pupil, organisation: str) -> UUID | None:
    """The organisation that was rung; None for a home. Raises Http404 for one that takes no part round the pupil."""
    if not organisation:
        return None
    seats = TeamMember.objects.within(scope).filter(case=pupil.case_id, organisation=_id(organisation), until=None)
    if not list(seats):
        raise Http404
    return _id(organisation)


def subject_of_wish(subject: str) -> str:
    """Which rule asked for the contact. Raises Http404 for any other word."""
    if subject not in contacts.SUBJECTS:
        raise Http404
    return subject


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise Http404 from fault
