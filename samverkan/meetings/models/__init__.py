"""Meetings, their agenda, those invited and what has been sent to them."""

from samverkan.meetings.models.after import (
    Closing,
    Deviation,
    DeviationKind,
    Felt,
    MinutesSent,
    PulseAnswer,
    PulseGiven,
    ToldAfterwards,
    ToldHow,
)
from samverkan.meetings.models.during import HalfWritten, MinutesRow, Pen, Presence, RowKind, Turn
from samverkan.meetings.models.invited import Attendance, BroughtUp, Channel, Dispatch, Invitee, Reply, ReplyChannel
from samverkan.meetings.models.kinds import KindVersion
from samverkan.meetings.models.meeting import AgendaItem, Meeting, Participation
from samverkan.meetings.models.prepared import ChecklistTick, CheckPassed, RequiredText
from samverkan.meetings.slots.models import SlotAnswer, TimeSlot
from samverkan.meetings.team.models import TeamMeeting, TeamPoint, TeamRow, TeamSeat

__all__ = [
    "AgendaItem",
    "Attendance",
    "BroughtUp",
    "Channel",
    "CheckPassed",
    "ChecklistTick",
    "Closing",
    "Deviation",
    "DeviationKind",
    "Dispatch",
    "Felt",
    "HalfWritten",
    "Invitee",
    "KindVersion",
    "Meeting",
    "MinutesRow",
    "MinutesSent",
    "Participation",
    "Pen",
    "Presence",
    "PulseAnswer",
    "PulseGiven",
    "Reply",
    "ReplyChannel",
    "RequiredText",
    "RowKind",
    "SlotAnswer",
    "TeamMeeting",
    "TeamPoint",
    "TeamRow",
    "TeamSeat",
    "TimeSlot",
    "ToldAfterwards",
    "ToldHow",
    "Turn",
]
