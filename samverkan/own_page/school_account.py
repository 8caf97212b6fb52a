"""The pupil's way in by the school account: the huvudman's own sign-in vouches, and the page opens. Nobody's account.

A pupil has no password and no mail address here. The key that the huvudman's sign-in knows them by is all there is, and
it opens their own page alone: whoever also works here or is somebody's guardian goes in as such.
"""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from samverkan.access.gathering import reader_for
from samverkan.access.middleware import meet
from samverkan.guard.tenancy import fence
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.own_page import sittings
from samverkan.people.models import Huvudman
from samverkan.policy.acting import Action, Level
from samverkan.policy.vocabulary import HuvudmanId, PersonId, Purpose, Role, Tie


def vouched_for(request: HttpRequest, person: UUID | None, level: Level) -> HttpResponse | None:
    """Let the pupil in to their own page. None for whoever is no pupil, or more than that, and where somebody is
    signed in already.
    """
    now = request.now  # type: ignore[attr-defined]  # every request is timed
    if person is None or request.user.is_authenticated or not _is_pupil_only(PersonId(person), request):
        return None
    response = redirect("own_page")
    with transaction.atomic():
        record(Doing(now, person, Role.PUPIL.value, Action.SIGN_IN, Purpose.SUPPORT), Outcome.DONE)
        sittings.begin_alone(response, pupil=PersonId(person), level=level, now=now)
    return response


def _is_pupil_only(person: PersonId, request: HttpRequest) -> bool:
    with fence(map(HuvudmanId, Huvudman.objects.values_list("id", flat=True))):  # nobody is signed in yet
        met = meet(reader_for(person, timezone.localdate(request.now)))  # type: ignore[attr-defined]
    return {standing.tie for standing in met.reader.standings} == {Tie.SELF}
