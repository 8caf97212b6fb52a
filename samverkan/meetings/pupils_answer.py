"""The pupil's own answer to a meeting: whole, a while, a picture, or not. What others planned gives way to it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Attendance, Meeting, Participation, ReplyChannel
from samverkan.meetings.replying import Said, reply
from samverkan.meetings.seating import Place
from samverkan.people.wording import local_day
from samverkan.policy.facts import Reader

ANSWERED = "the pupil's own answer to a meeting, which the pupil's right has been demanded for"
COMES = {
    Participation.WHOLE: Attendance.COMES,
    Participation.PART: Attendance.COMES,
    Participation.PICTURE: Attendance.MATERIAL,
    Participation.ABSTAINS: Attendance.DECLINES,
}
"""What each answer says of the pupil's seat."""


def may_be_answered(head: MeetingHead, now: datetime) -> bool:
    """Whether the meeting is still to come and stands."""
    return head.sent and not head.cancelled and head.row.started_at is None and head.starts_at > now


@transaction.atomic
def take_part(*, meeting: UUID, seat: Place | None, how: Participation, by: Reader, now: datetime) -> bool:
    """Keep what the pupil answers. False when the meeting has begun or is called off meanwhile."""
    rows = Meeting.objects.unguarded(because=ANSWERED).select_for_update()
    row = rows.filter(id=meeting, cancelled_at=None, started_at=None, starts_at__gt=now).first()
    if row is None:
        return False
    if (row.participation, row.pupil_answered) == (how.value, True):
        return True
    row.participation, row.pupil_answered = how.value, True
    row.save(update_fields=["participation", "pupil_answered"])
    if seat is not None and not row.time_open:
        said = Said(COMES[how], None, None, ReplyChannel.SIGNED_IN, local_day(now))
        reply(invitee=seat.id, said=said, by=by, now=now)
    return True
