"""What was written is not lost when the sitting has ended, or when the protection of forms stops it.

The posted words are sealed with the vault's key, bound to the account whose form it was, and lie in the session for two
hours. They come back to that account alone, on a page with a button that sends them: nothing is sent by itself.

Whose form it was is told by the form's own secret. Each sign-in gets a new one, so the browser carries a sealed list of
the latest secrets and whose they were. A form that comes from elsewhere has no secret of ours, and is kept for nobody:
else a stranger's site could have its words brought forward with a fresh token.
"""

import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_TOKEN_LENGTH, _unmask_cipher_token  # type: ignore[attr-defined]
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samverkan.journal.acts import ReaderRequest, act
from samverkan.people.models import Account
from samverkan.policy.acting import Action
from samverkan.vault.sealing import Place, VaultError, seal, unseal
from samverkan.web.signing_in import NOBODY, account_key

KEPT, NOTED = "kept", "secret_noted"
COOKIE = "__Host-whose" if settings.SESSION_COOKIE_SECURE else "whose"
LATEST = 4
LASTS = timedelta(hours=2)
LONGEST = 200_000
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRET = re.compile("password|secret|again|code")
AWAY = "Du har varit borta en stund. Logga in igen, så finns texten kvar."


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: where to, and every field with its values."""

    to: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each value by itself, for hidden fields."""
        return [(name, value) for name, values in self.fields for value in values]

    @property
    def words(self) -> list[str]:
        """What somebody has written, and not chosen."""
        return [value for _, value in self.pairs if _written(value)]


@act(Action.OWN_PROFILE)
def page(request: ReaderRequest) -> HttpResponse:
    """What one wrote oneself, and a button that sends it. POST throws it away."""
    found = held(request)
    if found is None or request.method == "POST":
        request.session.pop(KEPT, None)
        return redirect(found.to if found else "/")
    return _shown(request, found)


def after_the_sitting(request: HttpRequest) -> HttpResponse | None:
    """Keep what somebody sent too late, and ask for sign-in. None when there is nothing to keep."""
    account = _whose(request, request.META.get("CSRF_COOKIE", ""))
    return _asked_to_sign_in(request) if account and _keep(request, account) else None


def after_a_failed_check(request: HttpRequest) -> HttpResponse | None:
    """Give back what the protection of forms stopped, when the form was this account's own; else None."""
    account, here = _whose(request, _posted_secret(request)), request.user
    if account is None or (isinstance(here, Account) and here.id != account) or not _keep(request, account):
        return None
    found = held(request)
    return _shown(request, found, status=403) if found else _asked_to_sign_in(request)


def held(request: HttpRequest) -> Kept | None:
    """What is kept for the one who is signed in."""
    if KEPT not in request.session or not isinstance(request.user, Account):
        return None
    try:
        said = json.loads(unseal(b64decode(request.session[KEPT]), account_key(), _place(request.user.id)))
    except VaultError:
        return None
    if timezone.now().timestamp() - said["at"] > LASTS.total_seconds():
        return None
    return Kept(said["to"], tuple((name, tuple(values)) for name, values in said["fields"]))


def sent_again(request: HttpRequest) -> None:
    """Drop what is kept once it has been sent to where it was going."""
    if KEPT in request.session and (found := held(request)) and found.to == request.get_full_path():
        del request.session[KEPT]


def note(request: HttpRequest, response: HttpResponse) -> None:
    """Remember in the browser, sealed, whose forms carry the secret of this sign-in. Once for each sign-in."""
    secret = request.META.get("CSRF_COOKIE", "")
    if not secret or request.session.get(NOTED) == _digest(secret) or not isinstance(request.user, Account):
        return
    known = [[_digest(secret), str(request.user.id)], *_known(request)][:LATEST]
    sealed = seal(json.dumps(known), account_key(), _place(NOBODY))
    response.set_cookie(
        COOKIE, b64encode(sealed).decode(), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    request.session[NOTED] = _digest(secret)


def _keep(request: HttpRequest, account: UUID) -> bool:
    """Whether there was something written, and it has been kept. Files, passwords and tokens never are."""
    fields = [(name, values) for name, values in request.POST.lists() if name != TOKEN and not SECRET.search(name)]
    kept = Kept(request.get_full_path(), tuple((name, tuple(map(str, values))) for name, values in fields))
    view = request.resolver_match.func if request.resolver_match else None
    if request.FILES or not kept.words or getattr(view, "action", None) is None:
        return False
    said = json.dumps({"at": timezone.now().timestamp(), "to": kept.to, "fields": kept.fields})
    if len(said) > LONGEST:
        return False
    request.session[KEPT] = b64encode(seal(said, account_key(), _place(account))).decode()
    return True


def _shown(request: HttpRequest, found: Kept, status: int = 200) -> HttpResponse:
    return render(request, "kept.html", {"kept": found, "throw_url": reverse("kept")}, status=status)


def _asked_to_sign_in(request: HttpRequest) -> HttpResponse:
    messages.info(request, AWAY)
    return redirect_to_login(reverse("kept"), str(settings.LOGIN_URL))


def _whose(request: HttpRequest, secret: str) -> UUID | None:
    found = next((account for digest, account in _known(request) if secret and digest == _digest(secret)), None)
    return UUID(found) if found else None


def _known(request: HttpRequest) -> list[list[str]]:
    """Secrets and accounts, newest first. A cookie that does not open says nothing."""
    try:
        found: list[list[str]] = json.loads(
            unseal(b64decode(request.COOKIES.get(COOKIE, "")), account_key(), _place(NOBODY))
        )
    except (VaultError, ValueError):
        return []
    return found


def _posted_secret(request: HttpRequest) -> str:
    token = request.POST.get(TOKEN, "")
    if len(token) != CSRF_TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        return ""
    return str(_unmask_cipher_token(token))


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()[:32]


def _place(account: UUID) -> Place:
    return Place(NOBODY, NOBODY, "konto", "skrivet", account)


def _written(value: str) -> bool:
    """Two words or more: a choice, a number, an id or a day is done again as easily."""
    return len(value.split()) > 1
