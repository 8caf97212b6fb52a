"""Acts on the times proposed for a meeting, and what each of those invited says of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.meetings.models import Attendance, Dispatch, Invitee, Meeting
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.models import SlotAnswer, Suits, TimeSlot
from samverkan.people.wording import sentence, when
from samverkan.policy.facts import Reader

DEMANDED = "an act on the times of a meeting that the actor's right has been demanded for"
Said = Mapping[UUID, Suits]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A proposed time and what those invited say of it, in names."""

    id: UUID
    when: str
    best: tuple[str, ...]
    can: tuple[str, ...]
    cannot: tuple[str, ...]
    silent: tuple[str, ...]
    busy: tuple[str, ...]
    """Who has another meeting then, in sentences."""


def slots_of(meeting: Meeting) -> list[TimeSlot]:
    """The times that still are proposed, the earliest first. None for a meeting whose time is set."""
    return slots_of_each([meeting])[meeting.id]


def slots_of_each(meetings: Iterable[Meeting]) -> dict[UUID, list[TimeSlot]]:
    """The same for many meetings, in one query and in none where every time is set."""
    undecided = [row.id for row in meetings if row.time_open]
    found: dict[UUID, list[TimeSlot]] = defaultdict(list)
    if undecided:
        for slot in TimeSlot.objects.filter(meeting__in=undecided, removed_at=None).order_by("starts_at"):
            found[slot.meeting_id].append(slot)
    return found


def propose(row: Meeting, times: Sequence[datetime], *, by: Reader, now: datetime) -> None:
    """Let these be the times proposed for a meeting held by the caller. One that stays keeps its answers."""
    standing = {slot.starts_at: slot for slot in TimeSlot.objects.filter(meeting=row, removed_at=None)}
    gone = [slot.id for at, slot in standing.items() if at not in times]
    TimeSlot.objects.filter(id__in=gone).update(removed_at=now)
    for at in times:
        if at not in standing:
            TimeSlot.objects.create(meeting=row, starts_at=at, made_at=now, made_by_id=by.person)


@transaction.atomic
def settle(*, meeting: Meeting, slot: UUID, by: Reader, now: datetime) -> bool:
    """The meeting is at this time. What has been sent asked for times: it gets a new number, and the invitation with
    its calendar goes out. False for a time that is not proposed any more.
    """
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    chosen = TimeSlot.objects.filter(meeting=row, id=slot, removed_at=None, starts_at__gt=now).first()
    if not row.time_open or row.cancelled_at is not None or chosen is None:
        return False
    row.starts_at, row.time_open = chosen.starts_at, False
    row.sequence += row.sent_at is not None
    row.save(update_fields=["starts_at", "time_open", "sequence"])
    Invitee.objects.unguarded(because=DEMANDED).filter(meeting=row).update(attendance=Attendance.UNANSWERED)
    return True


@transaction.atomic
def suit(*, invitee: UUID, said: Said, by: Reader, now: datetime) -> None:
    """What the seat says of each time. Nothing of a time that is not proposed for its meeting any more."""
    seats = Invitee.objects.unguarded(because=DEMANDED).filter(id=invitee, removed_at=None)
    seat = seats.select_related("meeting").first()
    if seat is None:
        return
    for slot in slots_of(seat.meeting):
        if slot.id in said:
            SlotAnswer.objects.create(slot=slot, invitee=seat, suits=said[slot.id], made_at=now, made_by_id=by.person)


def answers(slots: Iterable[TimeSlot], seats: Iterable[UUID]) -> dict[UUID, dict[UUID, Suits]]:
    """By time and seat what was said last."""
    found: dict[UUID, dict[UUID, Suits]] = defaultdict(dict)
    rows = SlotAnswer.objects.filter(slot__in=[slot.id for slot in slots], invitee__in=list(seats))
    for row in rows.order_by("made_at", "id"):
        found[row.slot_id][row.invitee_id] = Suits(row.suits)
    return found


def slot_rows(
    meeting: Meeting, places: Sequence[Place], busy: Mapping[datetime, tuple[str, ...]] | None = None
) -> tuple[SlotRow, ...]:
    """The proposed times with the names of those who can, as far as the reader may know of the seats. Who leads has
    proposed them and is asked nothing. `busy` says by time who has another meeting then.
    """
    slots = slots_of(meeting)
    asked = [place for place in places if place.person != meeting.leader_id]
    said = answers(slots, [place.id for place in asked]) if slots else {}

    def names(slot: TimeSlot, suits: Suits | None) -> tuple[str, ...]:
        return tuple(place.name for place in asked if said.get(slot.id, {}).get(place.id) is suits)

    return tuple(
        SlotRow(
            slot.id,
            sentence(when(slot.starts_at)),
            names(slot, Suits.BEST),
            names(slot, Suits.CAN),
            names(slot, Suits.CANNOT),
            names(slot, None),
            (busy or {}).get(slot.starts_at, ()),
        )
        for slot in slots
    )


def has_said(meeting: Meeting, places: Sequence[Place]) -> frozenset[UUID]:
    """The seats that have said something of any of the times."""
    said = answers(slots_of(meeting), [place.id for place in places])
    return frozenset(seat for by_seat in said.values() for seat in by_seat)


def wait_for_the_time(meeting: Meeting, places: Sequence[Place]) -> frozenset[UUID]:
    """The seats that have said which times suit and have been sent nothing since, though one of the times is set."""
    slots = [] if meeting.time_open else list(TimeSlot.objects.filter(meeting=meeting, removed_at=None))
    if not slots:
        return frozenset()
    rows = SlotAnswer.objects.filter(slot__in=slots, invitee__in=[place.id for place in places])
    last = dict(rows.order_by("made_at", "id").values_list("invitee_id", "made_at"))
    sent = Dispatch.objects.filter(invitee__in=last).values_list("invitee_id", "made_at")
    return frozenset(last) - {seat for seat, at in sent if at > last[seat]}
