"""Writing the minutes: a row at a time, by whoever holds the pen. Nothing that somebody typed is ever lost."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.access.gathering import facts_in_case
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form
from samverkan.guard.scope import Scope
from samverkan.meetings.models import AgendaItem, Closing, HalfWritten, Meeting, MinutesRow, Pen, RowKind
from samverkan.people.cells import pupil_row
from samverkan.people.wording import local_day
from samverkan.policy import facts
from samverkan.policy.facts import Reader
from samverkan.policy.minuting import may_be_minuted, minuted
from samverkan.policy.vocabulary import CaseId, Kind, Manner, PersonId
from samverkan.vault.texts import open_field, say, seal_field, texts

DEMANDED = "a row of the minutes, which the writer's right has been demanded for"
A_MOMENT = timedelta(minutes=2)
"""Within which the same words are the same row: longer than going back takes, shorter than saying it anew."""
A_FEW = 5
"""Among the writer's own last rows it is found, if at all: one comes back to what one has just sent."""
UNANSWERED = timedelta(minutes=2)
"""After which one who has asked for the pen may take it."""
TEXT = "halvskriven"
"""The field under which what is half written is sealed."""
SHAPES = {RowKind.NOTE: Kind.NOTE, RowKind.DECISION: Kind.DECISION, RowKind.TASK: Kind.MEASURE}
"""What each row is to the law."""


class NotToBeTakenDown(ValueError):
    """What is said here may be heard and not written down. The message says what to write instead."""

    def __init__(self) -> None:
        super().__init__(
            "Det som sägs här får höras men inte skrivas ner. Skriv vad ni kommer överens om, som ett beslut eller en "
            "åtgärd, eller fråga om att få anteckna."
        )


class Approved(ValueError):
    """The minutes were approved meanwhile. What is to be said after that is an addition."""

    def __init__(self) -> None:
        super().__init__("Minnesanteckningarna är godkända och ändras inte längre. Skriv ett tillägg under Efter.")


@dataclass(frozen=True, slots=True)
class Said:
    """A row as it was typed. The key is the page's: the same row sent again is no other row."""

    key: UUID
    item: UUID
    kind: RowKind
    text: str
    owner: PersonId | None = None
    due_on: date | None = None


@transaction.atomic
def write(*, meeting: Meeting, said: Said, by: Reader, now: datetime) -> MinutesRow:
    """Save a row. While the meeting goes on and somebody else holds the pen it is kept beside, for that one to take in.

    Raises NotToBeTakenDown, Approved, and AgendaItem.DoesNotExist for a topic of another meeting.
    """
    rows = _held(meeting)
    known = rows.filter(key=said.key).first()
    if known is not None:
        return known
    refuse_approved(meeting)
    beside = meeting.ended_at is None and not Pen.objects.filter(meeting=meeting, holder=by.person).exists()
    return _write(meeting, rows, said, by, now, beside=beside)


@transaction.atomic
def add(*, meeting: Meeting, said: Said, by: Reader, now: datetime) -> MinutesRow | None:
    """Save a row of minutes that are approved: what stands there stays, and this is read beside it with its day.

    None when the row stands there already. Raises NotToBeTakenDown, and AgendaItem.DoesNotExist for another's topic.
    """
    rows = _held(meeting)
    known = rows.filter(key=said.key).exists()
    return None if known else _write(meeting, rows, said, by, now, beside=False)


@transaction.atomic
def rewrite(*, meeting: Meeting, row: UUID, said: Said, by: Reader, now: datetime) -> None:
    """Let a row say something else. Its former words are kept behind it and are shown nowhere.

    Raises NotToBeTakenDown, Approved, and MinutesRow.DoesNotExist for a row that is struck or of another meeting.
    """
    held = _unapproved(meeting).select_related("item__cell", "statement").get(id=row, removed_at=None)
    cell, old = cell_for(cell_of(meeting, held.item.cell.facts, said.kind, by, now)), held.statement
    held.statement = say(
        cell, Form.MINUTES, said.text, by=by.person, now=now, replaces=old if old.cell_id == cell.id else None
    )
    held.cell, held.kind, held.owner_id, held.due_on = cell, said.kind, said.owner, said.due_on
    held.save(update_fields=["statement", "cell", "kind", "owner", "due_on"])


def _held(meeting: Meeting) -> QuerySet[MinutesRow]:
    """The meeting's rows, while nobody else writes there."""
    Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    return MinutesRow.objects.unguarded(because=DEMANDED).filter(meeting=meeting)


def _unapproved(meeting: Meeting) -> QuerySet[MinutesRow]:
    """The same of minutes that may still be changed. Raises Approved."""
    rows = _held(meeting)
    refuse_approved(meeting)
    return rows


def refuse_approved(meeting: Meeting) -> None:
    """Raises Approved for a meeting whose minutes are what they are."""
    if approved(meeting):
        raise Approved


def _write(
    meeting: Meeting, rows: QuerySet[MinutesRow], said: Said, by: Reader, now: datetime, *, beside: bool
) -> MinutesRow:
    item = AgendaItem.objects.unguarded(because=DEMANDED).select_related("cell").get(id=said.item, meeting=meeting)
    cell = cell_for(cell_of(meeting, item.cell.facts, said.kind, by, now))
    HalfWritten.objects.unguarded(because=DEMANDED).filter(meeting=meeting, writer=by.person, key=said.key).delete()
    again = _just_said(rows, said, by, now)
    if again is not None:
        return again
    return MinutesRow.objects.create(
        key=said.key,
        meeting=meeting,
        item=item,
        cell=cell,
        statement=say(cell, Form.MINUTES, said.text, by=by.person, now=now),
        kind=said.kind,
        owner_id=said.owner,
        due_on=said.due_on,
        beside=beside,
        made_at=now,
        made_by_id=by.person,
    )


def _just_said(rows: QuerySet[MinutesRow], said: Said, by: Reader, now: datetime) -> MinutesRow | None:
    """The same words by the same person under the same topic a moment ago: somebody went back and saved again."""
    lately = rows.filter(
        item=said.item,
        kind=said.kind,
        owner=said.owner,
        due_on=said.due_on,
        made_by=by.person,
        removed_at=None,
        made_at__gte=now - A_MOMENT,
    ).select_related("statement__cell")
    last_few = list(lately.order_by("-made_at")[:A_FEW])
    known = texts(row.statement for row in last_few)
    return next((row for row in last_few if known[row.statement_id] == said.text), None)


@transaction.atomic
def keep(*, meeting: Meeting, said: Said, by: Reader, now: datetime) -> None:
    """Keep what somebody is writing, for that person alone. Nothing typed is nothing kept.

    What may not be taken down is not kept either: NotToBeTakenDown. AgendaItem.DoesNotExist for another's topic.
    """
    halves = HalfWritten.objects.unguarded(because=DEMANDED).filter(meeting=meeting, writer=by.person)
    halves.delete()
    saved = MinutesRow.objects.unguarded(because=DEMANDED).filter(meeting=meeting, key=said.key).exists()
    if saved or not said.text:
        return
    item = AgendaItem.objects.unguarded(because=DEMANDED).select_related("cell").get(id=said.item, meeting=meeting)
    cell, row = cell_for(cell_of(meeting, item.cell.facts, said.kind, by, now)), uuid.uuid4()
    HalfWritten.objects.create(
        id=row,
        meeting=meeting,
        cell=cell,
        item=item,
        writer_id=by.person,
        key=said.key,
        kind=said.kind,
        sealed_text=seal_field(cell, TEXT, row, said.text, now=now),
        written_at=now,
    )


def half_written(scope: Scope, meeting: Meeting) -> Said | None:
    """What the reader was writing when the page was lost."""
    rows = HalfWritten.objects.within(scope).filter(meeting=meeting, writer=scope.reader.person)
    row = rows.select_related("cell").first()
    if row is None:
        return None
    return Said(row.key, row.item_id, RowKind(row.kind), open_field(row.cell, TEXT, row.id, bytes(row.sealed_text)))


def approved(meeting: Meeting) -> bool:
    """Whether the minutes are what they are: nothing is written, struck or taken in any more."""
    return Closing.objects.filter(meeting=meeting).exists()


def cell_of(meeting: Meeting, topic: facts.Cell, kind: RowKind, by: Reader, now: datetime) -> facts.Cell:
    """The facts of what is written under a topic. Raises NotToBeTakenDown for what the writer may only hear."""
    case = CaseId(meeting.case_id)
    asked = facts_in_case(by, case, today=local_day(now), manner=Manner.RECORD)
    if not may_be_minuted(topic, SHAPES[kind], asked):
        raise NotToBeTakenDown
    return minuted(topic, SHAPES[kind], pupil_row(case).cell.facts)


@transaction.atomic
def strike(*, meeting: Meeting, row: UUID, now: datetime) -> None:
    """Take a row out of the minutes. It stays in the journal's reach, and is shown nowhere. Raises Approved."""
    _unapproved(meeting).filter(id=row, removed_at=None).update(removed_at=now)


@transaction.atomic
def unstrike(*, meeting: Meeting, row: UUID) -> None:
    """Undo a striking. Raises Approved."""
    _unapproved(meeting).filter(id=row).update(removed_at=None)


@transaction.atomic
def take_in(*, meeting: Meeting, row: UUID, by: Reader) -> bool:
    """Let what was written beside stand in the minutes. While the meeting goes on only the one who has the pen does.

    Raises Approved.
    """
    rows = _unapproved(meeting)
    if meeting.ended_at is None and Pen.objects.filter(meeting=meeting).exclude(holder=by.person).exists():
        return False
    rows.filter(id=row, beside=True).update(beside=False)
    return True


@transaction.atomic
def ask_for_the_pen(*, meeting: Meeting, by: Reader, now: datetime) -> None:
    """Ask whoever writes to hand over. With nobody writing, or no answer for a while, take it."""
    pen, made = Pen.objects.select_for_update().get_or_create(
        meeting=meeting, defaults={"holder_id": by.person, "taken_at": now}
    )
    if made or pen.holder_id == by.person:
        return
    if may_be_taken(pen, by.person, now):
        _give(pen, by.person, now)
    elif pen.asked_by_id != by.person:
        pen.asked_by_id, pen.asked_at = by.person, now
        pen.save(update_fields=["asked_by", "asked_at"])


def may_be_taken(pen: Pen, by: PersonId, now: datetime) -> bool:
    """Whether one has asked for the pen and had no answer: whoever held it may have closed the lid and gone."""
    return pen.asked_by_id == by and pen.asked_at is not None and pen.asked_at + UNANSWERED <= now


@transaction.atomic
def hand_over(*, meeting: Meeting, by: Reader, now: datetime) -> None:
    """Give the pen to whoever asked for it. Only the one who holds it does."""
    pen = Pen.objects.select_for_update().filter(meeting=meeting, holder=by.person).exclude(asked_by=None).first()
    if pen is not None:
        _give(pen, PersonId(pen.asked_by_id or pen.holder_id), now)


def _give(pen: Pen, to: PersonId, now: datetime) -> None:
    pen.holder_id, pen.asked_by_id, pen.asked_at, pen.taken_at = to, None, None, now
    pen.save()
