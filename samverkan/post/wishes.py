"""How each wants to be told: one quiet letter a day at a time of one's own, and what cannot wait until then.

There are four things that cannot wait (product.md 1.0.4). That a meeting is moved or called off is told by its calendar
entry, which always goes. That a consent is withdrawn shortly before a meeting is told whoever leads it, always
(meetings.closing). The rest come through `tell`, which leaves them to the daily letter for whoever wants it so: that
one is named trygghetsperson, that something one was told has changed, and, when log review opens its room, that its
reviewer asks for something.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from samverkan.post import actions
from samverkan.post.models import MailWish

USUAL = time(6, 45)


def wish_of(person: UUID) -> MailWish:
    """What the person wants; the usual for one who has said nothing."""
    return MailWish.objects.filter(person_id=person).first() or MailWish(person_id=person)


def want(person: UUID, *, at: time | None, at_once: bool) -> None:
    """Keep what the person wants. None: no daily letter, and then everything comes at once."""
    kept = {"daily": at is not None, "at": at or USUAL, "at_once": at_once or at is None}
    MailWish.objects.update_or_create(person_id=person, defaults=kept)


def tell(
    person: UUID,
    *,
    key: str,
    to_address: str,
    subject: str,
    text: str,
    sender: UUID,
    now: datetime,
    own_link: UUID | None = None,
) -> None:
    """Tell the person at once, or let it wait for the daily letter if that is what they want. `own_link` is whose link
    the text leads by, for one without an account: they have no daily letter.
    """
    waits = MailWish.objects.filter(person_id=person, daily=True, at_once=False)
    if waits.update(gathered_at=now):
        return
    actions.queue(key=key, to_address=to_address, subject=subject, text=text, own_link=own_link, sender=sender, now=now)


def meet(persons: Iterable[UUID], *, on: date, clock: time) -> None:
    """A row for everybody who has none. One who comes after the usual time is written to from the next day on."""
    known = set(MailWish.objects.values_list("person_id", flat=True))
    seen = on if clock > USUAL else None
    fresh = [MailWish(person_id=person, looked_on=seen) for person in persons if person not in known]
    MailWish.objects.bulk_create(fresh, ignore_conflicts=True)


def due(*, on: date, clock: time) -> tuple[UUID, ...]:
    """Whose time has come today and is not taken care of yet. What was missed on another day is past."""
    rows = MailWish.objects.filter(daily=True, at__lte=clock).exclude(looked_on__gte=on)
    return tuple(rows.order_by("at", "person_id").values_list("person_id", flat=True))


def take(person: UUID, *, on: date) -> MailWish | None:
    """The person's row, held until the transaction ends; None when somebody else has taken care of it or does so."""
    rows = MailWish.objects.select_for_update(skip_locked=True)
    return rows.filter(person_id=person, daily=True).exclude(looked_on__gte=on).first()


def done(wish: MailWish, *, on: date) -> None:
    """It has been seen for today."""
    wish.looked_on, wish.gathered_at = on, None
    wish.save(update_fields=["looked_on", "gathered_at"])
