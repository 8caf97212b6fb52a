"""What stands before every page: the very first visit, and the second factor when its grace is over."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from samverkan.journal.acts import TimedRequest
from samverkan.people import assurance, first_run
from samverkan.people.first_day import has_second_factor
from samverkan.people.models import Account
from samverkan.policy.acting import Level
from samverkan.policy.vocabulary import PersonId

FREE = ("/static/", "/utseende", "/hamnbild")
ACCOUNT = ("/konto/", "/jobbinloggning/", "/saker-pa-att-det-ar-du")
OVERDUE = "Kontot behöver mer än ett lösenord. Koppla en app för koder eller en passnyckel, så kommer du vidare."


class ThresholdMiddleware:
    """Leads to the first visit while nobody has an account, and to the second factor when it is overdue."""

    def __init__(self, get_response: Callable[[TimedRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: TimedRequest) -> HttpResponse:
        """Lead aside or go on."""
        aside = None if request.path.startswith(FREE) else self._aside(request)
        return aside or self.get_response(request)

    def _aside(self, request: TimedRequest) -> HttpResponse | None:
        account = request.user
        if not isinstance(account, Account):
            begin = reverse("begin")
            return redirect(begin) if request.path != begin and first_run.waits() else None
        due = account.second_factor_due_on
        if due is None or request.path.startswith(ACCOUNT) or due >= timezone.localdate(request.now):
            return None
        if has_second_factor(PersonId(account.person_id)) or self._vouched(request):
            return None
        messages.info(request, OVERDUE)
        return redirect("mfa_index")

    def _vouched(self, request: TimedRequest) -> bool:
        """Whether this sitting rests on more than a password: a sign-in at work may say so."""
        return assurance.level_of(request) >= Level.SECOND_FACTOR
