"""What is left of guests' ways in when it is of no more use. The journal keeps what was done by them, for as long as it
keeps anything; here it is keys and guesses, and those need no history.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from samverkan.guests.models import Code, Ended, Link, Visit, WrongCode
from samverkan.meetings.invited import AFTERWARDS

KEPT = timedelta(days=30)
"""After this long a code, a guess and a visit that are over are taken away."""


@transaction.atomic
def tidy(now: datetime) -> dict[str, int]:
    """Take away what is over since a month, and end the links to meetings that nobody can open any more. How many of
    each it was.

    A link's own row is kept: of a key that somebody still has it says kindly that it has ended, and who ended it.
    """
    over = now - KEPT
    seats = Link.objects.filter(ended_at=None, invitee__meeting__starts_at__lt=over - AFTERWARDS)
    return {
        "links": seats.update(ended_at=now, ended_because=Ended.PAST),
        "codes": Code.objects.filter(Q(used_at__lt=over) | Q(ended_at__lt=over) | Q(ends_at__lt=over)).delete()[0],
        "wrong": WrongCode.objects.filter(at__lt=over).delete()[0],
        "visits": Visit.objects.filter(Q(ended_at__lt=over) | Q(seen_at__lt=over)).delete()[0],
    }
