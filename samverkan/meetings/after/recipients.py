"""Who is to have the minutes, who was not there, and what each may have of them."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from samverkan.access.gathering import Asked, facts_in_case, readers_of_each
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.invited import still_led
from samverkan.meetings.models import Attendance, Closing, DeviationKind, Presence
from samverkan.meetings.seating import Place
from samverkan.meetings.weighing import Table
from samverkan.people import queries as people
from samverkan.people.barring import barred
from samverkan.people.reaching import addresses
from samverkan.policy import facts
from samverkan.policy.capacities import as_family, at_work
from samverkan.policy.deciding import decide
from samverkan.policy.minuting import is_told_afterwards
from samverkan.policy.vocabulary import Manner, PersonId, Role

LATE = timedelta(minutes=10)
"""Later than this after the beginning is to come late. Nothing is agreed of it anywhere: a setting of the product."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who is to have the minutes."""

    person: PersonId
    name: str
    small: str
    """ "logoped, Habiliteringen"."""
    role: Role
    was_there: bool
    mail: str
    """Where a letter with a way in reaches them; empty for one who gets paper."""
    asked: facts.Facts
    """What the law is asked for this person, in writing."""
    own_link: UUID | None = None
    """The seat of a guest, whose letter leads by a link of their own."""

    @property
    def to_be_told(self) -> bool:
        """Whether somebody has to see to it that this person hears what it came to."""
        return not self.was_there and is_told_afterwards(self.role)

    def may_have(self, cell: facts.Cell) -> bool:
        """Whether what lies in the cell may be sent to the person."""
        return decide(cell, self.asked).allowed


@dataclass(frozen=True, slots=True)
class Strayed:
    """Something that did not become as agreed with another organisation."""

    key: str
    organisation: UUID
    kind: DeviationKind
    words: str
    """ "Maria Ek, Habiliteringen: kom inte och hade inte sagt det"."""
    unannounced: bool


def recipients(scope: Scope, head: MeetingHead, table: Table | None = None) -> tuple[Recipient, ...]:
    """The seats as the reader knows them, and each guardian without one. Nobody who may learn nothing."""
    table = table or weighing.gather(scope, head.row, head.card)
    closed, there = barred(head.card.case), _came(table.places)
    written = weighing.written(table)
    seats = [place for place in table.places if place.person not in closed]
    home = [row for row in people.guardians(scope, head.card) if not row.barred]
    unseated = [row for row in home if row.person_id not in {place.person for place in seats}]
    mail = addresses([*(place.person for place in seats), *(row.person_id for row in unseated)])
    asked, guests = _asked(table, [row.person_id for row in unseated]), still_led(head.row, seats, scope.now)
    return (
        *(
            _seated(place, head, there, mail.get(place.person, ""), written[place.key], guests.get(place.id, ""))
            for place in seats
        ),
        *(
            Recipient(
                row.person_id,
                row.name,
                row.relation,
                Role.GUARDIAN,
                was_there=False,
                mail=mail.get(row.person_id, ""),
                asked=asked[row.person_id],
            )
            for row in unseated
        ),
    )


def readers_of_additions(scope: Scope, head: MeetingHead) -> tuple[Recipient, ...]:
    """Those who are to have the minutes, and whoever approved them without a seat at the meeting: what somebody adds to
    what one has vouched for one is told of, as long as one works with the pupil.
    """
    table = weighing.gather(scope, head.row, head.card)
    to = recipients(scope, head, table)
    closing = Closing.objects.filter(meeting=head.row).select_related("approved_by").first()
    if closing is None or any(one.person == closing.approved_by_id for one in to):
        return to
    who, card = closing.approved_by, head.card
    person = PersonId(who.id)
    reader = readers_of_each([Asked((person,), table.today, card.case)])[0][person]
    work = at_work(reader, card.unit, card.holder)
    if work is None:
        return to
    asked = facts_in_case(reader, card.case, today=table.today, manner=Manner.SEND)
    mail = addresses([person]).get(person, "")
    return (*to, Recipient(person, who.name, work.role.label, work.role, was_there=True, mail=mail, asked=asked))


def at_seat(head: MeetingHead, table: Table, place: Place) -> Recipient:
    """Whoever sits here, to whom the minutes are shown on a page of their own and no letter is addressed."""
    return _seated(place, head, _came([place]), "", weighing.written(table)[place.key])


def strayed(scope: Scope, head: MeetingHead) -> tuple[Strayed, ...]:
    """The parties from outside that did not come, or came late. Of a sealed case nothing: a note of a day and a school
    could lead to somebody.
    """
    if head.card.sealed:
        return ()
    table = weighing.gather(scope, head.row, head.card)
    came = _came(table.places)
    found = []
    for place in table.places:
        if place.organisation is None or not place.is_outside(head.card.holder):
            continue
        kind = _kind(place, came.get(place.id), head.row.started_at)
        if kind is not None:
            words = f"{place.name}, {place.belongs}: {kind.label.lower()}"
            # Where nobody wrote down who was there, nobody is known to have stayed away.
            unannounced = bool(came) and kind is not DeviationKind.ABSENT
            found.append(Strayed(f"{place.key}.{kind}", place.organisation.id, kind, words, unannounced))
    return tuple(found)


def _seated(
    place: Place, head: MeetingHead, there: Container[UUID], mail: str, asked: facts.Facts, as_guest: str = ""
) -> Recipient:
    return Recipient(
        person=place.person,
        name=place.name,
        small=", ".join(part for part in (place.function, place.belongs) if part),
        role=place.role,
        was_there=place.id in there or place.person == head.leader_id,
        mail=mail or as_guest,
        asked=asked,
        own_link=place.id if as_guest and not mail else None,
    )


def _kind(place: Place, came: datetime | None, began: datetime | None) -> DeviationKind | None:
    if came is None and place.attendance is Attendance.DEPUTY:
        return None  # whoever came in their place has a seat of their own
    if came is None:
        said = place.attendance in (Attendance.DECLINES, Attendance.MATERIAL)
        return DeviationKind.ABSENT if said else DeviationKind.ABSENT_UNTOLD
    return DeviationKind.LATE if began is not None and came - began > LATE else None


def _came(places: Iterable[Place]) -> Mapping[UUID, datetime]:
    """When each first came, for those who were there at all."""
    rows = Presence.objects.filter(invitee__in=[place.id for place in places]).order_by("-came_at")
    return {row.invitee_id: row.came_at for row in rows}


def _asked(table: Table, persons: list[PersonId]) -> dict[PersonId, facts.Facts]:
    if not persons:
        return {}
    case = table.card.case
    readers = readers_of_each([Asked(tuple(persons), table.day, case)])[0]
    return {
        person: facts_in_case(as_family(readers[person]), case, today=table.today, manner=Manner.SEND)
        for person in persons
    }
