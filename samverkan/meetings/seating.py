"""Who sits round the table, and the facts that answer for each of them on the day of the meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samverkan.access.gathering import facts_in_case, readers_for, seat_standing, with_seat
from samverkan.guard.scope import Scope
from samverkan.meetings.models import Attendance, Invitee, Meeting
from samverkan.people.models import Organisation, OrganisationKind
from samverkan.people.queries import PupilCard
from samverkan.people.wording import first_name, local_day
from samverkan.policy import facts
from samverkan.policy.facts import Facts, Reader
from samverkan.policy.room import Seat
from samverkan.policy.vocabulary import CaseId, Manner, OrganisationId, PersonId, Role

NARROW = 14
"""Letters that fit beneath a name in the matrix."""
FAMILY = frozenset({Role.GUARDIAN, Role.PUPIL})
UNSEEN = "the room weighs every seat; one that the reader may not know of is shown neither by name nor as a column"


@dataclass(frozen=True, slots=True)
class Place:
    """A seat at the meeting, in words and as the law sees it."""

    id: UUID
    person: PersonId
    name: str
    short: str
    """First name for family and colleagues, the whole name for others."""
    role: Role
    function: str
    organisation: Organisation | None
    mandate: str
    needs: str
    attendance: Attendance
    cell: facts.Cell
    """Who may know that the person is invited."""

    @property
    def key(self) -> str:
        """How the seat is named in the room and in addresses."""
        return str(self.id)

    @property
    def column(self) -> str:
        """The word beneath the name where the room is narrow: the function, or the organisation when that is long."""
        if self.role is Role.PUPIL:
            return ""
        if self.organisation is not None and len(self.function) > NARROW:
            return OrganisationKind(self.organisation.kind).label.lower()
        return self.function

    @property
    def belongs(self) -> str:
        """The organisation's name, empty for the family."""
        return self.organisation.name if self.organisation else ""

    def is_outside(self, school: OrganisationId) -> bool:
        """Whether the person comes from another organisation than the school's."""
        return self.organisation is not None and self.organisation.id != school


def places(scope: Scope, meeting: Meeting, card: PupilCard) -> tuple[Place, ...]:
    """The seats that the reader may know of: the pupil, the home, the school, then others."""
    rows = (
        Invitee.objects.within(scope)
        .filter(meeting=meeting, removed_at=None)
        .select_related("cell", "person", "organisation")
        .order_by("person__sort_name", "id")
    )
    return in_order((_place(row, card) for row in rows), card.holder)


def unseen(meeting: Meeting, seen: Sequence[Place], card: PupilCard) -> tuple[Place, ...]:
    """The seats beyond those that the reader may know of, without a word of who they are: only for weighing."""
    rows = (
        Invitee.objects.unguarded(because=UNSEEN)
        .filter(meeting=meeting, removed_at=None)
        .exclude(id__in=[place.id for place in seen])
        .select_related("cell", "person", "organisation")
        .order_by("id")
    )
    found = (_place(row, card) for row in rows)
    return tuple(replace(place, name="", short="", function="", mandate="", needs="") for place in found)


def in_order(found: Iterable[Place], school: OrganisationId) -> tuple[Place, ...]:
    """The child first, those nearest before those further away; within that by name."""

    def nearness(place: Place) -> int:
        if place.role in FAMILY:
            return 0 if place.role is Role.PUPIL else 1
        return 3 if place.is_outside(school) else 2

    return tuple(sorted(found, key=nearness))


def seats(
    seated: Sequence[Place], *, case: CaseId, born_on: date | None, day: date, manner: Manner = Manner.SPEAK
) -> dict[str, Seat]:
    """The facts of each place on the day, by key. The grants of the case are read once for all."""
    readers = readers_for((place.person for place in seated), day, case=case)
    found: dict[str, Seat] = {}
    first: Facts | None = None
    for place in seated:
        reader = _seated(readers[place.person], place, case, born_on)
        first = first or facts_in_case(reader, case, today=day, manner=manner)
        found[place.key] = Seat(place.key, replace(first, reader=reader))
    return found


def reader_at(place: Place, *, case: CaseId, born_on: date | None, day: date) -> Reader:
    """The person as they will stand on the day, the invited seat included. Family stand as family and nothing else."""
    return _seated(readers_for([place.person], day, case=case)[place.person], place, case, born_on)


def _seated(reader: Reader, place: Place, case: CaseId, born_on: date | None) -> Reader:
    if place.role in FAMILY:
        return reader
    seat = seat_standing(role=place.role, organisation=place.organisation, case=case, born_on=born_on)
    return with_seat(reader, seat)


def day_of(moment: datetime, today: date) -> date:
    """The day the room is judged for: the meeting's, or today when it has been."""
    return max(local_day(moment), today)


def _place(row: Invitee, card: PupilCard) -> Place:
    role = Role(row.role)
    name = card.name if role is Role.PUPIL else row.person.name
    outside = row.organisation is not None and row.organisation_id != card.holder
    return Place(
        id=row.id,
        person=PersonId(row.person_id),
        name=name,
        short=name if outside or row.person.protected else first_name(name),
        role=role,
        function=row.function or role.label,
        organisation=row.organisation,
        mandate=row.mandate,
        needs=row.needs,
        attendance=Attendance(row.attendance),
        cell=row.cell.facts,
    )
