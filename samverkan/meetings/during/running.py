"""Acts on a meeting that goes on: begin, turn to a topic, pause, who comes and leaves. Each may be sent twice."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.meetings.models import AgendaItem, Closing, Invitee, Meeting, MinutesRow, Pen, Presence, Turn
from samverkan.policy.facts import Reader

DEMANDED = "an act on a meeting that goes on, which the actor's right has been demanded for"


@transaction.atomic
def begin(*, meeting: Meeting, here: Collection[UUID], by: Reader, now: datetime) -> None:
    """The meeting begins with those who are here and its first topic. Whoever begins it holds the pen."""
    row = _held(meeting)
    if row.started_at is not None:
        return
    row.started_at = now
    row.save(update_fields=["started_at"])
    for seat in _seats(row).filter(id__in=here):
        Presence.objects.create(invitee=seat, came_at=now)
    Pen.objects.get_or_create(meeting=row, defaults={"holder_id": by.person, "taken_at": now})
    first = _topics(row).first()
    if first is not None:
        Turn.objects.create(meeting=row, item=first, began_at=now)


@transaction.atomic
def turn_to(*, meeting: Meeting, item: UUID, now: datetime) -> None:
    """Take up a topic. The one before is left where it is, and can be taken up again."""
    row = _held(meeting)
    wanted = _topics(row).filter(id=item).first()
    if wanted is None or not _goes_on(row):
        return
    going = Turn.objects.filter(meeting=row, ended_at=None).first()
    if going is not None and going.item_id == wanted.id:
        return
    _stop(row, now)
    Turn.objects.create(meeting=row, item=wanted, began_at=now)


@transaction.atomic
def pause(*, meeting: Meeting, now: datetime) -> None:
    """Stop the clock."""
    _stop(_held(meeting), now)


@transaction.atomic
def come(*, meeting: Meeting, invitee: UUID, now: datetime) -> None:
    """Somebody invited is in the room."""
    row = _held(meeting)
    seat = _seats(row).filter(id=invitee).first()
    if seat is not None and _goes_on(row):
        Presence.objects.get_or_create(invitee=seat, left_at=None, defaults={"came_at": now})


@transaction.atomic
def present(*, meeting: Meeting, here: Collection[UUID], shown: Collection[UUID], now: datetime) -> None:
    """Of the seats that the page showed these are in the room, and the others are not. The rest stay as they were."""
    row = _held(meeting)
    if not _goes_on(row):
        return
    gone = Presence.objects.filter(invitee__in=_seats(row).filter(id__in=shown).exclude(id__in=here), left_at=None)
    gone.update(left_at=now)
    for seat in _seats(row).filter(id__in=[one for one in here if one in shown]):
        Presence.objects.get_or_create(invitee=seat, left_at=None, defaults={"came_at": now})


@transaction.atomic
def leave(*, meeting: Meeting, invitee: UUID, now: datetime) -> None:
    """Somebody leaves the room, for a topic or for good."""
    row = _held(meeting)
    Presence.objects.filter(invitee__in=_seats(row).filter(id=invitee), left_at=None).update(left_at=now)


@transaction.atomic
def end(*, meeting: Meeting, now: datetime) -> None:
    """The meeting is over; nobody is in the room any more."""
    row = _held(meeting)
    if not _goes_on(row):
        return
    _stop(row, now)
    Presence.objects.filter(invitee__in=_seats(row), left_at=None).update(left_at=now)
    row.ended_at = now
    row.save(update_fields=["ended_at"])


@transaction.atomic
def reopen(*, meeting: Meeting, now: datetime) -> None:
    """Undo an ending, until the minutes are approved: those who were there when it ended are there, and the topic goes
    on. One that was over before it should have begun, and at which nothing was written, has not begun.
    """
    row = _held(meeting)
    if row.ended_at is None or Closing.objects.filter(meeting=row).exists():
        return
    if begun_by_mistake(row):
        _unbegin(row)
        return
    Presence.objects.filter(invitee__in=_seats(row), left_at=row.ended_at).update(left_at=None)
    last = Turn.objects.filter(meeting=row, ended_at=row.ended_at).first()
    if last is not None:
        Turn.objects.create(meeting=row, item_id=last.item_id, began_at=now)
    row.ended_at = None
    row.save(update_fields=["ended_at"])


def begun_by_mistake(row: Meeting) -> bool:
    """Whether it was over before it should have begun, and nothing was written."""
    early = row.ended_at is not None and row.ended_at < row.starts_at
    return early and not MinutesRow.objects.unguarded(because=DEMANDED).filter(meeting=row, removed_at=None).exists()


def _unbegin(row: Meeting) -> None:
    """Nobody was at what was no meeting, and no time went."""
    Turn.objects.filter(meeting=row).delete()
    Presence.objects.filter(invitee__in=_seats(row)).delete()
    Pen.objects.filter(meeting=row).delete()
    row.started_at = row.ended_at = None
    row.save(update_fields=["started_at", "ended_at"])


def _held(meeting: Meeting) -> Meeting:
    """The row, held until the act is done: two who press at once come one after the other."""
    return Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)


def _goes_on(row: Meeting) -> bool:
    return row.started_at is not None and row.ended_at is None


def _stop(row: Meeting, now: datetime) -> None:
    Turn.objects.filter(meeting=row, ended_at=None).update(ended_at=now)


def _topics(row: Meeting) -> QuerySet[AgendaItem]:
    return (
        AgendaItem.objects.unguarded(because=DEMANDED).filter(meeting=row, dropped_at=None).order_by("position", "id")
    )


def _seats(row: Meeting) -> QuerySet[Invitee]:
    return Invitee.objects.unguarded(because=DEMANDED).filter(meeting=row, removed_at=None)
