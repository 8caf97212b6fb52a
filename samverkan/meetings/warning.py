"""What is worth a second thought about a meeting's time. Nothing is stopped: a school may meet on a Saturday."""

from collections.abc import Iterable
from datetime import date, datetime

import holidays

from samverkan.guard.scope import Scope
from samverkan.meetings.clashing import LONGEST, clashes
from samverkan.meetings.editions import template_of
from samverkan.meetings.heading import MeetingHead, time_after_noun
from samverkan.meetings.known import known
from samverkan.meetings.seating import places
from samverkan.meetings.slots.times import slots_of
from samverkan.people.wording import WEEKDAYS, day, local_day, sentence, when

SATURDAY = 5
MORNING, NIGHT = 6, 22
"""Hours between which nobody wonders."""


def warnings(scope: Scope, head: MeetingHead) -> tuple[str, ...]:
    """Sentences, the day first. Of each time proposed while none is set, who has another meeting then."""
    proposed = [slot.starts_at for slot in slots_of(head.row)]
    seated = places(scope, head.row, head.card)
    others = clashes(scope, head, seated, proposed or [head.starts_at])
    return (
        *_of_the_day(local_day(head.starts_at)),
        *_of_the_hour(head.starts_at),
        *_clashes(scope, head),
        *(f"{sentence(when(at))}: {line}" if proposed else line for at, lines in others.items() for line in lines),
    )


def _of_the_day(on: date) -> Iterable[str]:
    if on.weekday() >= SATURDAY:
        yield f"Mötet är på en {WEEKDAYS[on.weekday()]}."
    elif name := holidays.country_holidays("SE", years=on.year, language="sv").get(on):
        yield f"{sentence(day(on))} är en helgdag: {name.split(';')[0]}."


def _of_the_hour(starts_at: datetime) -> Iterable[str]:
    """A clock left at 00.00 or typed wrongly is easily missed among the answers."""
    if not MORNING <= starts_at.hour < NIGHT:
        yield "Mötet börjar mitt i natten. Stämmer det?"


def _clashes(scope: Scope, head: MeetingHead) -> Iterable[str]:
    """Other meetings round the pupil at the same time, as far as the reader may know of them."""
    rows = known(scope).filter(case_id=head.card.case, cancelled_at=None).exclude(id=head.id)
    near = rows.filter(starts_at__lt=head.ends_at, starts_at__gt=head.starts_at - LONGEST).order_by("starts_at")
    for row in near:
        if row.ends_at > head.starts_at:
            what = template_of(row).lowered
            yield f"{head.card.first_name} har ett annat möte då: {what} {time_after_noun(row)}."
