"""The library's OpenID Connect, made strict: a nonce, a checked issuer, a verified token, and nothing kept.

PKCE, state and the exchange of the code are the library's. What a browser may add to the address is not listened to.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from requests import RequestException

from samverkan.people.hosts import LOOPBACK
from samverkan.web.at_work.tokens import Untrusted, key_in, read_token
from samverkan.web.sign_in_file import WorkProvider

SILENT: dict[str, Any] = {}
SECONDS_KNOWN, SECONDS_SILENT = 300, 10
"""How long a provider's word of itself holds, and how long one that does not answer is left alone."""
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider has said, when all of it held: the stable key and how surely. Lives for one request."""

    provider: WorkProvider
    key: str
    level: int


class AtWork(OpenIDConnectProvider):  # type: ignore[misc]
    """One of the providers in the sign-in file, as the library wants it."""

    pkce_enabled_default = True

    def __init__(self, request: HttpRequest, ours: WorkProvider) -> None:
        self.ours = ours
        app = SocialApp(provider=self.id, provider_id=ours.id, name=ours.name, client_id=ours.client_id)
        app.secret = ours.secret
        app.settings = {"server_url": ours.issuer.rstrip("/"), "scope": list(ours.scopes), "oauth_pkce_enabled": True}
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> "Exchange":
        """Ours, which trusts less."""
        return Exchange(request, self)

    def get_callback_url(self) -> str:
        """The address to register at the provider."""
        return reverse("at_work_answer", args=[self.ours.id])


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Talks to the provider."""

    nonce = ""
    """What this attempt sent along, known from the sitting's own state."""

    def __init__(self, request: HttpRequest, provider: AtWork) -> None:
        super().__init__(request, provider.ours.id)
        self._provider = provider

    def get_provider(self) -> AtWork:
        """The one it was made for."""
        return self._provider

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Whole, with the host that the browser asked."""
        return request.build_absolute_uri(self._provider.get_callback_url())

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself, if it is the issuer that the file names and its addresses are safe."""
        config = self._told_of_itself()
        if any(not isinstance(config.get(name), str) for name in NEEDED):
            raise Untrusted("NoConfiguration")
        if config["issuer"] != self._provider.ours.issuer:
            raise Untrusted("WrongIssuer")
        if any(not _safe(str(config[name])) for name in NEEDED):
            raise Untrusted("UnsafeAddress")
        return config

    def _told_of_itself(self) -> dict[str, Any]:
        """Remembered a while: anybody may press the button, and each press must not be a question to the provider."""
        place = f"at-work:{sha256(self._provider.ours.issuer.encode()).hexdigest()}"
        known: dict[str, Any] | None = cache.get(place)
        if known == SILENT:
            raise Untrusted("NoAnswerLately")
        if known is None:
            try:
                known = dict(super().openid_config)
            except RequestException:
                cache.set(place, SILENT, SECONDS_SILENT)
                raise
            cache.set(place, known, SECONDS_KNOWN)
        return known

    def complete_login(self, request: HttpRequest, app: SocialApp, token: object, **kwargs: Any) -> SocialLogin:
        """Who it is, from the verified token and nothing else: what is told beside it is signed by nobody."""
        issuer = request.GET.get("iss", self._provider.ours.issuer)  # RFC 9207
        if issuer != self._provider.ours.issuer:
            raise Untrusted("WrongIssuer")
        answer = kwargs["response"]
        claims = read_token(
            str(answer.get("id_token", "")),
            self._fetched(self.openid_config["jwks_uri"]),
            provider=self._provider.ours,
            nonce=self.nonce,
        )
        ours = self._provider.ours
        login = SocialLogin(account=SocialAccount(provider=ours.id, uid=""), provider=self._provider)
        login.vouched = Vouched(ours, key_in(claims, ours), int(ours.level_of(claims)))
        return login

    def _fetched(self, address: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
        return found


class Answer(OAuth2CallbackView):  # type: ignore[misc]
    """The way back. The state is the sitting's own, is used once, and tells which nonce was sent."""

    def _get_state(self, request: HttpRequest, provider: AtWork) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def _safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
