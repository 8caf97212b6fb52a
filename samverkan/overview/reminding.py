"""One quiet letter a day: how many things need somebody today, and nothing of whom or what.

The number is the one that Idag shows that person when they sign in with a password. It is counted, written down and
forgotten; nothing is shown to anybody.
"""

import sys
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from samverkan.access.unattended import scope_of
from samverkan.overview.queries import today_page
from samverkan.people.models import Account
from samverkan.people.reaching import addresses
from samverkan.people.school_days import is_school_day
from samverkan.people.school_year import resting
from samverkan.people.wording import STOCKHOLM, counted
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import PersonId
from samverkan.post import actions as post
from samverkan.post import wishes
from samverkan.vault.keys import held_keys

SUBJECT = "Idag i Samverkan"
CHANGED = "Något har ändrats i Samverkan sedan sist."
HOW = "Logga in för att se vad. Tiden för det här brevet väljer du under Min profil."


def remind(now: datetime) -> int:
    """Write to everybody whose time has come today, each once. How many letters it was.

    Nothing on a day without school, in the country or wherever the person works, and nothing to one whom nothing needs.
    Two at once never write to the same person: the row is held while the letter is queued; both are kept or neither.
    """
    today, clock = localdate(now), now.astimezone(STOCKHOLM).time()
    if not is_school_day(today):
        return 0
    active = Account.objects.filter(is_active=True, person__protected=False)
    wishes.meet(active.values_list("person_id", flat=True), on=today, clock=clock)
    written, free = 0, resting(today)
    for person in wishes.due(on=today, clock=clock):
        if person in free:
            continue
        try:
            written += _write(PersonId(person), now)
        except DatabaseError as fault:  # one who cannot be written to just now keeps nobody else from it
            sys.stderr.write(f"Ett dagligt brev kunde inte skrivas just nu: {type(fault).__name__}\n")
    return written


@transaction.atomic
def _write(person: PersonId, now: datetime) -> bool:
    today = localdate(now)
    wish = wishes.take(person, on=today)
    if wish is None:
        return False
    address = addresses([person]).get(person, "")
    things = _things(person, now) if address else 0
    if things is None:
        return False
    gathered = wish.gathered_at is not None
    wishes.done(wish, on=today)
    if not address or not (things or gathered):
        return False
    post.queue(
        key=f"idag-{person}-{today}",
        to_address=address,
        subject=SUBJECT,
        text=_text(things, gathered=gathered),
        sender=person,
        now=now,
    )
    return True


def _things(person: PersonId, now: datetime) -> int | None:
    """What Idag would show; 0 for one who may not sign in or whose school prepares, None when it cannot be told now."""
    with scope_of(person, Action.TODAY_READ, now, begun=True) as scope, held_keys():
        if scope is None:
            return 0
        page = today_page(scope)
    return None if "behover" in page.broken else len(page.needs)


def _text(things: int, *, gathered: bool) -> str:
    count = f"Du har {counted(things, 'sak', 'saker')} i Samverkan idag." if things else ""
    told = "\n".join(part for part in (count, CHANGED if gathered else "") if part)
    return f"Hej!\n\n{told}\n{HOW}\n\nSkolan"
