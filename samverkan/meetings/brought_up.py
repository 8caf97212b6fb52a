"""What the invited want to take up: written before the meeting, received by the school, read by whom the law lets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import BroughtUp, Invitee
from samverkan.meetings.room_words import HELD_BACK
from samverkan.meetings.topics import AgendaRow
from samverkan.meetings.weighing import HeldBack, Table
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.queries import PupilCard
from samverkan.people.stances import stances_of
from samverkan.people.wording import listed
from samverkan.plans.saved_once import left_lately
from samverkan.plans.writing import NoCapacity
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.deriving import derive
from samverkan.policy.facts import Reader
from samverkan.policy.room import Verdict
from samverkan.policy.vocabulary import CaseId, Kind, PersonId
from samverkan.vault.texts import say, texts

LEFT_BY_SEAT = "a guest is told that the school has what they left, and no word of it"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that somebody wants to take up."""

    id: UUID
    invitee: UUID
    """The seat of whoever wrote it, as they sit now: one who was taken off and invited again has another."""
    by: str
    text: str
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """Something that one of the invited wants to take up, as it is shown."""

    text: str
    by: str
    detail: str
    """Who may not hear it yet, for those who prepare the meeting."""


def readers(card: PupilCard) -> str:
    """Who reads it, for "Läses av …": in the same words to everybody. Names would tell those from outside, and one at
    home of another, who is not among them any more and so of whom it is decided that they learn nothing.
    """
    about = f" kring {card.first_name}" if card.first_name else ""
    return f"personal på {card.school} som arbetar med stödet{about}, och andra som lagen låter läsa det"


def received_cell(writer: Reader, case: CaseId) -> facts.Cell:
    """Where what one who is invited writes falls: of one from outside the school has received it, its origin kept (OSL
    7:2); of one at the school it is what they write there. Raises NoCapacity for one without a tie to the pupil.
    """
    pupil = pupil_row(case)
    standing = capacity(writer, case, pupil.cell.facts.unit) or next(iter(writer.in_case(case)), None)
    if standing is None:
        raise NoCapacity("Du har inget uppdrag kring eleven att skriva i.")
    made = derive(standing, Kind.NOTE, held_by_school=True, stances=stances_of(pupil.cell.huvudman_id))
    return school_cell(
        pupil,
        made.information_class,
        Kind.NOTE,
        branch=made.branch,
        origin=made.origin_class,
        profession=made.profession,
    )


def points(scope: Scope, meeting: UUID) -> tuple[Point, ...]:
    """What the reader may read of it, in the order it came. Of one who is not to come any more nothing."""
    seats = Invitee.objects.within(scope).filter(meeting=meeting, removed_at=None)
    sits = {seat.person_id: seat.id for seat in seats}
    rows = list(
        BroughtUp.objects.within(scope)
        .filter(invitee__meeting=meeting, invitee__person__in=sits)
        .select_related("cell", "invitee__person", "statement__cell")
        .order_by("made_at", "id")
    )
    said = texts(row.statement for row in rows)
    return tuple(
        Point(row.id, sits[row.invitee.person_id], row.invitee.person.name, said[row.statement_id], row.cell.facts)
        for row in rows
    )


def at_meeting(scope: Scope, head: MeetingHead, table: Table | None = None) -> tuple[BroughtRow, ...]:
    """The same for those who hold the meeting: what somebody asked to take up, and who may not hear it."""
    found = points(scope, head.id)
    return weighed(table or weighing.gather(scope, head.row, head.card), found, room=True) if found else ()


def weighed(table: Table, found: Sequence[Point], *, room: bool) -> tuple[BroughtRow, ...]:
    """Each with the room's verdict, as for a point of the agenda. Whoever wrote it knows it already."""
    rows = tuple(AgendaRow(one.id, one.text, 0, True, one.cell, one.cell) for one in found)
    verdict = weighing.judge(replace(table, agenda=rows)) if room and rows else Verdict(())
    writers = {str(one.id): str(one.invitee) for one in found}
    blocked = {
        row.topic: HELD_BACK
        if isinstance(row, HeldBack)
        else not_yet([table.place(one.seat).short for one in row.blocked if one.seat != writers[row.topic]])
        for row in verdict.rows
    }
    return tuple(BroughtRow(one.text, one.by, blocked.get(str(one.id), "")) for one in found)


def not_yet(who: Sequence[str]) -> str:
    """Who may not hear it, in a sentence without its full stop."""
    return f"{listed(who)} får inte höra det än" if who else ""


@transaction.atomic
def bring_up(*, invitee: UUID, case: CaseId, text: str, by: Reader, now: datetime) -> None:
    """Write it once: what the same person has just left in the same words is there already."""
    if left_lately(case, Form.TOPIC, text, by=by, now=now):
        return
    cell = cell_for(received_cell(by, case))
    told = say(cell, Form.TOPIC, text, by=by.person, now=now)
    BroughtUp.objects.create(invitee_id=invitee, cell=cell, statement=told, made_at=now)


def has_brought_up(meeting: UUID, person: PersonId) -> bool:
    """Whether the person has left anything to the meeting, also what they may not read any more."""
    rows = BroughtUp.objects.unguarded(because=LEFT_BY_SEAT)
    return rows.filter(invitee__meeting=meeting, invitee__person=person).exists()
