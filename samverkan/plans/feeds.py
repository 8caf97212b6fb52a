"""The calendar's own address: drawn, shown once, known again by a digest, and worthless with the work it came from."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache

from samverkan.people.models import Account
from samverkan.people.ways_in import WayIn
from samverkan.plans.models import CalendarFeed

KEY_BYTES = 32
MOST_AN_HOUR = 60
"""Calendars come a few times a day. Each time is a row of the journal, which a program gone wrong shall not fill."""
EACH_HOUR = "%Y%m%d%H"
REMEMBERED = timedelta(hours=2)


def of(person: UUID) -> CalendarFeed | None:
    """The person's address, as far as it is known here; None for one who has none."""
    return CalendarFeed.objects.filter(person_id=person).first()


def find(key: str) -> CalendarFeed | None:
    """The one that the key is to."""
    return CalendarFeed.objects.filter(digest=_digest(key)).first()


def make(person: UUID, *, now: datetime) -> str:
    """A new key; the one before opens nothing from now on."""
    key = secrets.token_urlsafe(KEY_BYTES)
    fresh = {"digest": _digest(key), "made_at": now, "fetched_at": None}
    CalendarFeed.objects.update_or_create(person_id=person, defaults=fresh)
    return key


def remove(person: UUID) -> None:
    """There is no address any more."""
    CalendarFeed.objects.filter(person_id=person).delete()


def comes_too_often(feed: CalendarFeed, *, now: datetime) -> bool:
    """Whether the address has been asked for more times this hour than any calendar needs."""
    times = f"calendar-feed-{feed.digest}-{now.strftime(EACH_HOUR)}"
    cache.add(times, 0, timeout=REMEMBERED.total_seconds())
    return cache.incr(times) > MOST_AN_HOUR


def fetched(feed: CalendarFeed, *, now: datetime) -> None:
    """A calendar has come by it. One that was made anew meanwhile has not been fetched."""
    CalendarFeed.objects.filter(id=feed.id, digest=feed.digest).update(fetched_at=now)


def _digest(key: str) -> str:
    """A key of 256 random bits needs no salt and no slow hash: there is nothing to guess."""
    return hashlib.sha256(key.encode()).hexdigest()


def _held(account: Account) -> int:
    return CalendarFeed.objects.filter(person_id=account.person_id).count()


def _end(account: Account, now: datetime) -> None:
    remove(account.person_id)


WAY_IN = WayIn(CalendarFeed, "adress till den egna kalendern", _held, _end)
"""Who comes back begins anew: an address from before would otherwise wake with the next account."""
