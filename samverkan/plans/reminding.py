"""Reminding somebody of what they have promised: a letter without content, one a day however many promises wait."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum, auto
from urllib.parse import urljoin
from uuid import UUID

from django.db import transaction

from samverkan.people.barring import barred
from samverkan.people.reaching import addresses
from samverkan.people.wording import local_day
from samverkan.plans.models import Reminder, Step
from samverkan.plans.promises import held_open
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from samverkan.post import wishes
from samverkan.post.actions import AT_THE_DOOR, KEY_HERE

SUBJECT = "En påminnelse från Samverkan"
TEXT = "Hej!\n\nNågon väntar på något som du har lovat. Logga in i Samverkan för att läsa mer.\n\nSkolan"
"""Says nothing of whom or what: mail is read on shared screens. Nothing at all goes about a protected pupil."""
BY_LINK = (
    "Hej!\n\nNågon väntar på något som du har lovat. Öppna sidan här:\n{link}\n\n"
    "Sedan skriver du en kod som du får på ett annat sätt. Länken är bara till dig.\n\nSkolan"
)
WAYS_BACK: list[Callable[[UUID, UUID, date, datetime], tuple[UUID, str] | None]] = []
"""Rooms further out that know by which seat and address one without an account comes back to what was promised on a
day. They add themselves when they start.
"""
DEMANDED = "an act on a promise round a pupil, which the actor's right has been demanded for"


class Reminded(Enum):
    """What came of it."""

    TOLD = auto()
    TODAY_ALREADY = auto()
    NOT_REACHED = auto()
    NOTHING_LEFT = auto()


@transaction.atomic
def remind(*, step: UUID, base: str, by: Reader, now: datetime) -> Reminded:
    """Tell the one who promised that somebody waits. The promise is held meanwhile, so that two who remind at once are
    one reminder; `base` is where the house is reached. Whoever may learn nothing about the pupil is not told either.
    """
    row, today = held_open(step), local_day(now)
    if row is None:
        return Reminded.NOTHING_LEFT
    if Reminder.objects.unguarded(because=DEMANDED).filter(step=row, made_on=today).exists():
        return Reminded.TODAY_ALREADY
    owner, reached = PersonId(row.owner_id), _reached(row, base, now)
    if reached is None:
        return Reminded.NOT_REACHED
    address, text, seat = reached
    Reminder.objects.create(
        case_id=row.case_id, cell=row.cell, step=row, person_id=owner, made_on=today, made_at=now, made_by_id=by.person
    )
    key = f"paminn-{owner}-{today}"  # the second promise of the day adds no letter
    wishes.tell(
        owner, key=key, to_address=address, subject=SUBJECT, text=text, sender=by.person, now=now, own_link=seat
    )
    return Reminded.TOLD


def _reached(row: Step, base: str, now: datetime) -> tuple[str, str, UUID | None] | None:
    """The address, the words and, for one without an account, the seat whose link leads back. None for nobody."""
    owner = PersonId(row.owner_id)
    if row.cell.sealed or owner in barred(row.case_id):
        return None
    if address := addresses([owner]).get(owner, ""):
        return address, TEXT, None
    if row.agreed_on is None:
        return None
    found = next(filter(None, (way(row.case_id, owner, row.agreed_on, now) for way in WAYS_BACK)), None)
    return None if found is None else (found[1], BY_LINK.format(link=urljoin(base, AT_THE_DOOR) + KEY_HERE), found[0])
