"""Reminding somebody of what they have promised: a letter without content, one a day however many promises wait."""

from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from django.db import transaction

from samverkan.people.barring import barred
from samverkan.people.reaching import addresses
from samverkan.people.wording import local_day
from samverkan.plans.models import Reminder
from samverkan.plans.promises import held_open
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from samverkan.post import wishes

SUBJECT = "En påminnelse från Samverkan"
TEXT = "Hej!\n\nNågon väntar på något som du har lovat. Logga in i Samverkan för att läsa mer.\n\nSkolan"
"""Says nothing of whom or what: mail is read on shared screens. Nothing at all goes about a protected pupil."""
DEMANDED = "an act on a promise round a pupil, which the actor's right has been demanded for"


class Reminded(Enum):
    """What came of it."""

    TOLD = auto()
    TODAY_ALREADY = auto()
    NOT_REACHED = auto()
    NOTHING_LEFT = auto()


@transaction.atomic
def remind(*, step: UUID, by: Reader, now: datetime) -> Reminded:
    """Tell the one who promised that somebody waits. The promise is held meanwhile, so that two who remind at once are
    one reminder. Whoever may learn nothing about the pupil is not told either.
    """
    row, today = held_open(step), local_day(now)
    if row is None:
        return Reminded.NOTHING_LEFT
    if Reminder.objects.unguarded(because=DEMANDED).filter(step=row, made_on=today).exists():
        return Reminded.TODAY_ALREADY
    owner = PersonId(row.owner_id)
    closed = row.cell.sealed or owner in barred(row.case_id)
    address = "" if closed else addresses([owner]).get(owner, "")
    if not address:
        return Reminded.NOT_REACHED
    Reminder.objects.create(
        case_id=row.case_id, cell=row.cell, step=row, person_id=owner, made_on=today, made_at=now, made_by_id=by.person
    )
    key = f"paminn-{owner}-{today}"  # the second promise of the day adds no letter
    wishes.tell(owner, key=key, to_address=address, subject=SUBJECT, text=TEXT, sender=by.person, now=now)
    return Reminded.TOLD
