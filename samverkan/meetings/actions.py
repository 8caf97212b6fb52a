"""Planning, changing and sending a meeting. Each act is one transaction; letters go after it."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form
from samverkan.meetings.agendas import MeetingTemplate, meeting_cell, planned
from samverkan.meetings.film import lay_film, take_film_off
from samverkan.meetings.inviting import cancel_for, take_back_invitation
from samverkan.meetings.models import AgendaItem, Attendance, ChecklistTick, Invitee, Meeting, Participation
from samverkan.meetings.sealed_words import MANDATE, NEEDS, PLACE, places_of, seal_words
from samverkan.meetings.slots.times import propose, slots_of
from samverkan.people.barring import barred, refuse_barred
from samverkan.people.cells import existence_cell, names_of, pupil_row
from samverkan.people.models import Organisation, Pupil
from samverkan.people.wording import first_name
from samverkan.policy import facts
from samverkan.policy.capacities import at_work
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Role
from samverkan.vault.texts import say

DEMANDED = "an act on a meeting that the actor's right has been demanded for"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to invite, in the role and for the organisation they take part for."""

    person: PersonId
    role: Role
    function: str
    organisation: OrganisationId | None
    mandate: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """A topic as it should be. No title leaves the one it has."""

    id: UUID
    title: str | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Added:
    """A new topic: what it rests on, and the cell of its title, since a title can tell."""

    title: str
    minutes: int
    about_pupil: bool
    cell: facts.Cell
    title_cell: facts.Cell


@transaction.atomic
def plan(
    *,
    case: CaseId,
    template: MeetingTemplate,
    starts_at: datetime,
    place: str,
    leader: PersonId,
    invited: Sequence[Invited],
    participation: Participation | None,
    by: Reader,
    now: datetime,
    pupil_answered: bool = False,
    purpose: str = "",
    slots: Sequence[datetime] = (),
    film: bool = False,
    own_id: UUID | None = None,
) -> Meeting:
    """A meeting with seats and the template's agenda. Nothing is sent. `own_id` is the form's, so that it is one.
    `slots` are the times proposed, the earliest first; none for one whose time is set.
    """
    refuse_barred(case, leader, *(seat.person for seat in invited))
    pupil = pupil_row(case)
    cell = cell_for(meeting_cell(pupil))
    row = own_id or uuid.uuid4()
    made = Meeting.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        template=template.slug,
        kind_version_id=template.version,
        purpose=say(cell, Form.PURPOSE, purpose, by=by.person, now=now) if purpose.strip() else None,
        leader_id=leader,
        starts_at=starts_at,
        time_open=bool(slots),
        minutes=template.minutes,
        sealed_place=seal_words(cell, PLACE, row, place, now=now),
        participation=participation.value if participation else "",
        pupil_answered=pupil_answered,
        calendar_uid=f"{uuid.uuid4()}@samverkan",
        made_at=now,
        made_by_id=by.person,
    )
    propose(made, slots, by=by, now=now)
    organisations = Organisation.objects.in_bulk([seat.organisation for seat in invited if seat.organisation])
    for seat in invited:
        _seat(made, pupil, seat, organisations, now)
    _lay_agenda(made, pupil, template, invited, organisations, by, now)
    if film:
        lay_film(made, by=by, now=now)
    return made


def hold(*, meeting: Meeting) -> None:
    """Nobody else changes the meeting until this transaction ends: what is read now is what is changed."""
    Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)


@transaction.atomic
def change(
    *,
    meeting: Meeting,
    starts_at: datetime,
    place: str,
    leader: PersonId,
    invited: Sequence[Invited],
    participation: Participation | None,
    by: Reader,
    now: datetime,
    pupil_answered: bool = False,
    purpose: str = "",
    slots: Sequence[datetime] = (),
    film: bool | None = None,
    known: Collection[PersonId] | None = None,
) -> Meeting:
    """New time, place or people. What has been sent is then out of date: it gets a new number and is sent again.

    `known` are the seats that the changer may know of: only they can be taken away. None means all. `film` is whether
    a film from a working session is to be shown; None leaves it as it is.
    """
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    refuse_barred(row.case_id, leader, *(seat.person for seat in invited))
    retimed = (row.starts_at, [slot.starts_at for slot in slots_of(row)]) != (starts_at, list(slots))
    moved = retimed or places_of([row])[row.id] != place
    left, came = _reseat(row, invited, now, known)
    if retimed:  # a yes to another time is no answer
        _seats(row).update(attendance=Attendance.UNANSWERED)
        propose(row, slots, by=by, now=now)
    row.time_open = bool(slots)
    row.starts_at, row.leader_id = starts_at, leader
    row.participation = participation.value if participation else ""
    row.pupil_answered = pupil_answered
    row.sealed_place = seal_words(row.cell, PLACE, row.id, place, now=now)
    if purpose.strip():
        row.purpose = say(row.cell, Form.PURPOSE, purpose, by=by.person, now=now, replaces=row.purpose)
    if row.sent_at is not None and (moved or left or came):
        row.sequence += 1
    row.save()
    if film is not None:
        lay_film(row, by=by, now=now) if film else take_film_off(row, now=now)
    for invitee in left:
        cancel_for(row, invitee, by=by, now=now)
    return row


@transaction.atomic
def reorder(*, meeting: Meeting, last: Iterable[UUID], by: Reader, now: datetime) -> None:
    """Put these topics last, in the order they have among themselves."""
    moved = set(last)
    items = _ordered(meeting)
    _number(meeting, sorted((item.id for item in items), key=lambda item: item in moved))


@transaction.atomic
def edit_agenda(
    *,
    meeting: Meeting,
    points: Sequence[Edited],
    dropped: Collection[UUID],
    added: Added | None,
    by: Reader,
    now: datetime,
) -> None:
    """New titles, minutes and order of the topics that the editor knows of; some dropped, one added last.

    A topic that the editor may not know of keeps its place among the others.
    """
    held = {item.id: item for item in _ordered(meeting)}
    _items(meeting).filter(id__in=dropped).update(dropped_at=now)
    for point in points:
        _edit(held[point.id], point, by, now)
    known = {point.id for point in points}
    order = iter([point.id for point in points])
    kept = [next(order) if item in known else item for item in held if item not in set(dropped)]
    _number(meeting, kept)
    if added is not None:
        _lay(meeting, added, len(kept) + 1, by, now)


@transaction.atomic
def tick(*, meeting: Meeting, row: str, done: bool, by: Reader, now: datetime) -> None:
    """Tick a row of the checklist, or take the tick away."""
    if done:
        ChecklistTick.objects.get_or_create(
            meeting=meeting, row=row, defaults={"done_at": now, "done_by_id": by.person}
        )
    else:
        ChecklistTick.objects.filter(meeting=meeting, row=row).delete()


@transaction.atomic
def cancel(*, meeting: Meeting, by: Reader, now: datetime) -> None:
    """The meeting will not be. Everybody who has been sent it is told so once, without a reason."""
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    if row.cancelled_at is not None:
        return
    row.cancelled_at, row.sequence = now, row.sequence + 1
    row.save(update_fields=["cancelled_at", "sequence"])
    for invitee in _seats(row).filter(removed_at=None):
        cancel_for(row, invitee, by=by, now=now)


@transaction.atomic
def give_seat_up(*, meeting: Meeting, person: PersonId, by: Reader, now: datetime) -> None:
    """The person has no seat any more. For the others nothing has changed: they get nothing anew, and read no reason.

    An invitation on its way is kept back, and one that has gone is taken out of the calendar. What the person led, the
    one who decides leads.
    """
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    seat = _seats(row).filter(person=person, removed_at=None).first()
    if seat is not None:
        _seats(row).filter(id=seat.id).update(removed_at=now)
        take_back_invitation(row, seat, by=by, now=now)
    if row.leader_id != person:
        return
    row.leader_id = by.person
    row.save(update_fields=["leader"])
    standing = at_work(by, row.cell.facts.unit, row.cell.facts.holder)
    if standing is not None and not _seats(row).filter(person=by.person, removed_at=None).exists():
        leads = Invited(by.person, standing.role, standing.role.label, standing.organisation)
        organisations = Organisation.objects.in_bulk([standing.organisation] if standing.organisation else [])
        _seat(row, pupil_row(CaseId(row.case_id)), leads, organisations, now)


def _seat(
    meeting: Meeting, pupil: Pupil, seat: Invited, organisations: dict[UUID, Organisation], now: datetime
) -> Invitee:
    place = organisations.get(seat.organisation) if seat.organisation else None
    cell, row = cell_for(existence_cell(pupil, seat.role, place)), uuid.uuid4()
    return Invitee.objects.create(
        id=row,
        meeting=meeting,
        cell=cell,
        person_id=seat.person,
        organisation=place,
        role=seat.role.value,
        function=seat.function,
        sealed_mandate=seal_words(cell, MANDATE, row, seat.mandate, now=now),
        sealed_needs=seal_words(cell, NEEDS, row, seat.needs, now=now),
        added_at=now,
    )


def _reseat(
    row: Meeting, invited: Sequence[Invited], now: datetime, known: Collection[PersonId] | None
) -> tuple[list[Invitee], list[Invitee]]:
    """Those who left and those who came. A mandate or a need that changes alters nothing that has been sent."""
    wanted = {seat.person: seat for seat in invited}
    held = {PersonId(seat.person_id): seat for seat in _seats(row).filter(removed_at=None).select_related("cell")}
    closed = barred(row.case_id)
    # The form shows only the seats that its reader may know of. One who is missing from it may still be invited.
    left = [
        seat
        for person, seat in held.items()
        if person not in wanted and (known is None or person in known or person in closed)
    ]
    _seats(row).filter(id__in=[seat.id for seat in left]).update(removed_at=now)
    for person in held.keys() & wanted.keys():
        seat, said = held[person], wanted[person]
        _seats(row).filter(id=seat.id).update(
            sealed_mandate=seal_words(seat.cell, MANDATE, seat.id, said.mandate, now=now),
            sealed_needs=seal_words(seat.cell, NEEDS, seat.id, said.needs, now=now),
        )
    pupil = pupil_row(CaseId(row.case_id))
    organisations = Organisation.objects.in_bulk([seat.organisation for seat in invited if seat.organisation])
    came = [_seat(row, pupil, seat, organisations, now) for person, seat in wanted.items() if person not in held]
    return left, came


def _lay_agenda(
    meeting: Meeting,
    pupil: Pupil,
    template: MeetingTemplate,
    invited: Sequence[Invited],
    organisations: dict[UUID, Organisation],
    by: Reader,
    now: datetime,
) -> None:
    outside = {
        seat.organisation: (seat.role, organisations[seat.organisation])
        for seat in invited
        if seat.organisation and seat.organisation != pupil.cell.holder_id
    }
    name = first_name(names_of(pupil)[0]) or "Eleven"
    for position, item in enumerate(planned(template, pupil, name, outside.values()), start=1):
        _lay(meeting, Added(item.title, item.minutes, item.about_pupil, item.cell, item.title_cell), position, by, now)


def _lay(meeting: Meeting, topic: Added, position: int, by: Reader, now: datetime) -> None:
    AgendaItem.objects.create(
        meeting=meeting,
        cell=cell_for(topic.cell),
        title=say(cell_for(topic.title_cell), Form.TOPIC, topic.title, by=by.person, now=now),
        position=position,
        minutes=topic.minutes,
        about_pupil=topic.about_pupil,
    )


def _edit(item: AgendaItem, point: Edited, by: Reader, now: datetime) -> None:
    """The title stays in the cell it was written in; the former one is kept behind it."""
    item.minutes = point.minutes
    if point.title is not None:
        old = item.title
        item.title = say(old.cell, Form.TOPIC, point.title, by=by.person, now=now, replaces=old)
    item.save(update_fields=["minutes", "title"])


def _ordered(meeting: Meeting) -> list[AgendaItem]:
    """The topics in order, held against somebody else who changes them at the same time."""
    rows = _items(meeting).select_related("title__cell").order_by("position", "id")
    return list(rows.select_for_update(of=("self",)))


def _number(meeting: Meeting, order: Iterable[UUID]) -> None:
    for position, item in enumerate(order, start=1):
        _items(meeting).filter(id=item).update(position=position)


def _items(meeting: Meeting) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.unguarded(because=DEMANDED).filter(meeting=meeting, dropped_at=None)


def _seats(meeting: Meeting) -> QuerySet[Invitee]:
    return Invitee.objects.unguarded(because=DEMANDED).filter(meeting=meeting)
