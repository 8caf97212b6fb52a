"""Whose account a key from a huvudman's own sign-in opens: a key that an import told, or one confirmed by hand.

The rows hold keyed digests only. A mail address is never a key: it can be given to somebody else.
"""

import hmac
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from samverkan.people.models import Account, Person, SignInKey
from samverkan.policy.facts import Reader
from samverkan.vault.sealing import huvudman_key, read_key_file

EXACT = frozenset({"sub"})
"""Kinds in which capital and small letters differ. Principal names and HSA-id do not tell them apart."""


class TakenKey(RuntimeError):
    """The key opens somebody else's account. The text is Swedish and says what to do."""


def account_of(huvudman: UUID, kind: str, value: str) -> Account | None:
    """The account of the one person with this key at the huvudman."""
    key = SignInKey.objects.filter(huvudman=huvudman, kind=kind, digest=digest(huvudman, kind, value), ended_at=None)
    return Account.objects.filter(person__in=key.values("person")).select_related("person").first()


def holder_of(huvudman: UUID, kind: str, value: str) -> UUID | None:
    """Whose key it is today."""
    found = SignInKey.objects.filter(huvudman=huvudman, kind=kind, digest=digest(huvudman, kind, value), ended_at=None)
    return found.values_list("person_id", flat=True).first()


def opened(persons: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the persons whose account a huvudman's own sign-in opens. Nobody when there is no such sign-in."""
    if not settings.WORK_PROVIDERS:
        return frozenset()
    keys = SignInKey.objects.filter(person__in=list(persons), ended_at=None)
    return frozenset(keys.values_list("person_id", flat=True))


@transaction.atomic
def confirm(person: Person, *, huvudman: UUID, kind: str, value: str, by: Reader, now: datetime) -> None:
    """Connect the person to a key by hand. It takes the place of an earlier one of the kind. Raises TakenKey."""
    holder = holder_of(huvudman, kind, value)
    if holder == person.id:
        return
    if holder is not None:
        raise TakenKey("Nyckeln hör redan till någon annan. Kontrollera den hos er it-avdelning.")
    running(person, huvudman, kind).update(ended_at=now)
    SignInKey.objects.create(
        person=person,
        huvudman_id=huvudman,
        kind=kind,
        digest=digest(huvudman, kind, value),
        confirmed_by_id=by.person,
        begins_at=now,
    )


def disconnect(person: Person, *, by: Reader | None, now: datetime) -> None:
    """No key opens the person's account any more. `by` is None when the house itself does it."""
    SignInKey.objects.filter(person=person, ended_at=None).update(ended_at=now)


def running(person: Person, huvudman: UUID, kind: str) -> QuerySet[SignInKey]:
    """The person's keys of one kind."""
    return SignInKey.objects.filter(person=person, huvudman=huvudman, kind=kind, ended_at=None)


def digest(huvudman: UUID, kind: str, value: str) -> str:
    """What is kept of a key: equal exactly when the key is the same at the same huvudman."""
    plain = value.strip() if kind in EXACT else value.strip().casefold()
    secret = huvudman_key(read_key_file(Path(settings.VAULT_KEY_FILE)), huvudman)
    return hmac.new(secret, f"samverkan sign-in\0{kind}\0{plain}".encode(), sha256).hexdigest()
