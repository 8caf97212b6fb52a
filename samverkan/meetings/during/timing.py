"""How long each point has taken: turns added up, and drawn."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Turn
from samverkan.meetings.topics import AgendaRow
from samverkan.picture import Figure, Spent, time_bars

SECONDS = 60


def minutes_used(item: UUID, turns: Iterable[Turn], now: datetime) -> int:
    """Whole minutes that the point has been taken up, in all its turns."""
    used = sum(((turn.ended_at or now) - turn.began_at for turn in turns if turn.item_id == item), start=timedelta())
    return int(used.total_seconds() // SECONDS)


def time_taken(head: MeetingHead, agenda: Sequence[AgendaRow], now: datetime) -> Figure | None:
    """The points that the reader may know of, planned against used. None when nobody kept the time."""
    turns = list(Turn.objects.filter(meeting=head.row))
    points = [Spent(row.title, row.minutes, minutes_used(row.id, turns, now)) for row in agenda]
    return time_bars(points) if any(point.used for point in points) else None


def time_words(planned: int, used: int) -> str:
    """ "12 min kvar av 15", or by how much it has gone over."""
    left = planned - used
    return f"{left} min kvar av {planned}" if left >= 0 else f"{-left} min över {planned}"
