"""Hoppa över, därför att …: a row of the checklist that no statute demands is passed over, with a reason."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.meetings.agendas import Check
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import CheckPassed, Meeting
from samverkan.meetings.sealed_words import PASSED, reasons_of, seal_words
from samverkan.policy.facts import Reader


def passed_of(meetings: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """By meeting the rows that are passed over, and why. For meetings fetched within a scope."""
    rows = list(
        CheckPassed.objects.filter(meeting__in=meetings, undone_at=None).select_related("meeting__cell").order_by("id")
    )
    reasons, found = reasons_of(rows), defaultdict[UUID, dict[str, str]](dict)
    for row in rows:
        found[row.meeting_id][row.row] = reasons[row.id]
    return found


def may_be_passed(head: MeetingHead, row: str) -> Check | None:
    """The row, when it may be passed over: there is one, and no statute demands it."""
    return next((check for check in head.template.checks if check.row == row and not check.law), None)


@transaction.atomic
def pass_over(*, meeting: Meeting, row: str, reason: str, by: Reader, now: datetime) -> None:
    """Pass a row over. Said again it is the new reason that holds."""
    undo(meeting=meeting, row=row, now=now)
    made = uuid.uuid4()
    CheckPassed.objects.create(
        id=made,
        meeting=meeting,
        row=row,
        sealed_reason=seal_words(meeting.cell, PASSED, made, reason, now=now),
        made_at=now,
        made_by_id=by.person,
    )


def undo(*, meeting: Meeting, row: str, now: datetime) -> None:
    """The row is to be done all the same."""
    CheckPassed.objects.filter(meeting=meeting, row=row, undone_at=None).update(undone_at=now)
