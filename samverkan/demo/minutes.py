"""What was written at meetings that have been: who was there, what it came to, and that it was approved and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samverkan.demo.casefile import CaseFile, K
from samverkan.guard.models import Cell, Form, Statement
from samverkan.meetings.models import (
    AgendaItem,
    Channel,
    Closing,
    Invitee,
    Meeting,
    MinutesRow,
    MinutesSent,
    Presence,
    RowKind,
    Turn,
)
from samverkan.people.models import Person
from samverkan.people.wording import local_day
from samverkan.plans.models import Decision, Step
from samverkan.policy.vocabulary import Kind, Role

NIGHT = timedelta(hours=19)
"""The minutes go out the next morning."""


@dataclass(frozen=True, slots=True)
class Written:
    """A row: under which topic by its place, what it is and what it says. A promise is one of the plan's."""

    topic: int
    kind: RowKind
    text: str = ""
    promise: Step | None = None


def hold(file: CaseFile, meeting: Meeting, rows: Sequence[Written], *, next_on: date, easy: str = "") -> None:
    """The meeting has been: everybody came, each topic took its time, the rows were written, and all was sent."""
    making, begun = file.making, meeting.starts_at
    ended = begun + timedelta(minutes=meeting.minutes)
    meeting.started_at, meeting.ended_at = begun, ended
    items = sorted((row for row in making.waiting(AgendaItem) if row.meeting is meeting), key=lambda row: row.position)
    seats = [row for row in making.waiting(Invitee) if row.meeting is meeting]
    for seat in seats:
        making.add(Presence(id=file.id("narvaro"), invitee=seat, came_at=begun, left_at=ended))
    began: dict[int, datetime] = {}
    clock = begun
    for place, item in enumerate(items):
        began[place], until = clock, clock + timedelta(minutes=item.minutes)
        making.add(Turn(id=file.id("tur"), meeting=meeting, item=item, began_at=clock, ended_at=until))
        clock = until
    for number, row in enumerate(rows, start=1):
        _write(file, meeting, items[row.topic], row, began[row.topic] + timedelta(minutes=number))
    told = _agreed(file, easy, meeting.leader, ended) if easy else None
    making.add(
        Closing(
            meeting=meeting,
            approved_at=ended + NIGHT,
            approved_by=meeting.leader,
            next_on=next_on,
            easy=told,
            done_at=ended + NIGHT,
        )
    )
    for seat in seats:
        if seat.person != meeting.leader:
            _sent(file, meeting, seat, ended + NIGHT)


def _write(file: CaseFile, meeting: Meeting, item: AgendaItem, row: Written, now: datetime) -> None:
    said = row.promise.statement if row.promise else _said(file, item, row, meeting.leader, now)
    file.making.add(
        MinutesRow(
            id=file.id("rad"),
            key=file.id("radnyckel"),
            meeting=meeting,
            item=item,
            cell=said.cell,
            statement=said,
            kind=row.kind,
            owner=row.promise.owner if row.promise else None,
            due_on=row.promise.due_on if row.promise else None,
            made_at=now,
            made_by=meeting.leader,
        )
    )
    if row.kind == RowKind.DECISION:
        file.making.add(
            Decision(
                id=file.id("beslutat"),
                case_id=meeting.case_id,
                cell=said.cell,
                statement=said,
                decided_on=local_day(now),
                set_at=now,
            )
        )


def _said(file: CaseFile, item: AgendaItem, row: Written, by: Person, now: datetime) -> Statement:
    """A note is an everyday one under an everyday topic; what is decided is the school's shared work."""
    decided = row.kind == RowKind.DECISION
    cell: Cell = file.cell(K.SUPPORT, Kind.DECISION) if decided else file.cell(K.ORDINARY, Kind.NOTE)
    return file.making.say(cell, Form.MINUTES, file.worded(row.text), by=by.id, at=now)


def _agreed(file: CaseFile, text: str, by: Person, now: datetime) -> Statement:
    return file.making.say(file.cell(K.SUPPORT, Kind.DECISION), Form.MINUTES, file.worded(text), by=by.id, at=now)


def _sent(file: CaseFile, meeting: Meeting, seat: Invitee, now: datetime) -> None:
    home = seat.role in (Role.GUARDIAN, Role.PUPIL) or seat.organisation != file.school
    file.making.add(
        MinutesSent(
            id=file.id("minnessand"),
            meeting=meeting,
            person=seat.person,
            channel=Channel.PAPER if home else Channel.MAIL,
            made_at=now,
            made_by=meeting.leader,
            printed_at=now if home else None,
        )
    )
