"""What happens with somebody a provider vouches for: known here, or a kind page that says whom to ask.

Nobody is signed up and nobody is found by mail address. The library's own tables stay empty.
"""

import logging
from functools import partial
from typing import Any
from uuid import UUID

import requests
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from samverkan.guests import entrance
from samverkan.own_page import school_account
from samverkan.people import assurance, sign_in_keys
from samverkan.people.models import Account, Huvudman
from samverkan.policy.acting import Level
from samverkan.web.at_work import refusals
from samverkan.web.at_work.provider import AtWork, Vouched
from samverkan.web.sign_in_file import WorkProvider

LEVEL = "at_work_level"
"""In what the library carries through the steps of a sign-in."""
CANCELLED = {"access_denied": AuthError.CANCELLED}
"""Some providers leave the state out when somebody presses cancel."""
WAIT_SECONDS = 8
STRONGER = "Nu är vi säkra på att det är du."
NOT_STRONGER = "{name} sa inte att du loggade in på ett säkrare sätt än förut. Pröva ett annat sätt."
logger = logging.getLogger(__name__)


class KnownPeople(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Decides whose sitting it becomes."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> AtWork:
        """The provider of the sign-in file with this id."""
        return AtWork(request, provider_of(provider))

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """None in the database: what counts is the sign-in file."""
        return []

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up."""
        return False

    def get_requests_session(self) -> requests.Session:
        """One that waits a little, and follows nobody elsewhere."""
        session = requests.Session()
        session.request = partial(session.request, timeout=WAIT_SECONDS, allow_redirects=False)  # type: ignore[method-assign]
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by the stable key and sign it in, or stop with a page.

        It ends here in every case: the library would carry the account, with its password, and the token in the session
        while a code is asked for.
        """
        vouched: Vouched = sociallogin.vouched
        back = sociallogin.get_redirect_url(request) or ""
        guest = entrance.vouched_for(request, _person(vouched), Level(vouched.level), back)
        if guest is not None:
            raise ImmediateHttpResponse(guest)
        account = _account(vouched)
        if vouched.level < vouched.provider.lowest:
            raise ImmediateHttpResponse(refusals.too_weak(request, vouched.provider, account))
        pupil = school_account.vouched_for(request, _person(vouched), Level(vouched.level))
        if pupil is not None:
            raise ImmediateHttpResponse(pupil)
        if account is None:
            raise ImmediateHttpResponse(refusals.unknown(request, vouched.provider))
        if request.user.is_authenticated:
            raise ImmediateHttpResponse(self._stronger(request, sociallogin, account))
        login = Login(user=account, redirect_url=back or None, signal_kwargs={LEVEL: vouched.level})
        raise ImmediateHttpResponse(perform_login(request, login))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: AtWork,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say kindly that nobody was signed in. Why is written in the server's log, without anything personal."""
        if AuthError.CANCELLED in (error, CANCELLED.get(request.GET.get("error", ""))):
            raise ImmediateHttpResponse(refusals.cancelled(request, provider.ours))
        if exception is None and "error" not in request.GET:
            raise ImmediateHttpResponse(refusals.used(request, provider.ours))
        why = getattr(exception, "why", type(exception).__name__)
        logger.error("Sign-in at %s was not trusted: %s", provider.ours.id, why)
        raise ImmediateHttpResponse(refusals.untrusted(request, provider.ours))

    def _stronger(self, request: HttpRequest, sociallogin: SocialLogin, account: Account) -> HttpResponse:
        """Somebody who is signed in has been vouched for again: a stronger sitting, if it is the same person."""
        vouched: Vouched = sociallogin.vouched
        if request.user != account:
            return refusals.somebody_else(request, vouched.provider)
        if vouched.level > assurance.level_of(request):
            assurance.note(request, account, Level(vouched.level))
            request.session.cycle_key()
            messages.success(request, STRONGER)
        else:
            messages.info(request, NOT_STRONGER.format(name=vouched.provider.name))
        return redirect(sociallogin.get_redirect_url(request) or account_adapter().get_login_redirect_url(request))


def provider_of(known_as: str) -> WorkProvider:
    """The provider with this id, or Http404."""
    found = next((each for each in settings.WORK_PROVIDERS if each.id == known_as), None)
    if found is None:
        raise Http404
    return found


def level_in(signal_kwargs: dict[str, Any] | None) -> Level | None:
    """How surely a provider at work has vouched for the one who is signing in; None for another way in."""
    found = (signal_kwargs or {}).get(LEVEL)
    return None if found is None else Level(found)


def _person(vouched: Vouched) -> UUID | None:
    """Whoever has the key at the provider's huvudman, with or without an account."""
    huvudman = Huvudman.objects.filter(name=vouched.provider.huvudman).first()
    return None if huvudman is None else sign_in_keys.holder_of(huvudman.id, vouched.provider.key_kind, vouched.key)


def _account(vouched: Vouched) -> Account | None:
    huvudman = Huvudman.objects.filter(name=vouched.provider.huvudman).first()
    if huvudman is None:
        return None
    return sign_in_keys.account_of(huvudman.id, vouched.provider.key_kind, vouched.key)
