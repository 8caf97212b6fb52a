"""What a meeting must hold before it can be closed, such as the four things of a SIP. Each text in its own cell."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form
from samverkan.guard.scope import Scope
from samverkan.meetings.agendas import Content, MeetingTemplate, required_contents
from samverkan.meetings.during.minutes import refuse_approved
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Meeting, RequiredText
from samverkan.people.cells import pupil_row, school_cell
from samverkan.policy import facts
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import say, texts

DEMANDED = "what a meeting must hold, which the writer's right has been demanded for"


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One of the required contents with what stands there, as far as the reader may have it."""

    content: Content
    text: str
    filled: bool
    """Whether something stands there. What the reader may not read is filled all the same."""


def contents(scope: Scope, head: MeetingHead) -> tuple[ContentRow, ...]:
    """The required contents in the order of the template."""
    rows = (
        RequiredText.objects.within(scope).filter(meeting=head.row, replaced_at=None).select_related("statement__cell")
    )
    by_row = {row.row: row.statement_id for row in rows}
    said, written = texts(row.statement for row in rows), _written(head.row)
    return tuple(
        ContentRow(content, said[by_row[content.row]] if content.row in by_row else "", content.row in written)
        for content in required_contents(head.template)
    )


def written_contents(scope: Scope, head: MeetingHead) -> tuple[tuple[str, str, facts.Cell], ...]:
    """The required contents that the reader may read: heading, text, and what says who may have it."""
    if not head.template.required:
        return ()
    rows = (
        RequiredText.objects.within(scope).filter(meeting=head.row, replaced_at=None).select_related("statement__cell")
    )
    kept = {row.row: row.statement for row in rows}
    said = texts(kept.values())
    return tuple(
        (one.text, said[kept[one.row].id], kept[one.row].cell.facts)
        for one in required_contents(head.template)
        if one.row in kept
    )


def missing_contents(meeting: Meeting, template: MeetingTemplate) -> tuple[Content, ...]:
    """What must still be written before the meeting can be closed."""
    written = _written(meeting)
    return tuple(content for content in required_contents(template) if content.row not in written)


@transaction.atomic
def write_content(*, meeting: Meeting, content: Content, text: str, by: Reader, now: datetime) -> None:
    """Write one of them, or write it anew: the former text is kept behind it. Raises Approved."""
    Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    refuse_approved(meeting)
    rows = RequiredText.objects.unguarded(because=DEMANDED)
    former = rows.filter(meeting=meeting, row=content.row, replaced_at=None).select_related("statement").first()
    if former is not None:
        rows.filter(id=former.id).update(replaced_at=now)
    cell = cell_for(school_cell(pupil_row(CaseId(meeting.case_id)), content.information_class, content.kind))
    before = former.statement if former is not None and former.statement.cell_id == cell.id else None
    RequiredText.objects.create(
        meeting=meeting,
        row=content.row,
        cell=cell,
        statement=say(cell, Form.MINUTES, text, by=by.person, now=now, replaces=before),
        made_at=now,
        made_by_id=by.person,
    )


def _written(meeting: Meeting) -> frozenset[str]:
    rows = RequiredText.objects.unguarded(because=DEMANDED).filter(meeting=meeting, replaced_at=None)
    return frozenset(rows.values_list("row", flat=True))
