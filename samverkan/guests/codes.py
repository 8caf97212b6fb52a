"""The code that comes another way than the link: six digits, one use, a short life, and a door that closes on guesses.

Of a code there is a keyed digest: a million possible ones would be found at once from a plain hash of a copied
database, and the key lies outside it.
"""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samverkan.guests.models import Code, Link, Way, WrongCode
from samverkan.vault.sealing import huvudman_key, read_key_file

DIGITS = 6
LIVES = {Way.SMS: timedelta(minutes=15), Way.SPOKEN: timedelta(minutes=15), Way.PAPER: timedelta(days=30)}
"""How long a code is right. One on paper has to come by post or be handed over."""
GUESSES = 5
FIRST_LOCK, NEXT_LOCK = timedelta(minutes=15), timedelta(hours=1)
"""The first five wrong ones close the door for a quarter, the next five within a day for an hour: never more than ten
guesses in an hour."""
A_DAY = timedelta(days=1)
MOST_SENT = 3
"""Text messages to one seat in an hour: whoever has the link cannot make the school pay for more."""
AN_HOUR = timedelta(hours=1)
NOBODY = UUID(int=0)


class Tried(Enum):
    """What came of a code."""

    RIGHT = "rätt"
    WRONG = "fel"
    LOCKED = "låst"


@transaction.atomic
def make(invitee: UUID, way: Way, *, by: UUID | None, now: datetime) -> str:
    """A new code to the seat. Earlier ones by the same way are right no more.

    One that somebody at the school reads out or prints opens a closed door as well: it is the way past guesses that
    somebody else has made.
    """
    said = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    Code.objects.filter(invitee=invitee, way=way, used_at=None, ended_at=None).update(ended_at=now)
    Code.objects.create(
        invitee_id=invitee,
        digest=_digest(invitee, said),
        way=way,
        made_at=now,
        made_by_id=by,
        ends_at=now + LIVES[way],
    )
    if by is not None:
        WrongCode.objects.filter(invitee=invitee).delete()
    return said


@transaction.atomic
def attempt(link: Link, said: str, *, now: datetime) -> Tried:
    """Whether the code is right. A right one is used up; a wrong one is counted against this seat and no other.

    Two who write it at the same moment come one after the other, so one code lets one browser in.
    """
    Link.objects.select_for_update().get(id=link.id)
    if locked_until(link.invitee_id, now) is not None:
        return Tried.LOCKED
    digits = "".join(sign for sign in said if sign.isdigit())
    wanted = _digest(link.invitee_id, digits)
    for row in Code.objects.filter(invitee=link.invitee_id, used_at=None, ended_at=None, ends_at__gt=now):
        if hmac.compare_digest(row.digest, wanted):
            Code.objects.filter(id=row.id).update(used_at=now)
            WrongCode.objects.filter(invitee=link.invitee_id).delete()
            return Tried.RIGHT
    WrongCode.objects.create(invitee_id=link.invitee_id, at=now)
    return Tried.WRONG if locked_until(link.invitee_id, now) is None else Tried.LOCKED


def locked_until(invitee: UUID, now: datetime) -> datetime | None:
    """When the door opens again; None when it is open."""
    wrong = WrongCode.objects.filter(invitee=invitee, at__gt=now - A_DAY).order_by("at")
    until = closed_by(list(wrong.values_list("at", flat=True)))
    return until if until is not None and now < until else None


def closed_by(wrong: Sequence[datetime]) -> datetime | None:
    """Until when the wrong ones of a day, oldest first, close the door. None for too few."""
    rounds = len(wrong) // GUESSES
    if not rounds:
        return None
    return wrong[rounds * GUESSES - 1] + (FIRST_LOCK if rounds == 1 else NEXT_LOCK)


def may_be_sent(invitee: UUID, now: datetime) -> bool:
    """Whether one more text message may go to the seat now."""
    sent = Code.objects.filter(invitee=invitee, way=Way.SMS, made_at__gt=now - AN_HOUR)
    return sent.count() < MOST_SENT


def _digest(invitee: UUID, said: str) -> str:
    key = huvudman_key(read_key_file(Path(settings.VAULT_KEY_FILE)), NOBODY)
    return hmac.new(key, f"gästkod {invitee} {said}".encode(), sha256).hexdigest()
