"""Answering an invitation by the calendar that it came to: no page is opened and nothing of the pupil is read.

A calendar can say that somebody comes or not. It says neither how, nor what they may decide or need, and what somebody
writes beside is not kept: it might hold anything, and the page is where it is asked for.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.timezone import localdate

from samverkan.access.gathering import facts_for, reader_for
from samverkan.access.guests import guest_reader
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.invited import Seat, mailed, seat, taken_back
from samverkan.meetings.models import Attendance, Invitee, Meeting, Reply, ReplyChannel
from samverkan.meetings.replying import Said, reply
from samverkan.meetings.seating import Place, places
from samverkan.people.assurance import raised_by
from samverkan.people.reaching import addresses
from samverkan.policy.acting import GUEST_ROLES, Action, Assurance, Level, at_level, may, may_come_by_calendar
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import Purpose
from samverkan.post import answering
from samverkan.post.reading import Answer, CalendarAnswer

ANSWERED = "a calendar's answer is tied to its seat, and the answerer's right is demanded before it is taken down"
ALSO = {Answer.YES: Attendance.VIDEO, Answer.NO: Attendance.MATERIAL}
"""What somebody has said more exactly already, and a calendar cannot say. It stands when the calendar says the same."""
MEANS = {Answer.YES: Attendance.COMES, Answer.NO: Attendance.DECLINES, Answer.SOMEBODY_ELSE: Attendance.DEPUTY}
"""The rest is no answer yet: one who does not know. Nor from the family, in whose place nobody comes."""


def answerable(row: Meeting, act: Action) -> bool:
    """Whether there is an entry and it asks the calendar for an answer. Never about a pupil with protected identity."""
    raised = raised_by([row.case.huvudman_id])
    asks = bool(answering.configured()) and not row.case.sealed and not row.time_open
    return asks and may_come_by_calendar(act, raised)


def heard(said: CalendarAnswer, now: datetime) -> bool:
    """Take the answer down as that of the one it was asked of. Whether anything was taken down.

    The mail was read as coming from them and to the address that only they were given (post.reading). What has
    happened since decides the rest: whether the seat is theirs and the address still theirs, whether the meeting is as
    it was when they answered, and whether they have said something later.
    """
    row = Meeting.objects.unguarded(because=ANSWERED).filter(calendar_uid=said.uid).first()
    if row is None or said.sequence != row.sequence or row.starts_at <= now:
        return False
    for invitee in Invitee.objects.unguarded(because=ANSWERED).filter(meeting=row, removed_at=None):
        found = seat(invitee.id)
        if found is not None and found.stands and _reached_at(found) == said.attendee:
            return _taken(found, said, now)
    return False


def said_by_calendar(invitees: list[UUID]) -> dict[UUID, datetime]:
    """Of those of the seats whose last answer a calendar gave: when it was said."""
    rows = Reply.objects.filter(invitee__in=invitees).order_by("invitee_id", "-made_at", "-id").distinct("invitee_id")
    return {row.invitee_id: row.said_at for row in rows if row.said_at is not None}


def _reached_at(found: Seat) -> str:
    known = addresses([found.person]) or (mailed([found.person]) if found.role in GUEST_ROLES else {})
    return answering.plain(known.get(found.person, ""))


@transaction.atomic
def _taken(found: Seat, said: CalendarAnswer, now: datetime) -> bool:
    """The act and its event, together or not at all, in the fence of the pupil's huvudman."""
    act = Action.INVITATION_REPLY if addresses([found.person]) else Action.GUEST_ANSWER
    raised = raised_by([found.huvudman])
    if not may_come_by_calendar(act, raised) or taken_back(found.id):
        return False
    # Two mails at once: the second waits here, and then sees what the first has said.
    Invitee.objects.unguarded(because=ANSWERED).select_for_update(of=("self",)).get(id=found.id)
    at = min(said.said_at, now)
    if _older_than_what_stands(found.id, at):
        return False
    with fence({found.huvudman}):
        reader = _reader(found, act, now)
        scope = None if reader is None else Scope.of(facts_for(reader, today=localdate(now)), now)
        head = None if scope is None else _head(scope, found)
        if reader is None or scope is None or head is None:
            return False
        if not may(reader, act, case=head.card.case, unit=head.card.unit).allowed:
            return False
        place = next((one for one in places(scope, head.row, head.card) if one.id == found.id), None)
        if place is None:
            return False
        told = Said(_attendance(said.answer, place), None, None, ReplyChannel.CALENDAR, localdate(at), at)
        reply(invitee=found.id, said=told, by=reader, now=now)
        doing = Doing(now, found.person, found.role.value, act.value, Purpose.SUPPORT.value, target=found.meeting)
        record(doing, Outcome.DONE, scope.trail)
    return True


def _older_than_what_stands(invitee: UUID, at: datetime) -> bool:
    """Whether something said at the same time or later has been taken down: on the page, by phone or by a calendar."""
    rows = Reply.objects.filter(invitee=invitee).values_list("said_at", "made_at")
    return any((said_at or made_at) >= at for said_at, made_at in rows)


def _reader(found: Seat, act: Action, now: datetime) -> Reader | None:
    """The person as they would have come in to answer: by signing in, or as a guest at this one meeting."""
    today = localdate(now)
    if act is Action.GUEST_ANSWER:
        return guest_reader(
            found.person, case=found.case, role=found.role, organisation=found.organisation, today=today
        )
    reader, _ = at_level(reader_for(found.person, today), Assurance(Level.LINK))
    return reader if reader.standings else None


def _head(scope: Scope, found: Seat) -> MeetingHead | None:
    try:
        return meeting(scope, found.meeting)
    except Http404:
        return None


def _attendance(answer: Answer, place: Place) -> Attendance:
    if ALSO.get(answer) is place.attendance:
        return place.attendance
    if answer is Answer.SOMEBODY_ELSE and place.of_the_family:
        return Attendance.UNANSWERED
    return MEANS.get(answer, Attendance.UNANSWERED)
