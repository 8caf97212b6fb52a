"""The team round a pupil, as far as the reader may know of it: that somebody knows the child is a secret in itself."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.adults import Trusted, trygghetsperson
from samverkan.people.models import TeamMember
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_with_year
from samverkan.policy import facts
from samverkan.policy.vocabulary import Branch, CaseId, OrganisationId, PersonId, Role

Ring = Literal["hem", "skola", "utanfor"]
Contact = Literal["kontakt", "tyst", "saknas"]
QUIET_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in the team, or a function that nobody holds yet."""

    id: UUID | None
    """None for a guardian, whose place in the team follows from custody."""
    person_id: PersonId | None
    name: str
    role: Role
    function: str
    organisation_id: OrganisationId | None
    organisation: str
    branch: Branch
    mandate: str
    phone: str
    since: date | None
    since_words: str
    last_contact_on: date | None
    trygghetsperson: bool
    protected: bool
    """The person's name is protected and not shown."""
    ring: Ring
    contact: Contact
    cell: facts.Cell

    @property
    def vacant(self) -> bool:
        """Whether nobody holds the function."""
        return self.person_id is None


def team(
    scope: Scope, case: CaseId | UUID, *, card: PupilCard | None = None, home_phones: bool = False
) -> tuple[Seat, ...]:
    """Everybody in the team the reader may know of: home first, then school, then those outside.

    Ask for `home_phones` only where they are shown: a number that is given leaves its footprint.
    """
    pupil = card or people.pupil(scope, UUID(str(case)))
    rows = [row for row in people.team_rows(scope, case) if row.role != Role.PUPIL]
    mandates = people.mandates(rows)
    trusted = trygghetsperson(scope, pupil.case)
    seats = [_seat(row, pupil, trusted, scope.today, mandates[row.id]) for row in rows]
    seated = {seat.person_id for seat in seats}
    seats += [_guardian(row, pupil) for row in people.guardians(scope, pupil) if row.person_id not in seated]
    if home_phones:
        seats = _with_home_phones(scope, pupil.case, seats)
    order = {"hem": 0, "skola": 1, "utanfor": 2}
    return tuple(
        sorted(
            seats, key=lambda seat: (order[seat.ring], seat.organisation, seat.vacant, people.search_form(seat.name))
        )
    )


def _seat(row: TeamMember, pupil: PupilCard, trusted: Trusted | None, today: date, mandate: str) -> Seat:
    role = Role(row.role)
    home = role is Role.GUARDIAN
    at_school = row.organisation is not None and row.organisation_id == pupil.holder
    ring: Ring = "hem" if home else "skola" if at_school else "utanfor"
    return Seat(
        id=row.id,
        person_id=None if row.person_id is None else PersonId(row.person_id),
        name=row.person.name if row.person else row.function.capitalize(),
        role=role,
        function=row.function if row.person else "saknas",
        organisation_id=None if row.organisation_id is None else OrganisationId(row.organisation_id),
        organisation=row.organisation.name if row.organisation else "",
        branch=Branch(row.organisation.branch) if row.organisation else Branch.SCHOOL,
        mandate=mandate,
        phone="" if home else _phone(row),
        since=row.since,
        since_words=day_with_year(row.since),
        last_contact_on=row.last_contact_on,
        trygghetsperson=trusted is not None and trusted.person_id == row.person_id,
        protected=row.person is not None and row.person.protected,
        ring=ring,
        contact=_contact(row, ring, today),
        cell=row.cell.facts,
    )


def _phone(row: TeamMember) -> str:
    if row.person is None:
        return ""
    return row.person.phone or (row.organisation.phone if row.organisation else "")


def _with_home_phones(scope: Scope, case: CaseId, seats: list[Seat]) -> list[Seat]:
    asked = [(case, seat.person_id) for seat in seats if seat.ring == "hem" and seat.person_id is not None]
    phones = people.home_phones(scope, asked)
    return [
        replace(seat, phone=phones.get((case, seat.person_id), "")) if seat.ring == "hem" and seat.person_id else seat
        for seat in seats
    ]


def _contact(row: TeamMember, ring: Ring, today: date) -> Contact:
    if row.person_id is None:
        return "saknas"
    latest = row.last_contact_on or (row.since if ring == "utanfor" else None)
    return "tyst" if latest is not None and today - latest > QUIET_AFTER else "kontakt"


def _guardian(row: people.GuardianRow, pupil: PupilCard) -> Seat:
    return Seat(
        id=None,
        person_id=row.person_id,
        name=row.name,
        role=Role.GUARDIAN,
        function=row.relation,
        organisation_id=None,
        organisation="",
        branch=Branch.SCHOOL,
        mandate="",
        phone="",
        since=None,
        since_words="",
        last_contact_on=None,
        trygghetsperson=False,
        protected=row.protected,
        ring="hem",
        contact="kontakt",
        cell=pupil.cell,
    )
