"""A visit: which browser has come by which link, whether its code was right, and whether it still goes on."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from samverkan.guests import links
from samverkan.guests.links import Found
from samverkan.guests.models import Ended, Visit
from samverkan.policy.acting import Level
from samverkan.post.sending import KEY_BYTES

COOKIE = "__Host-guest" if settings.SESSION_COOKIE_SECURE else "guest"
FINENESS = timedelta(minutes=1)
"""How exactly the idle time is kept; a finer one would write at each request."""


@dataclass(frozen=True, slots=True)
class Going:
    """A visit that goes on, with the link it came by."""

    row: Visit
    found: Found

    @property
    def inside(self) -> bool:
        """Whether the code was right in this browser."""
        return self.row.entered_at is not None


def going(request: HttpRequest, now: datetime) -> Going | None:
    """The browser's visit. None when there is none, it has been idle or long, or its link leads nowhere any more."""
    secret = request.COOKIES.get(COOKIE, "")
    row = Visit.objects.filter(digest=links.digest(secret), ended_at=None).select_related("link").first()
    if row is None:
        return None
    idle, whole = timedelta(seconds=settings.SESSION_IDLE_SECONDS), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = links.of(row.link)
    if found is None or not _goes_on(row, found, now) or now - row.seen_at > idle or now - row.began_at > whole:
        return None
    if now - row.seen_at > FINENESS:
        Visit.objects.filter(id=row.id).update(seen_at=now)
    return Going(row, found)


def _goes_on(row: Visit, found: Found, now: datetime) -> bool:
    """A newer link ends the older one at the door. Whoever is inside stays: else a link asked for by somebody who knows
    the address would turn the guest out.
    """
    replaced = row.entered_at is not None and found.row.ended_because == Ended.REPLACED
    return found.leads(now) or (replaced and found.stands(now))


def begin(found: Found, language: str, response: HttpResponse, now: datetime) -> None:
    """A browser has opened the link: nothing is shown yet but the field for the code."""
    secret = secrets.token_urlsafe(KEY_BYTES)
    Visit.objects.create(link=found.row, digest=links.digest(secret), language=language, began_at=now, seen_at=now)
    _give(response, secret)


@transaction.atomic
def enter(visit: Visit, level: Level, response: HttpResponse, now: datetime) -> None:
    """The code was right: the browser gets another secret, so that one known before opens nothing after."""
    secret = secrets.token_urlsafe(KEY_BYTES)
    Visit.objects.filter(id=visit.id).update(ended_at=now)
    Visit.objects.create(
        link_id=visit.link_id,
        digest=links.digest(secret),
        language=visit.language,
        level=int(level),
        began_at=now,
        seen_at=now,
        entered_at=now,
    )
    _give(response, secret)


def leave(visit: Visit, response: HttpResponse, now: datetime) -> None:
    """The guest is done: the secret in this browser opens nothing more."""
    Visit.objects.filter(id=visit.id).update(ended_at=now)
    response.delete_cookie(COOKIE, path="/", samesite="Lax")


def speak(visit: Visit, language: str) -> None:
    """The guest reads on in another language."""
    Visit.objects.filter(id=visit.id).update(language=language)


def _give(response: HttpResponse, secret: str) -> None:
    """For this browser alone, out of reach of scripts, and gone when it is closed."""
    response.set_cookie(
        COOKIE, secret, secure=bool(settings.SESSION_COOKIE_SECURE), httponly=True, samesite="Lax", path="/"
    )
