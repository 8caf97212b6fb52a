"""Meetings: when, who is invited, and the agenda with what each topic rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.demo.casefile import CaseFile, K
from samverkan.demo.days import at
from samverkan.guard.models import Cell, Form
from samverkan.meetings.models import (
    AgendaItem,
    Attendance,
    Channel,
    ChecklistTick,
    Dispatch,
    Invitee,
    Meeting,
    Participation,
)
from samverkan.meetings.sealed_words import MANDATE, NEEDS, PLACE
from samverkan.people.cells import existence_cell
from samverkan.people.models import Organisation, Person
from samverkan.policy.vocabulary import Kind, Role

COORDINATION = "samverkansmote"
FOLLOW_UP = "uppfoljning"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody invited."""

    person: Person
    role: Role
    function: str
    organisation: Organisation | None = None
    mandate: str = ""
    needs: str = ""
    attendance: Attendance = Attendance.COMES


@dataclass(frozen=True, slots=True)
class Topic:
    """A point on the agenda and the cell it rests on."""

    title: str
    minutes: int
    cell: Cell
    about_pupil: bool = True


def meet(
    file: CaseFile,
    *,
    on: date,
    clock: str,
    leader: Person,
    purpose: str,
    seats: Sequence[Seat],
    topics: Sequence[Topic],
    planned_on: date,
    sent: bool = True,
    template: str = COORDINATION,
    place: str = "",
    minutes: int = 90,
    participation: Participation = Participation.WHOLE,
    ticked: Iterable[str] = (),
) -> Meeting:
    """A meeting with its seats and agenda. That it is held may be known by those who may know of the support."""
    making = file.making
    cell = file.cell(K.SUPPORT, Kind.EXISTENCE)
    number = file.id("mote")
    meeting = making.add(
        Meeting(
            id=number,
            case_id=file.enrolled.case,
            cell=cell,
            template=template,
            purpose=file.say(cell, Form.PURPOSE, purpose, by=leader, on=planned_on),
            leader=leader,
            starts_at=at(on, clock),
            minutes=minutes,
            sealed_place=making.seal(cell, PLACE, number, place) if place else None,
            participation=participation,
            pupil_answered=True,
            calendar_uid=f"{file.id('kalender').hex}@samverkan",
            sequence=0,
            made_at=at(planned_on, "15.30"),
            made_by=leader,
            sent_at=at(planned_on, "15.45") if sent else None,
        )
    )
    for seat in seats:
        _invite(file, meeting, seat, leader, planned_on)
    for position, topic in enumerate(topics, start=1):
        making.add(
            AgendaItem(
                id=file.id("punkt"),
                meeting=meeting,
                cell=topic.cell,
                title=file.say(topic.cell, Form.TOPIC, topic.title, by=leader, on=planned_on, clock="15.31"),
                position=position,
                minutes=topic.minutes,
                about_pupil=topic.about_pupil,
            )
        )
    for row in ticked:
        making.add(ChecklistTick(meeting=meeting, row=row, done_at=at(planned_on, "16.00"), done_by=leader))
    return meeting


def _invite(file: CaseFile, meeting: Meeting, seat: Seat, leader: Person, planned_on: date) -> None:
    row, cell = file.id("inbjuden"), file.making.cell(existence_cell(file.pupil, seat.role, seat.organisation))
    invitee = file.making.add(
        Invitee(
            id=row,
            meeting=meeting,
            cell=cell,
            person=seat.person,
            organisation=seat.organisation,
            role=seat.role,
            function=seat.function,
            sealed_mandate=file.making.seal(cell, MANDATE, row, seat.mandate) if seat.mandate else None,
            sealed_needs=file.making.seal(cell, NEEDS, row, seat.needs) if seat.needs else None,
            attendance=seat.attendance,
            added_at=at(planned_on, "15.30"),
        )
    )
    if meeting.sent_at is not None:
        outside = seat.role in (Role.GUARDIAN, Role.PUPIL) or seat.organisation != file.school
        file.making.add(
            Dispatch(
                id=file.id("utskick"),
                invitee=invitee,
                channel=Channel.PAPER if outside else Channel.MAIL,
                sequence=0,
                made_at=meeting.sent_at,
                made_by=leader,
                printed_at=meeting.sent_at if outside else None,
            )
        )
