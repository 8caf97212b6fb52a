"""A seat as it is met before there is any reader: by the door that guests come in by, and by whoever sends a letter.

Says where and when a link stops leading anywhere, and nothing of whom the meeting is about.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from samverkan.meetings.models import Invitee, Meeting
from samverkan.meetings.seating import Place
from samverkan.people.barring import barred
from samverkan.people.models import Account, Person, Unit
from samverkan.policy.acting import GUEST_ROLES
from samverkan.policy.vocabulary import CaseId, HuvudmanId, OrganisationId, PersonId, Role

AT_THE_DOOR = "a seat is met at the door of guests, where nobody reads anything of the pupil yet"
AFTERWARDS = timedelta(days=30)
"""So long after the meeting a guest may still read and take back what they have answered."""
SCHOOL = "Skolan"
TAKEN_BACK: list[Callable[[UUID], bool]] = []
"""Rooms further out that say whether the school has taken back the way to a seat from outside. They add themselves."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose place it is, at which meeting."""

    id: UUID
    person: PersonId
    role: Role
    organisation: OrganisationId | None
    meeting: UUID
    case: CaseId
    huvudman: HuvudmanId
    starts_at: datetime
    held_on: date
    """The day of the meeting, also when it was begun on another than it was set for."""
    leads_to: datetime
    """The moment from which a link to the seat leads nowhere."""
    stands: bool
    """Whether somebody still sits here: the meeting is sent and not called off, the seat not taken away, the pupil and
    the person without protected identity, the person not one who may learn nothing."""
    school: str
    phone: str
    mobile: str
    """Where a text message reaches the person."""


def seat(invitee: UUID) -> Seat | None:
    """The seat, or None for one that never was."""
    return next(iter(_seats(Invitee.objects.unguarded(because=AT_THE_DOOR).filter(id=invitee))), None)


def seats_at(address: str, now: datetime) -> list[Seat]:
    """The seats of meetings not long past that are held by a guest with this mail address."""
    rows = Invitee.objects.unguarded(because=AT_THE_DOOR).filter(
        person__email__iexact=address, meeting__starts_at__gt=now - AFTERWARDS, removed_at=None
    )
    return [
        one for one in _seats(rows) if one.stands and one.role in GUEST_ROLES and one.person in mailed([one.person])
    ]


def way_back(case: UUID, person: UUID, on: date, now: datetime) -> tuple[UUID, str] | None:
    """The seat and the address by which a guest who was at the meeting of the day comes back, as long as a link leads
    there. None for whoever has an account, protected data, or no seat that stands.
    """
    rows = Invitee.objects.unguarded(because=AT_THE_DOOR).filter(meeting__case=case, person=person, removed_at=None)
    for one in _seats(rows.order_by("-meeting__starts_at", "id")):
        address = mailed([one.person]).get(one.person, "") if one.role in GUEST_ROLES else ""
        if one.stands and now < one.leads_to and one.held_on == on and address and not taken_back(one.id):
            return one.id, address
    return None


def taken_back(invitee: UUID) -> bool:
    """Whether the school has taken back the way to the seat from outside, and sent no new one since."""
    return any(took(invitee) for took in TAKEN_BACK)


def still_led(meeting: Meeting, seats: Iterable[Place], now: datetime) -> dict[UUID, str]:
    """The seats to which a letter with a link of one's own still leads, with the address: as long as a link lasts, and
    not where the school has taken it back.
    """
    if now >= meeting.ends_at + AFTERWARDS:
        return {}
    seated = {place.person: place for place in seats}
    found = guests_among(meeting, [(place.person, place.role) for place in seated.values()])
    ways = {seated[person].id: address for person, address in found.items()}
    return {invitee: address for invitee, address in ways.items() if not taken_back(invitee)}


def mailed(persons: Iterable[UUID]) -> dict[PersonId, str]:
    """The addresses of those without an account, to whom a link of their own may go. Nobody with protected data."""
    rows = Person.objects.filter(id__in=list(persons), protected=False, ended_on=None).exclude(email="")
    return {PersonId(row.id): row.email for row in rows.exclude(account__in=Account.objects.filter(is_active=True))}


def with_own_link(meeting: Meeting, seated: Iterable[tuple[UUID, Role]]) -> frozenset[PersonId]:
    """Those of the persons in these roles whom a link of their own leads, by mail or on paper: whoever may be a guest
    and has no account. Nobody where the pupil or the person is protected.
    """
    wanted = [person for person, role in seated if role in GUEST_ROLES]
    if meeting.case.sealed or not wanted:
        return frozenset()
    known = Person.objects.filter(id__in=wanted, protected=False, ended_on=None)
    rows = known.exclude(account__in=Account.objects.filter(is_active=True))
    return frozenset(PersonId(person) for person in rows.values_list("id", flat=True))


def guests_among(meeting: Meeting, seated: Iterable[tuple[UUID, Role]]) -> dict[PersonId, str]:
    """Those of the persons in these roles who get a link of their own, with the address. Nobody where the pupil is
    protected: that an address exists there is told no mail server.
    """
    wanted = [person for person, role in seated if role in GUEST_ROLES]
    return {} if meeting.case.sealed else mailed(wanted)


def _seats(rows: QuerySet[Invitee]) -> Iterator[Seat]:
    for row in rows.select_related("meeting__case", "meeting__leader", "person"):
        meeting, person = row.meeting, row.person
        home = meeting.case.unit_id
        unit = Unit.objects.filter(id=home).select_related("organisation").first() if home else None
        stands = (
            meeting.sent_at is not None
            and meeting.cancelled_at is None
            and row.removed_at is None
            and not meeting.case.sealed
            and not person.protected
            and person.id not in barred(meeting.case_id)
        )
        yield Seat(
            id=row.id,
            person=PersonId(row.person_id),
            role=Role(row.role),
            organisation=None if row.organisation_id is None else OrganisationId(row.organisation_id),
            meeting=meeting.id,
            case=CaseId(meeting.case_id),
            huvudman=HuvudmanId(meeting.case.huvudman_id),
            starts_at=meeting.starts_at,
            held_on=meeting.held_on,
            leads_to=meeting.ends_at + AFTERWARDS,
            stands=stands,
            school=unit.name if unit else SCHOOL,
            phone=(unit.phone or unit.organisation.phone if unit else "") or meeting.leader.phone,
            mobile=person.phone,
        )
