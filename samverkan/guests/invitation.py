"""The guest's page: one invitation, one's own part of the plan and one's own answers. Frozen for its template."""

from dataclasses import dataclass
from uuid import UUID

from samverkan.consent import own
from samverkan.consent import queries as consents
from samverkan.consent.passed_by import with_what_was_weighed
from samverkan.consent.queries import QuestionRow
from samverkan.guests.doors import GuestRequest
from samverkan.meetings import brought_up, weighing
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.models import Attendance
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.models import TimeSlot
from samverkan.meetings.slots.times import has_said, slots_of
from samverkan.plans import queries as plans
from samverkan.policy.acting import Action, may
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import Role

SAID = {
    Reply.YES: "consent_yes",
    Reply.NO: "consent_no",
    Reply.TALK: "consent_talk",
    Reply.WITHDRAWN: "consent_withdrawn",
}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """Something that one's own organisation does."""

    text: str
    often: str
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A question to the guest, and what they have answered."""

    row: QuestionRow
    answer: str
    """A key of the language's file; empty while it waits."""
    answerable: bool
    withdrawable: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the guest may read of the meeting they are invited to."""

    head: MeetingHead
    place: Place
    when: str
    slots: tuple[TimeSlot, ...]
    """The times proposed, while none is set."""
    where: str
    pupil: str
    others: tuple[str, ...]
    points: tuple[str, ...]
    own_points: tuple[str, ...]
    left: bool
    """Whether the school has something of the guest's to take up, which the guest may not read any more."""
    readers: str
    """Who would read what the guest writes, in Swedish."""
    open: bool
    """Whether it still can be answered."""
    answered: bool


def invitation(request: GuestRequest) -> Invitation:
    """The meeting within the guest's own scope. Http404 for what they may not know of any more."""
    scope, seat = request.scope, request.visit.found.seat
    head = meeting(scope, seat.meeting)
    table = weighing.gather(scope, head.row, head.card)
    place = next(one for one in table.places if one.id == seat.id)
    spoken, begins = request.speech, head.starts_at
    mine = [point.text for point in brought_up.points(scope, head.id) if point.invitee == seat.id]
    return Invitation(
        head=head,
        place=place,
        when=spoken.say("time_open") if head.row.time_open else spoken.span(begins, head.ends_at),
        slots=tuple(slots_of(head.row)),
        where="" if head.card.sealed else head.place,
        pupil=head.card.first_name,
        others=tuple(_named(one) for one in table.places if one.id != seat.id),
        points=tuple(row.title for row in table.agenda),
        own_points=tuple(mine),
        left=not mine and brought_up.has_brought_up(head.id, seat.person),
        readers=brought_up.readers(head.card),
        open=begins > scope.now and head.row.started_at is None,
        answered=place.attendance is not Attendance.UNANSWERED or place.id in has_said(head.row, [place]),
    )


def measures(request: GuestRequest, page: Invitation) -> tuple[MeasureLine, ...] | None:
    """What the guest's own organisation does, as far as the guest reads it. None for one who does none."""
    if not may(request.reader, Action.GUEST_MEASURE, case=page.head.card.case, unit=page.head.card.unit).allowed:
        return None
    mine = page.place.belongs
    groups = plans.plan(request.scope, page.head.card.case).measures
    return tuple(
        MeasureLine(row.text, row.frequency, row.period, row.owner)
        for group in groups
        if group.organisation == mine
        for row in group.rows
    )


def questions(request: GuestRequest, page: Invitation) -> tuple[ConsentLine, ...] | None:
    """What the school asks this guardian, those that wait first. None for whoever is asked nothing."""
    card = page.head.card
    if not may(request.reader, Action.GUEST_CONSENT, case=card.case, unit=card.unit).allowed:
        return None
    rows = consents.questions(request.scope, card.case, card=card)
    weighed = with_what_was_weighed(card.case, rows, request.scope.today, family=True)
    found = [_line(row) for row in weighed if row.givers and row.asked_on is not None]
    return tuple(sorted(found, key=lambda one: bool(one.answer)))


def consent(request: GuestRequest, page: Invitation, question: UUID) -> ConsentLine | None:
    """One of them."""
    return next((one for one in questions(request, page) or () if one.row.id == question), None)


def _line(row: QuestionRow) -> ConsentLine:
    waits = row in own.to_answer((row,))
    said = row.givers[0].reply
    answer = "" if waits and said is Reply.SILENT else SAID.get(said, "")
    return ConsentLine(row, answer, own.may_answer(row), bool(row.withdrawable))


def _named(place: Place) -> str:
    function = "" if place.role is Role.PUPIL else place.function
    return ", ".join(part for part in (place.name, function, place.belongs) if part)
