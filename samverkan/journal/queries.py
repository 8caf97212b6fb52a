"""Reading the journal. A person's own log is theirs; a pupil's log waits for the reviewers' room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.journal.models import Event


@dataclass(frozen=True, slots=True)
class LogRow:
    """One act of one's own, with the pupils it touched."""

    at: datetime
    action: str
    outcome: str
    cases: tuple[UUID, ...]
    """Those whom the answer spoke of."""
    among: int
    """How many pupils were touched in all, when the page chose or counted among more."""
    classes: tuple[str, ...]
    grounds: tuple[str, ...]


def own_log(scope: Scope, *, before: datetime, limit: int = 50) -> tuple[LogRow, ...]:
    """The reader's latest acts before a time, newest first."""
    events = Event.objects.filter(actor_id=scope.reader.person, at__lt=before).order_by("-at", "-id")
    return tuple(_row(event) for event in events.prefetch_related("touches")[:limit])


def _row(event: Event) -> LogRow:
    touches = list(event.touches.all())
    given = [touch for touch in touches if touch.given_out]
    return LogRow(
        event.at,
        event.action,
        event.outcome,
        tuple(touch.case_id for touch in given),
        len(touches),
        tuple(sorted({value for touch in given for value in touch.classes})),
        tuple(sorted({value for touch in given for value in touch.grounds})),
    )
