"""Puts reader, scope and time on the request. The one place where the clock of the house is read."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samverkan.access.gathering import scope_for
from samverkan.people.models import Account, Person
from samverkan.policy.vocabulary import PersonId

SHOW_AS = "visa_som"
"""Session key of the demonstration's "Visa som"."""


class ReaderMiddleware:
    """Gathers the signed-in person's facts once. Without a person nothing is set, and every act asks for sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Gather, then go on."""
        now = timezone.now()
        request.now = now  # type: ignore[attr-defined]
        account = request.user
        if isinstance(account, Account):
            person = self._person(request, account)
            scope = scope_for(PersonId(person), now=now, today=timezone.localdate(now))
            request.shown_by = account.person_id if person != account.person_id else None  # type: ignore[attr-defined]
            request.reader = scope.reader  # type: ignore[attr-defined]
            request.scope = scope  # type: ignore[attr-defined]
        return self.get_response(request)

    def _person(self, request: HttpRequest, account: Account) -> UUID:
        shown = request.session.get(SHOW_AS)
        if settings.DEMO and shown and Person.objects.filter(id=shown, account__isnull=False).exists():
            return UUID(shown)
        return account.person_id
