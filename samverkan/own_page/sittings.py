"""A sitting at the pupil's page: which browser, whose page, beside whom, and how the adult comes back.

The adult's own sitting is set aside: it gets a new key that no browser holds, and this browser is signed in as nobody.
So nothing that is forgotten here could open the house to a child. Coming back takes the digits that the adult chose.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from samverkan.own_page.models import Ended, Sitting
from samverkan.people.models import Account
from samverkan.people.ways_in import WayIn
from samverkan.policy.acting import Level
from samverkan.policy.vocabulary import PersonId

COOKIE = "__Host-min-sida" if settings.SESSION_COOKIE_SECURE else "min-sida"
KEY_BYTES = 32
GUESSES = 5
"""Wrong digits before the sitting set aside is thrown away. Of four digits that is one chance in two thousand."""
FINENESS = timedelta(minutes=1)
"""How exactly the idle time is kept; a finer one would write at each request."""
RESUMED: list[Callable[[SessionBase, datetime], None]] = []
"""Rooms further out that count how long a sitting has been idle: while it was set aside somebody sat here."""


class Tried(Enum):
    """What came of the adult's digits."""

    RIGHT = "rätt"
    WRONG = "fel"
    GONE = "borta"
    """Nothing is set aside any more: one signs in again."""


@dataclass(frozen=True, slots=True)
class Here:
    """What this browser holds: a sitting that goes on, or one that is over and whose browser nobody has taken back."""

    row: Sitting
    goes_on: bool


def here(request: HttpRequest, now: datetime) -> Here | None:
    """The browser's sitting, ended here when nobody has touched it for too long. None for a browser without one."""
    secret = request.COOKIES.get(COOKIE, "")
    row = Sitting.objects.filter(digest=_digest(secret)).select_related("pupil", "beside").first() if secret else None
    if row is None:
        return None
    idle, whole = timedelta(seconds=settings.SESSION_IDLE_SECONDS), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    if row.ended_at is None and (now - row.seen_at > idle or now - row.began_at > whole):
        end(row, Ended.IDLE, now=now)
    if row.ended_at is None and now - row.seen_at > FINENESS:
        Sitting.objects.filter(id=row.id, ended_at=None).update(seen_at=now)
    return Here(row, row.ended_at is None)


@transaction.atomic
def begin_beside(
    request: HttpRequest,
    response: HttpResponse,
    *,
    pupil: PersonId,
    beside: PersonId,
    digits: str,
    level: Level,
    now: datetime,
) -> Sitting:
    """Set the adult's sitting aside, and let this browser show one pupil's page and nothing else."""
    request.session.cycle_key()
    request.session.save()
    key = request.session.session_key or ""
    request.session = type(request.session)()
    request.user = AnonymousUser()
    return _begin(
        response,
        Sitting(
            pupil_id=pupil,
            beside_id=beside,
            set_aside=key,
            code=make_password(digits),
            level=int(level),
            began_at=now,
            seen_at=now,
        ),
    )


def begin_alone(response: HttpResponse, *, pupil: PersonId, level: Level, now: datetime) -> Sitting:
    """The school account has vouched for the pupil: a sitting beside nobody."""
    return _begin(response, Sitting(pupil_id=pupil, level=int(level), began_at=now, seen_at=now))


@transaction.atomic
def come_back(
    request: HttpRequest,
    response: HttpResponse,
    row: Sitting,
    digits: str,
    *,
    note: Callable[[bool], None],
    now: datetime,
) -> Tried:
    """The right digits give this browser back to the adult, under a key that is new once more.

    `note` is told of each try before anything comes of it: what cannot be journalled is not done.
    """
    held = Sitting.objects.select_for_update().get(id=row.id)
    if held.ended_at is not None or not held.set_aside:
        return Tried.GONE
    right = check_password(digits, held.code)
    note(right)
    if not right:
        Sitting.objects.filter(id=held.id).update(wrong=held.wrong + 1)
        if held.wrong + 1 < GUESSES:
            return Tried.WRONG
        end(held, Ended.GUESSED, now=now)
        return Tried.GONE
    session = type(request.session)(held.set_aside)
    back = bool(session.get("_auth_user_id"))
    if back:
        for resumed in RESUMED:
            resumed(session, now)
        session.cycle_key()
        request.session = session
        Sitting.objects.filter(id=held.id).update(set_aside="")
        held.set_aside = ""
    end(held, Ended.BACK, now=now)
    forget(response)
    return Tried.RIGHT if back else Tried.GONE


def end(row: Sitting, because: Ended, *, now: datetime) -> None:
    """The sitting is over, and with it the one that was set aside for it."""
    if row.set_aside:
        _drop(row.set_aside)
    Sitting.objects.filter(id=row.id, ended_at=None).update(ended_at=now, ended_because=because, set_aside="")
    row.ended_at, row.ended_because, row.set_aside = now, because, ""


def forget(response: HttpResponse) -> None:
    """This browser is no pupil's any more."""
    response.delete_cookie(COOKIE, path="/", samesite="Lax")


def was_here(request: HttpRequest) -> bool:
    """Whether this browser has shown a pupil's page since somebody last came back to it or signed in."""
    return COOKIE in request.COOKIES


def _begin(response: HttpResponse, row: Sitting) -> Sitting:
    secret = secrets.token_urlsafe(KEY_BYTES)
    row.digest = _digest(secret)
    row.save(force_insert=True)
    response.set_cookie(
        COOKIE, secret, secure=bool(settings.SESSION_COOKIE_SECURE), httponly=True, samesite="Lax", path="/"
    )
    return row


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _drop(session_key: str) -> None:
    Session.objects.filter(session_key=session_key).delete()


def _held(account: Account) -> int:
    return Sitting.objects.filter(beside=account.person_id, ended_at=None).count()


def _end_of(account: Account, now: datetime) -> None:
    for row in Sitting.objects.filter(beside=account.person_id, ended_at=None):
        end(row, Ended.CLOSED, now=now)


WAY_IN = WayIn(Sitting, "elevens sida som är öppen bredvid en vuxen", _held, _end_of)
"""What ends with an account. A pupil's own sitting is nobody's account, and ends when the pupil is no pupil here."""
