"""How sure we are of who sits at the keyboard: what the sitting has proved, and what its huvudmän ask for."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest

from samverkan.people.models import Account, Huvudman
from samverkan.policy.acting import Level

AT_WORK = "at-work"
"""How a sign-in at the huvudman's own provider is noted in the sitting, beside "password" and "mfa"."""


def level_of(request: HttpRequest) -> Level:
    """The highest level that this sitting has proved. The demonstration asks its invented people for no more."""
    if settings.DEMO:
        return Level.EID
    proofs = get_authentication_records(request, request.user)
    return max((_level(proof) for proof in proofs), default=Level.PASSWORD)


def note(request: HttpRequest, account: Account, level: Level) -> None:
    """Remember in the sitting that a provider at work has vouched for the person, and how surely."""
    record_authentication(request, account, AT_WORK, level=int(level))


def raised_by(huvudmen: Iterable[UUID]) -> tuple[tuple[str, Level], ...]:
    """What these huvudmän have raised in the sign-in file. Asks the database only when somebody has."""
    if not settings.RAISED_LEVELS:
        return ()
    names = Huvudman.objects.filter(id__in=list(huvudmen)).values_list("name", flat=True)
    return tuple(pair for name in names for pair in settings.RAISED_LEVELS.get(name, {}).items())


def _level(proof: Mapping[str, Any]) -> Level:
    if proof.get("method") == AT_WORK:
        return Level(proof["level"])
    return Level.SECOND_FACTOR if proof.get("method") == "mfa" else Level.PASSWORD
