"""Closing a meeting: the minutes are approved, what was agreed becomes the plan's, and each is sent their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form, Statement
from samverkan.meetings.after.reaching import NOBODY, Reached, minutes_key, reached
from samverkan.meetings.after.recipients import Recipient, Strayed
from samverkan.meetings.during import minutes, running
from samverkan.meetings.during.minutes import Said
from samverkan.meetings.models import (
    Channel,
    Closing,
    Deviation,
    Meeting,
    MinutesRow,
    MinutesSent,
    RequiredText,
    RowKind,
    ToldAfterwards,
    ToldHow,
)
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.wording import day_with_year, when
from samverkan.plans import actions as plans
from samverkan.plans.promises import Promised, adopt
from samverkan.policy.facts import Cell, Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, PersonId
from samverkan.post import actions as post
from samverkan.post.actions import AT_THE_DOOR, KEY_HERE
from samverkan.vault.texts import say

DEMANDED = "an act on a meeting, which the actor's right has been demanded for"
SUBJECT = "Minnesanteckningar från ett möte"
HELD = "Ett möte har hållits"
ADDED = "Tillägg till minnesanteckningar"


class NotReady(ValueError):
    """The meeting cannot be closed yet. The message says what is left."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the meeting ends: when one meets next, or why not; what was agreed in easy words; what did not become as
    agreed with others.
    """

    next_on: date | None
    no_next: str
    easy: str
    strayed: Sequence[Strayed]


@transaction.atomic
def close(
    *, meeting: Meeting, ending: Ending, to: Sequence[Recipient], link: str, by: Reader, now: datetime
) -> Closing:
    """Approve the minutes and send them. A second click changes nothing and sends nothing.

    Raises NotReady while something that was written beside is neither taken in nor struck.
    """
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    known = Closing.objects.filter(meeting=row).first()
    if known is not None:
        return known
    rows = list(
        MinutesRow.objects.unguarded(because=DEMANDED)
        .filter(meeting=row, removed_at=None)
        .select_related("statement__cell")
        .order_by("made_at", "id")
    )
    if any(one.beside for one in rows):
        raise NotReady("Det finns rader som någon har skrivit bredvid. Ta in dem eller stryk dem först.")
    running.end(meeting=row, now=now)
    closing = Closing.objects.create(
        meeting=row,
        approved_at=now,
        approved_by_id=by.person,
        next_on=ending.next_on,
        no_next=_said(row, ending.no_next, by, now) if ending.next_on is None else None,
        easy=_said(row, ending.easy, by, now) if ending.easy else None,
    )
    _into_the_plan(row, rows, ending.next_on, by, now)
    _send(closing, rows, to, link, by, now)
    _note_strayed(row, ending.strayed)
    return settle(closing, to, now)


@transaction.atomic
def add(
    *, meeting: Meeting, said: Said, to: Sequence[Recipient], link: str, by: Reader, now: datetime
) -> tuple[Recipient, ...]:
    """Add to minutes that are approved, and tell those who may have it: who had a letter gets one, who had paper is
    handed it anew. What is agreed goes into the plan. A second click adds and sends nothing.

    Returns those it goes to. Raises NotToBeTakenDown.
    """
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    made = minutes.add(meeting=row, said=said, by=by, now=now)
    if made is None:
        return ()
    _into_the_plan(row, [made], None, by, now)
    written = made.cell.facts
    theirs = {one.person: one for one in to if one.person != by.person and one.may_have(written)}
    # Whoever approved them was sent nothing then, and is to know what somebody else adds.
    _made_out(row, [one for one in theirs.values() if not _has_them(row, one)], by, now)
    for sent in MinutesSent.objects.filter(meeting=row, person__in=theirs):
        sent.again_at, sent.printed_at = now, None
        sent.save(update_fields=["again_at", "printed_at"])
        one = theirs[PersonId(sent.person_id)]
        if sent.channel == Channel.MAIL and one.mail:
            _letter(minutes_key(row.id, one.person, now), one, ADDED, _added(row.starts_at, _way(one, link)), by, now)
    settle(Closing.objects.get(meeting=row), to, now)
    return tuple(theirs.values())


@transaction.atomic
def tell(
    *,
    meeting: Meeting,
    person: PersonId,
    how: ToldHow,
    told_on: date,
    to: Sequence[Recipient],
    by: Reader,
    now: datetime,
) -> None:
    """Somebody who was not there has heard what it came to, or what has been added since. The meeting is over when the
    last of them has.
    """
    Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    if reached(meeting).get(person, NOBODY).told is None:
        ToldAfterwards.objects.create(
            meeting=meeting, person_id=person, how=how, told_on=told_on, made_at=now, made_by_id=by.person
        )
    closing = Closing.objects.filter(meeting=meeting).first()
    if closing is not None:
        settle(closing, to, now)


def settle(closing: Closing, to: Sequence[Recipient], now: datetime) -> Closing:
    """The meeting is over once everybody at home who was not there knows, and the pupil. Not while a letter to one of
    them is on its way, and not any more when something is added that one of them is to be told.
    """
    known = reached(closing.meeting)
    over = all(_knows(one, known.get(one.person, NOBODY)) for one in to if one.to_be_told)
    if over != (closing.done_at is not None):
        closing.done_at = now if over else None
        closing.save(update_fields=["done_at"])
    return closing


def untold(meeting: Meeting, to: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """Those who were not there and whom somebody must tell: no letter with a way in has left for them or is about to,
    and nobody has told them of all there is.
    """
    known = reached(meeting)
    found = [(one, known.get(one.person, NOBODY)) for one in to if one.to_be_told]
    return tuple(one for one, so_far in found if not (_knows(one, so_far) or _is_written_to(one, so_far)))


def _is_written_to(one: Recipient, so_far: Reached) -> bool:
    return so_far.waits and one.own_link is None


def _knows(one: Recipient, so_far: Reached) -> bool:
    """A letter that leads by a link and a code may lie unread: whoever comes a few times a year is told besides."""
    return so_far.told is not None or (so_far.knows and one.own_link is None)


def note_printed(*, meeting: Meeting, persons: Iterable[PersonId], now: datetime) -> None:
    """The papers of those who are to be handed the minutes have been made. The first time is kept."""
    rows = MinutesSent.objects.filter(meeting=meeting, person__in=list(persons), channel=Channel.PAPER, printed_at=None)
    rows.update(printed_at=now)


def _into_the_plan(row: Meeting, rows: Sequence[MinutesRow], next_on: date | None, by: Reader, now: datetime) -> None:
    promised = [
        Promised(one.statement, PersonId(one.owner_id), one.due_on)
        for one in rows
        if one.kind == RowKind.TASK and one.owner_id is not None and one.due_on is not None
    ]
    case = CaseId(row.case_id)
    decided = [one.statement for one in rows if one.kind == RowKind.DECISION]
    adopt(case=case, promised=promised, decided=decided, agreed_on=row.held_on, now=now)
    if next_on is not None:
        plans.move_follow_up(case=case, follow_up_on=next_on, by=by, now=now)


def _said(row: Meeting, text: str, by: Reader, now: datetime) -> Statement:
    """What the one who leads says of the whole: shared work, as what is agreed is."""
    cell = cell_for(school_cell(pupil_row(CaseId(row.case_id)), InformationClass.SUPPORT, Kind.DECISION))
    return say(cell, Form.MINUTES, text, by=by.person, now=now)


def handed_over(closing: Closing, rows: Sequence[MinutesRow]) -> tuple[Cell, ...]:
    """Where what is handed over lies: the rows, what such a meeting must hold, what is said of it as a whole."""
    required = RequiredText.objects.unguarded(because=DEMANDED).filter(meeting=closing.meeting_id, replaced_at=None)
    said = [one for one in (closing.no_next, closing.easy) if one is not None]
    texts = [*(one.statement for one in required.select_related("statement__cell")), *said]
    return (*(one.cell.facts for one in rows), *(one.cell.facts for one in texts))


def gets_something(one: Recipient, cells: Sequence[Cell]) -> bool:
    """Whether there is anything for the person to read. Where nobody wrote anything nothing is kept from anybody."""
    return not cells or any(one.may_have(cell) for cell in cells)


def _send(
    closing: Closing, rows: Sequence[MinutesRow], to: Sequence[Recipient], link: str, by: Reader, now: datetime
) -> None:
    row, cells = closing.meeting, handed_over(closing, rows)
    for one in to:
        if one.person == by.person:
            continue
        _made_out(row, [one], by, now)
        key = minutes_key(row.id, one.person, None)
        if one.mail and gets_something(one, cells):
            _letter(key, one, SUBJECT, _text(row.starts_at, _way(one, link)), by, now)
        elif one.mail:
            _letter(key, one, HELD, _held(row.starts_at, closing.next_on), by, now)


def _made_out(row: Meeting, to: Sequence[Recipient], by: Reader, now: datetime) -> None:
    for one in to:
        channel = Channel.MAIL if one.mail else Channel.PAPER
        MinutesSent.objects.create(
            meeting=row, person_id=one.person, channel=channel, made_at=now, made_by_id=by.person
        )


def _has_them(row: Meeting, one: Recipient) -> bool:
    return MinutesSent.objects.filter(meeting=row, person=one.person).exists()


def _letter(key: str, one: Recipient, subject: str, text: str, by: Reader, now: datetime) -> None:
    leads = one.own_link if KEY_HERE in text else None
    post.queue(key=key, to_address=one.mail, subject=subject, text=text, sender=by.person, now=now, own_link=leads)


def _way(one: Recipient, link: str) -> str:
    """How the person comes to what is written: by signing in, or by a link of their own and a code."""
    if one.own_link is None:
        return f"Logga in i Samverkan för att läsa:\n{link}"
    return (
        f"Läs på sidan här:\n{urljoin(link, AT_THE_DOOR)}{KEY_HERE}\n\n"
        "Sedan skriver du en kod som du får på ett annat sätt. Länken är bara till dig."
    )


def _added(starts_at: datetime, way: str) -> str:
    return f"Hej!\n\nMinnesanteckningarna från mötet {when(starts_at)} har fått ett tillägg.\n{way}\n\nSkolan"


def _text(starts_at: datetime, way: str) -> str:
    """Says nothing of whom or what: mail is read on shared screens."""
    return f"Hej!\n\nMinnesanteckningarna från mötet {when(starts_at)} är klara.\n{way}\n\nSkolan"


def _held(starts_at: datetime, next_on: date | None) -> str:
    """To one who may have nothing of what was written: a link would lead to an empty page."""
    again = f"Nästa uppföljning är {day_with_year(next_on)}." if next_on else "Inget nytt möte är bestämt."
    return f"Hej!\n\nMötet {when(starts_at)} har hållits. {again}\nRing skolan om du har frågor om det.\n\nSkolan"


def _note_strayed(row: Meeting, found: Sequence[Strayed]) -> None:
    for one in found:
        Deviation.objects.create(
            huvudman_id=row.cell.huvudman_id,
            unit_id=row.cell.unit_id,
            organisation_id=one.organisation,
            kind=one.kind,
            happened_on=row.held_on,
        )
