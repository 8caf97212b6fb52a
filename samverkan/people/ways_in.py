"""Every way a person can come in, and how all of them end at once.

Whoever has nothing left to do here is let in by none of them, from the next request (access/middleware.py) and the next
attempt (web/signing_in.py): that follows from the facts of the day, and needs nobody to remember anything. What lies in
the database is cleared away when somebody says that a person has left, and by `sweep` for those who left otherwise:
who comes back begins anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q

from samverkan.people.models import Account, Assignment, Custody, Guardianship, Person, Pupil, SignInKey

KEPT_DAYS = 2
"""How long the ways of somebody who has left lie asleep: an import that was wrong can be undone within a day."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """One kind of way in: the rows that hold it, how many a person has, and how they end."""

    model: type[Model]
    what: str
    held: Callable[[Account], int]
    end: Callable[[Account, datetime], None]


def has_tie(person: UUID, today: date) -> bool:
    """Whether anything lets the person in today: work, a child, or being a pupil. As policy says of a gathered reader.

    Asked where no reader is gathered, before anybody is signed in.
    """
    runs = Q(ends_on=None) | Q(ends_on__gte=today)
    return (
        Assignment.objects.filter(runs, person=person, begins_on__lte=today).exists()
        or Guardianship.objects.filter(runs, person=person, begins_on__lte=today).exclude(custody=Custody.NONE).exists()
        or Pupil.objects.unguarded(because="asking whether somebody may sign in as themselves")
        .filter(person=person, ended_on=None)
        .exists()
    )


@transaction.atomic
def close(account: Account, *, now: datetime) -> None:
    """End every way in: the account itself, its sittings with what was kept in them, factors, keys and links."""
    for way in WAYS_IN:
        way.end(account, now)


def left(account: Account) -> dict[str, int]:
    """What is left of each kind; nothing but zeros once all are closed."""
    return {way.what: way.held(account) for way in WAYS_IN}


def sweep(*, now: datetime, today: date) -> int:
    """Close what sleeps: accounts of those who have had nothing to do here for two days. How many were closed."""
    since = today - timedelta(days=KEPT_DAYS)
    closed = 0
    for account in Account.objects.filter(is_active=True).select_related("person").order_by("id"):
        # Work that begins next week has not begun, and its account waits for it.
        if has_tie(account.person_id, today) or has_tie(account.person_id, since) or _comes(account.person, today):
            continue
        close(account, now=now)
        closed += 1
    return closed


def _comes(person: Person, today: date) -> bool:
    return Assignment.objects.filter(person=person, begins_on__gt=today).exists()


def _account_held(account: Account) -> int:
    return int(Account.objects.filter(pk=account.pk, is_active=True).exists() or account.has_usable_password())


def _account_end(account: Account, now: datetime) -> None:
    """The link through which a password is chosen is signed over the password, so it dies with it."""
    account.is_active = False
    account.set_unusable_password()
    account.save()


def _sessions_of(account: Account) -> list[str]:
    """The sittings of an account. They are read one by one: a session tells whose it is only when opened."""
    return [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(account.pk)
    ]


def _sessions_end(account: Account, now: datetime) -> None:
    Session.objects.filter(session_key__in=_sessions_of(account)).delete()


def _keys_end(account: Account, now: datetime) -> None:
    SignInKey.objects.filter(person=account.person_id, ended_at=None).update(ended_at=now)


def _factors_end(account: Account, now: datetime) -> None:
    Authenticator.objects.filter(user=account).delete()


def _library_links_end(account: Account, now: datetime) -> None:
    SocialAccount.objects.filter(user=account).delete()


WAYS_IN: list[WayIn] = [
    WayIn(Account, "konto, lösenord och länk till lösenord", _account_held, _account_end),
    WayIn(Session, "sittning, med det som hölls kvar i den", lambda account: len(_sessions_of(account)), _sessions_end),
    WayIn(
        SignInKey,
        "nyckel från inloggningen på jobbet",
        lambda account: SignInKey.objects.filter(person=account.person_id, ended_at=None).count(),
        _keys_end,
    ),
    WayIn(
        Authenticator,
        "kod, passnyckel och reservkod",
        lambda account: Authenticator.objects.filter(user=account).count(),
        _factors_end,
    ),
    WayIn(
        SocialAccount,
        "bibliotekets egen länk, som ingen gör",
        lambda account: SocialAccount.objects.filter(user=account).count(),
        _library_links_end,
    ),
]
"""Every model that holds a way in. A test finds the models, and fails for one that is not here. Rooms further out add
theirs when they start.
"""
