"""Who sits round the table, and the facts that answer for each of them on the day of the meeting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samverkan.access.gathering import Asked, facts_in_case, readers_of_each, seat_standing, with_seat
from samverkan.guard.granting import grants_in
from samverkan.guard.scope import Scope
from samverkan.meetings.heading import Planned
from samverkan.meetings.models import Attendance, Invitee, Meeting
from samverkan.meetings.sealed_words import words_of
from samverkan.people.barring import barred_of_each
from samverkan.people.models import Organisation, OrganisationKind
from samverkan.people.queries import PupilCard
from samverkan.people.stances import Stances, stances_round
from samverkan.people.wording import first_name, local_day
from samverkan.policy import facts
from samverkan.policy.capacities import as_family
from samverkan.policy.facts import Grant, Reader
from samverkan.policy.room import Seat
from samverkan.policy.vocabulary import FAMILY, CaseId, Manner, OrganisationId, PersonId, Role

NARROW = 14
"""Letters that fit beneath a name in the matrix."""
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
    language: str
    """What the person speaks; empty for Swedish."""
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
        outside = self.organisation is not None and self.organisation.kind != OrganisationKind.SCHOOLS
        if outside and self.organisation is not None and len(self.function) > NARROW:
            return OrganisationKind(self.organisation.kind).label.lower()
        return self.function

    @property
    def belongs(self) -> str:
        """The organisation's name, empty for the family."""
        return self.organisation.name if self.organisation else ""

    @property
    def of_the_family(self) -> bool:
        """Whether the person takes part for themselves or for home: asked of no mandate, and a reader as family."""
        return self.role in FAMILY

    @property
    def answered(self) -> bool:
        """Whether the person has said anything to the invitation."""
        return self.attendance is not Attendance.UNANSWERED

    def is_outside(self, school: OrganisationId) -> bool:
        """Whether the person comes from another organisation than the school's."""
        return self.organisation is not None and self.organisation.id != school


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who will sit round whom, on which day."""

    places: tuple[Place, ...]
    card: PupilCard
    day: date


def places(scope: Scope, meeting: Meeting, card: PupilCard) -> tuple[Place, ...]:
    """The seats that the reader may know of: the pupil, the home, the school, then others."""
    return places_of_each(scope, [(meeting, card)])[0]


def places_left(scope: Scope, meeting: Meeting, card: PupilCard) -> tuple[Place, ...]:
    """The seats that have been taken away, as far as the reader may know of them. Nobody who may learn nothing."""
    return places_of_each(scope, [(meeting, card)], left=True)[0]


def places_of_each(scope: Scope, planned: Sequence[Planned], *, left: bool = False) -> list[tuple[Place, ...]]:
    """The same for many meetings, in one query."""
    rows = (
        Invitee.objects.within(scope)
        .filter(meeting__in=[meeting.id for meeting, _ in planned], removed_at__isnull=not left)
        .select_related("cell", "person", "organisation")
        .order_by("person__sort_name", "id")
    )
    found, words = _by_meeting(rows, _closed(planned, scope.now)), words_of(rows)
    return [
        in_order((_place(row, card, *words[row.id]) for row in found[meeting.id]), card.holder)
        for meeting, card in planned
    ]


def unseen_of_each(
    planned: Sequence[Planned], seen: Sequence[Sequence[Place]], *, now: datetime
) -> list[tuple[Place, ...]]:
    """The seats beyond those that the reader may know of, without a word of who they are: only for weighing."""
    rows = (
        Invitee.objects.unguarded(because=UNSEEN)
        .filter(meeting__in=[meeting.id for meeting, _ in planned], removed_at=None)
        .exclude(id__in=[place.id for places in seen for place in places])
        .select_related("cell", "person", "organisation")
        .order_by("id")
    )
    found = _by_meeting(rows, _closed(planned, now))
    return [tuple(_nameless(_place(row, card, "", "")) for row in found[meeting.id]) for meeting, card in planned]


def in_order(found: Iterable[Place], school: OrganisationId) -> tuple[Place, ...]:
    """The child first, those nearest before those further away; within that by name."""

    def nearness(place: Place) -> int:
        if place.of_the_family:
            return 0 if place.role is Role.PUPIL else 1
        return 3 if place.is_outside(school) else 2

    return tuple(sorted(found, key=nearness))


def seats(sittings: Sequence[Sitting], manner: Manner = Manner.SPEAK) -> list[dict[str, Seat]]:
    """The facts of each place on the day, by key, for each sitting. Readers and grants are read once for all."""
    asked = [Asked(tuple(place.person for place in one.places), one.day, one.card.case) for one in sittings]
    grants: dict[CaseId, tuple[Grant, ...]] = defaultdict(tuple)
    for grant in grants_in({one.card.case for one in sittings if one.places}):
        grants[grant.case] += (grant,)
    signed = stances_round((), {one.card.case for one in sittings if one.places})
    return [
        {
            place.key: _seat(place, one, readers[place.person], manner, grants[one.card.case], signed)
            for place in one.places
        }
        for one, readers in zip(sittings, readers_of_each(asked), strict=True)
    ]


def _seat(
    place: Place, sitting: Sitting, reader: Reader, manner: Manner, grants: tuple[Grant, ...], stances: Stances
) -> Seat:
    card = sitting.card
    seated = _seated(reader, place, card)
    asked = facts_in_case(seated, card.case, today=sitting.day, manner=manner, grants=grants, stances=stances)
    return Seat(place.key, asked)


def _seated(reader: Reader, place: Place, card: PupilCard) -> Reader:
    """The person as they will stand, the invited seat included. Family stand as family and nothing else."""
    if place.of_the_family:
        return as_family(reader)
    seat = seat_standing(
        role=place.role, organisation=place.organisation, case=card.case, born_on=card.born_on, school=card.unit
    )
    return with_seat(reader, seat)


def day_of(moment: datetime, today: date) -> date:
    """The day the room is judged for: the meeting's, or today when it has been."""
    return max(local_day(moment), today)


def _closed(planned: Sequence[Planned], now: datetime) -> dict[UUID, frozenset[PersonId]]:
    """By meeting those who may learn nothing about the pupil: they are counted for nobody, as if not invited, so that
    no figure tells of the decision. A meeting that has been stands as it was.
    """
    closed = barred_of_each({meeting.case_id for meeting, _ in planned})
    none: frozenset[PersonId] = frozenset()
    return {meeting.id: none if meeting.held_before(now) else closed[meeting.case_id] for meeting, _ in planned}


def _by_meeting(rows: Iterable[Invitee], closed: dict[UUID, frozenset[PersonId]]) -> dict[UUID, list[Invitee]]:
    found: dict[UUID, list[Invitee]] = defaultdict(list)
    for row in rows:
        if PersonId(row.person_id) not in closed[row.meeting_id]:
            found[row.meeting_id].append(row)
    return found


def _nameless(place: Place) -> Place:
    return replace(place, name="", short="", function="", language="")


def _place(row: Invitee, card: PupilCard, mandate: str, needs: str) -> Place:
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
        mandate=mandate,
        needs=needs,
        language=row.person.language,
        attendance=Attendance(row.attendance),
        cell=row.cell.facts,
    )
