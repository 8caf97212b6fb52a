"""Links: made when they leave the house, known again by a digest, ended by whoever leads the meeting."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.guests.models import Code, Ended, Link, Visit, Way
from samverkan.meetings.invited import Seat, seat
from samverkan.post.sending import KEY_BYTES


@dataclass(frozen=True, slots=True)
class Found:
    """A link that was once handed out, and the seat it leads to."""

    row: Link
    seat: Seat

    def leads(self, now: datetime) -> bool:
        """Whether it still leads to the seat."""
        return self.row.ended_at is None and self.stands(now)

    def stands(self, now: datetime) -> bool:
        """Whether there is a seat to lead to."""
        return self.seat.stands and now < self.seat.leads_to


def find(key: str) -> Found | None:
    """The link of a key, whether it still leads anywhere or not. None for one that nobody has been given."""
    row = Link.objects.filter(digest=digest(key)).first()
    return None if row is None else of(row)


def of(row: Link) -> Found | None:
    """The link with its seat."""
    found = seat(row.invitee_id)
    return None if found is None else Found(row, found)


def leads(invitee: UUID) -> bool:
    """Whether a letter with a link to the seat may still go."""
    found = seat(invitee)
    return found is not None and found.stands


def handed_over(invitee: UUID, key: str, by: UUID | None, now: datetime) -> None:
    """A mail server has taken a letter with this key."""
    _made(invitee, key, Way.MAIL, by, now)


@transaction.atomic
def on_paper(invitee: UUID, *, by: UUID, now: datetime) -> str:
    """A new key to stand on a paper."""
    key = secrets.token_urlsafe(KEY_BYTES)
    _made(invitee, key, Way.PAPER, by, now)
    return key


@transaction.atomic
def revoke(invitee: UUID, *, by: UUID, now: datetime) -> int:
    """No link to the seat leads anywhere any more, no code is right and every visit is over. How many links it was."""
    rows = Link.objects.filter(invitee=invitee, ended_at=None)
    visits = Visit.objects.filter(link__invitee=invitee, ended_at=None)
    visits.update(ended_at=now)
    Code.objects.filter(invitee=invitee, used_at=None, ended_at=None).update(ended_at=now)
    return rows.update(ended_at=now, ended_because=Ended.REVOKED, ended_by=by)


def revoked(invitee: UUID) -> bool:
    """Whether the newest link to the seat was ended by somebody at the school, and no new one has been sent since."""
    newest = Link.objects.filter(invitee=invitee).order_by("-made_at", "-id").first()
    return newest is not None and newest.ended_because == Ended.REVOKED


def digest(key: str) -> str:
    """A key of 256 random bits needs no salt and no slow hash: there is nothing to guess."""
    return hashlib.sha256(key.encode()).hexdigest()


def _made(invitee: UUID, key: str, way: Way, by: UUID | None, now: datetime) -> None:
    """The newest key is the one that leads: an older letter says kindly that there is a newer."""
    older = Link.objects.filter(invitee=invitee, ended_at=None)
    older.update(ended_at=now, ended_because=Ended.REPLACED)
    Link.objects.create(invitee_id=invitee, digest=digest(key), way=way, made_at=now, made_by_id=by)
