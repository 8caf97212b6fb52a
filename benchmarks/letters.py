"""Invitations: a thousand made and queued in one sweep, and the whole act of sending, meeting by meeting."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from benchmarks import database, http
from benchmarks.measuring import Goal, table

if TYPE_CHECKING:
    from samverkan.meetings.models import Meeting

INVITATIONS = 1000
GOAL_SECONDS = 1.0
ROUNDS = 3


def run(progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """In the invented municipality, and rolled back: nothing is left in anybody's outbox."""
    database.use(http.world(progress))
    found = [_once() for _ in range(ROUNDS)]
    acts, swept, rows = (sorted(one[part] for one in found)[ROUNDS // 2] for part in range(3))
    meetings = int(found[0][3])
    progress(f"{INVITATIONS} inbjudningar: {swept:.2f} s i ett svep, {acts:.2f} s till {meetings} möten")
    words = table(
        ["utskick", "s, median"],
        [
            [f"{INVITATIONS} brev med kalender, gjorda och köade i ett svep", f"{swept:.2f}"],
            ["därav raderna i utkorgen", f"{rows:.2f}"],
            [f"lika många, skickade från {meetings} möten med lås, spärrar och spår av utskicket", f"{acts:.2f}"],
            ["ett sådant möte", f"{acts / meetings:.3f}"],
        ],
    )
    goal = Goal(f"{INVITATIONS} inbjudningar i kö ≤ 1 s", f"{swept:.2f} s", swept <= GOAL_SECONDS)
    return f"### Inbjudningar\n\n{words}", [goal]


def _once() -> tuple[float, float, float, int]:
    """Seconds for the acts, for the sweep, for its rows alone, and how many meetings the acts took."""
    from django.db import transaction
    from django.db.models import F
    from django.utils import timezone

    from samverkan.access.gathering import scope_for
    from samverkan.meetings.heading import meeting
    from samverkan.meetings.inviting import send
    from samverkan.meetings.models import Invitee, Meeting
    from samverkan.meetings.seating import places
    from samverkan.policy.vocabulary import PersonId
    from samverkan.post.actions import Draft, queue_all
    from samverkan.post.models import Letter

    now, because = timezone.now(), "a measurement"
    row = max(
        Meeting.objects.unguarded(because=because).filter(sent_at__isnull=False, cancelled_at=None, starts_at__gt=now),
        key=lambda one: Invitee.objects.unguarded(because=because).filter(meeting=one, removed_at=None).count(),
    )
    scope = scope_for(PersonId(row.leader_id), now=now, today=timezone.localdate(now))
    head = meeting(scope, row.id)
    seats = places(scope, head.row, head.card)
    queued, meetings, taken = 0, 0, 0.0
    with transaction.atomic():
        while queued < INVITATIONS:
            Meeting.objects.unguarded(because=because).filter(id=row.id).update(sequence=F("sequence") + 1)
            began = time.perf_counter()
            queued += len(send(meeting=row, places=seats, link="https://x.example/", by=scope.reader, now=now).mailed)
            taken += time.perf_counter() - began
            meetings += 1
        like = Letter.objects.latest("queued_at")
        began = time.perf_counter()
        drafts = [
            Draft(str(uuid.uuid4()), f"{one}@x.example", like.subject, like.text, _entry(row, one, now), "REQUEST")
            for one in range(INVITATIONS)
        ]
        made = time.perf_counter()
        queue_all(drafts, sender=row.leader_id, now=now)
        ended = time.perf_counter()
        transaction.set_rollback(True)
    return taken, ended - began, ended - made, meetings


def _entry(row: "Meeting", number: int, now: datetime) -> str:
    from samverkan.meetings.calendars import calendar

    return calendar(
        method="REQUEST",
        uid=row.calendar_uid,
        sequence=row.sequence,
        starts_at=row.starts_at,
        minutes=row.minutes,
        place="Rum 12",
        link="https://x.example/",
        organiser="samverkan@example.se",
        attendee=f"{number}@x.example",
        now=now,
    )
