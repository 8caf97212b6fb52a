"""Sign-in in the journal: wrong, out, passwords and second factors, on the library's signals. Right: NoSignUp.login.

Nothing that was typed is kept: neither a password nor an address. An attempt at an account that is not there is an act
by nobody, so that it can be counted and tells nothing of whom. The library tells of a new factor once it is saved; all
else is in the transaction of its event.
"""

from typing import Any
from uuid import UUID

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people.models import Account
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Purpose

NOBODY = UUID(int=0)


@receiver(user_login_failed)
def not_let_in(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """The password was wrong, or there is no such account, or it is closed."""
    said = str(credentials.get("email") or credentials.get("username") or "")
    account = Account.objects.filter(email__iexact=said).first() if said else None
    _note(request, account, Action.SIGN_IN, Outcome.REFUSED)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    """By the person, or because the sitting had ended."""
    if user is not None:
        _note(request, user, Action.SIGN_OUT, Outcome.DONE)


@receiver(account_signals.password_changed)
def password_changed(request: HttpRequest, user: Account, **_: Any) -> None:
    """The person has chosen another password."""
    _note(request, user, Action.CREDENTIAL_CHANGE, Outcome.DONE)


@receiver(
    [factor_signals.authenticator_added, factor_signals.authenticator_removed, factor_signals.authenticator_reset]
)
def factor_changed(request: HttpRequest, user: Account, **_: Any) -> None:
    """An app, a passkey or recovery codes have come, gone, or been made anew."""
    _note(request, user, Action.FACTOR_CHANGE, Outcome.DONE)


@receiver(factor_signals.authenticator_used)
def factor_used(request: HttpRequest, user: Account, **_: Any) -> None:
    """A code, a passkey or a recovery code was right."""
    _note(request, user, Action.FACTOR_USE, Outcome.DONE)


@receiver(factor_signals.authentication_failed)
def factor_refused(request: HttpRequest, user: Account, **_: Any) -> None:
    """A code or a passkey was wrong."""
    _note(request, user, Action.FACTOR_USE, Outcome.REFUSED)


def _note(request: HttpRequest | None, account: Account | None, action: Action, outcome: Outcome) -> None:
    """Raises JournalUnwritable, and then nobody is signed in: the page answers 503."""
    now = getattr(request, "now", None) or timezone.now()
    actor, target = (NOBODY, None) if account is None else (account.person_id, account.id)
    record(Doing(now, actor, "", action, Purpose.SUPPORT, target=target), outcome)
