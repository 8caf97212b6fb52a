"""The way out to the provider, the way back, and the page that makes a sitting stronger."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from requests import RequestException

from samverkan.journal.acts import ReaderRequest, TimedRequest, act, open_page
from samverkan.own_page.sittings import was_here
from samverkan.people.first_day import has_second_factor
from samverkan.people.models import Account
from samverkan.policy.acting import Action, Level
from samverkan.policy.vocabulary import PersonId
from samverkan.web.at_work import refusals
from samverkan.web.at_work.adapter import provider_of
from samverkan.web.at_work.provider import Answer, AtWork, Exchange

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way to make the sitting stronger."""

    words: str
    url: str


@open_page
@require_safe
def start(request: TimedRequest, provider_id: str) -> HttpResponse:
    """Off to the provider, with state, nonce and PKCE of this attempt alone. A link: it changes nothing by itself."""
    ours = provider_of(provider_id)
    nonce = secrets.token_urlsafe(TOKEN_BYTES)
    asked = {"nonce": nonce}
    level = _level(request)
    if level > Level.PASSWORD or was_here(request):  # a child may sit where an adult is signed in at the provider
        asked["prompt"] = "login"
    if level > Level.PASSWORD and (values := ours.asking(level)):
        asked["acr_values"] = " ".join(values)
    try:
        response: HttpResponse = AtWork(request, ours).redirect(
            request, AuthProcess.LOGIN, next_url=_back(request), auth_params=asked, nonce=nonce
        )
    except (RequestException, OAuth2Error, ValueError):
        return refusals.unreachable(request, ours)
    return response


@open_page
@require_safe
def answer(request: TimedRequest, provider_id: str) -> HttpResponse:
    """Back from the provider: signed in, or a page that says why not."""
    provider = AtWork(request, provider_of(provider_id))
    response: HttpResponse = Answer.adapter_view(Exchange(request, provider))(request)
    return response


@act(Action.SIGN_IN)
def step_up(request: ReaderRequest) -> HttpResponse:
    """What the sitting lacks, and every way to mend it. Leads back when nothing is lacking any more."""
    needed, back = _level(request), _back(request)
    if request.assurance.level >= needed:
        return redirect(back)
    ways = _ways(request, needed, back)
    return render(request, "at_work/step_up.html", {"first": ways[:1], "others": ways[1:], "needed": needed})


def _ways(request: ReaderRequest, needed: Level, back: str) -> list[WayOn]:
    """One's own code or passkey when that is enough, else the providers that can vouch for so much."""
    onward = urlencode({"next": f"{reverse('step_up')}?{urlencode({'next': back, 'niva': int(needed)})}"})
    account = request.user
    assert isinstance(account, Account)
    ways = []
    if needed <= Level.SECOND_FACTOR and request.shown_by is None:
        kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
        if Authenticator.Type.WEBAUTHN in kinds:
            ways.append(WayOn("Använd passnyckel", f"{reverse('mfa_reauthenticate_webauthn')}?{onward}"))
        if Authenticator.Type.TOTP in kinds:
            ways.append(WayOn("Skriv koden från appen", f"{reverse('mfa_reauthenticate')}?{onward}"))
    query = urlencode({"next": back, "niva": int(needed)})
    ways += [
        WayOn(f"Logga in med {each.name}", f"{reverse('at_work', args=[each.id])}?{query}")
        for each in settings.WORK_PROVIDERS
        if each.gives(needed)
    ]
    if needed <= Level.SECOND_FACTOR and not has_second_factor(PersonId(account.person_id)):
        ways.append(WayOn("Koppla en app eller passnyckel", reverse("mfa_index")))
    return ways


def _back(request: HttpRequest) -> str:
    """Where one was going, when that is here."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


def _level(request: HttpRequest) -> Level:
    wanted = request.GET.get("niva", "")
    return Level(int(wanted)) if wanted in ("1", "2", "3") else Level.PASSWORD
