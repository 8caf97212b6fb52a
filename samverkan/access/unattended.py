"""A reader without a sitting: a program that comes in somebody's place, by a secret given to that one alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.timezone import localdate

from samverkan.access.gathering import facts_for, reader_for
from samverkan.access.middleware import meet
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from samverkan.people.assurance import raised_by
from samverkan.people.models import Account, Huvudman
from samverkan.policy.acting import Action, Assurance, Level, at_level, may, may_sign_in
from samverkan.policy.vocabulary import HuvudmanId, PersonId


@contextmanager
def scope_of(person: PersonId, action: Action, now: datetime, *, begun: bool = False) -> Iterator[Scope | None]:
    """What the person may take the act on today, as surely known as by a password and no surer: no protected pupil is
    there. None for one who has no account in use, may not sign in today, may not take the act, or whose huvudman asks
    for more than a password for it; with `begun` nor for one whose house only prepares. All is asked anew each time,
    within the fence of the person's own huvudmän.
    """
    with fence(map(HuvudmanId, Huvudman.objects.values_list("id", flat=True))):  # a request of nobody stands in none
        met = meet(reader_for(person, localdate(now)))
    reader, sitting = at_level(met.reader, Assurance(Level.PASSWORD, raised_by(met.huvudmen)))
    with fence(met.huvudmen):
        if (
            not Account.objects.filter(person_id=person, is_active=True).exists()
            or not may_sign_in(reader)
            or not may(reader, action).allowed
            or sitting.lacks(action) is not None
            or (begun and met.preparing)
        ):
            yield None
        else:
            yield Scope.of(facts_for(reader, today=localdate(now)), now)
