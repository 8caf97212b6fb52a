"""Changing who is who round a pupil: enrolling, seats in the team, those named, contacts."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.http import Http404

from samverkan.guard.cells import cell_for, hold
from samverkan.guard.models import Case
from samverkan.people import contacts, naming, officers, turns
from samverkan.people.barring import refuse_barred
from samverkan.people.cells import existence_cell, identity_cell, pupil_row
from samverkan.people.models import (
    Assignment,
    Group,
    Huvudman,
    HuvudmanKind,
    NamedOfficer,
    Organisation,
    OrganisationKind,
    Person,
    Pupil,
    TeamMember,
    Unit,
)
from samverkan.people.sealed_names import MANDATE, seal_name
from samverkan.people.wording import LEAST_REASON, local_day
from samverkan.policy.facts import Reader
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import Branch, CaseId, PersonId, Role
from samverkan.vault.texts import seal_field

BRANCH_OF_KIND: dict[str, Branch] = {
    OrganisationKind.SCHOOLS: Branch.SCHOOL,
    OrganisationKind.SOCIAL: Branch.SOCIAL,
    OrganisationKind.LSS: Branch.SOCIAL,
    OrganisationKind.BUP: Branch.CARE,
    OrganisationKind.HABILITATION: Branch.CARE,
    OrganisationKind.SPEECH: Branch.CARE,
    OrganisationKind.FIRST_LINE: Branch.CARE,
    OrganisationKind.PRIMARY_CARE: Branch.CARE,
    OrganisationKind.SPSM: Branch.SPSM,
    OrganisationKind.OTHER: Branch.SCHOOL,
}
"""In which branch an outside organisation works, and so under which secrecy."""

ROLE_OF_KIND: dict[str, Role] = {
    OrganisationKind.SCHOOLS: Role.OTHER_STAFF,
    OrganisationKind.SOCIAL: Role.SOCIAL_WORKER,
    OrganisationKind.LSS: Role.SOCIAL_WORKER,
    OrganisationKind.BUP: Role.BUP_CLINICIAN,
    OrganisationKind.HABILITATION: Role.HABILITATION,
    OrganisationKind.SPEECH: Role.SPEECH_THERAPIST,
    OrganisationKind.FIRST_LINE: Role.FIRST_LINE,
    OrganisationKind.PRIMARY_CARE: Role.FIRST_LINE,
    OrganisationKind.SPSM: Role.SPSM_ADVISER,
    OrganisationKind.OTHER: Role.OTHER_STAFF,
}
"""The role that a person from an outside organisation has in the law's eyes; the function says the rest in words."""


class OtherwiseRun(ValueError):
    """An organisation of the name is run by somebody else. The message says in Swedish what to do."""


class LastOfficer(ValueError):
    """Nobody would be left who can name another. The message says in Swedish what to do."""


@transaction.atomic
def enrol(
    *,
    unit: Unit,
    given_name: str,
    family_name: str,
    enrolled_on: date,
    by: Reader | None,
    now: datetime,
    group: Group | None = None,
    born_on: date | None = None,
    home_municipality: str = "",
    protected: bool = False,
    officers: Iterable[Person] = (),
    person_id: UUID | None = None,
    case_id: UUID | None = None,
) -> Pupil:
    """A new pupil. One with protected identity becomes a sealed case: no unit, no class, the name only in the vault."""
    case = Case.objects.create(
        id=case_id or uuid.uuid4(),
        huvudman_id=unit.organisation.huvudman_id,
        unit_id=None if protected else unit.id,
        sealed=protected,
    )
    cell = cell_for(identity_cell(case, unit))
    person = Person(id=person_id or uuid.uuid4(), protected=protected)
    if protected:
        person.sealed_name = seal_name(cell, person.id, given_name, family_name, now=now)
    else:
        person.given_name, person.family_name = given_name, family_name
    person.save(force_insert=True)
    for officer in officers if protected else ():
        NamedOfficer.objects.create(
            case=case, person=officer, named_at=now, named_by_id=None if by is None else by.person
        )
    return Pupil.objects.create(
        case=case,
        person=person,
        cell=cell,
        group=None if protected else group,
        born_on=born_on,
        home_municipality=home_municipality,
        enrolled_on=enrolled_on,
    )


class NoReason(ValueError):
    """Somebody from outside is let in to a sealed case without a reason that another can weigh."""


@transaction.atomic
def name_officer(*, case: CaseId, person: UUID, by: Reader, now: datetime, reason: str = "") -> NamedOfficer:
    """Let one more person see a sealed case. Naming somebody twice names them once.

    One from outside the school takes a reason, kept with the decision (OSL 21:3). Raises NoReason without it.
    """
    hold(case)
    refuse_barred(case, person)
    pupil, said = pupil_row(case), reason.strip()
    outside = _seats(case).filter(Q(until=None) | Q(until__gte=_day(now)), person_id=person)
    if len(said) < LEAST_REASON and outside.exclude(organisation=None).exclude(organisation_id=pupil.cell.holder_id):
        raise NoReason(naming.WHY)
    sealed = seal_field(naming.reason_cell(pupil), naming.REASON, person, said, now=now) if said else None
    named, _ = NamedOfficer.objects.get_or_create(
        case_id=case,
        person_id=person,
        ended_at=None,
        defaults={"named_at": now, "named_by_id": by.person, "sealed_reason": sealed},
    )
    return named


@transaction.atomic
def end_officer(*, case: CaseId, person: UUID, by: Reader, now: datetime) -> None:
    """The person sees nothing of the case from the next request on. Raises LastOfficer for the last who leads."""
    hold(case)
    running = NamedOfficer.objects.filter(case_id=case, ended_at=None)
    left = [row.person_id for row in running if row.person_id != person]
    if not officers.able(case, left, holder=pupil_row(case).cell.holder_id, today=local_day(now)):
        raise LastOfficer("Ingen kvar skulle kunna namnge någon annan. Namnge en annan rektor först.")
    running.filter(person_id=person).update(ended_at=now)
    officers.let_go(case, person, now=now)


@transaction.atomic
def add_member(
    *,
    case: CaseId,
    person: UUID | None,
    organisation: UUID | None,
    role: Role,
    function: str,
    by: Reader,
    now: datetime,
    mandate: str = "",
    since: date | None = None,
) -> TeamMember:
    """A seat in the team; without a person a function that nobody holds yet. A seat already held is given back."""
    hold(case)
    refuse_barred(case, person)
    pupil = pupil_row(case)
    if person is not None:
        held = _seats(case).filter(person_id=person, until=None).first()
        if held is not None:
            return held
    place = None if organisation is None else Organisation.objects.get(id=organisation)
    cell, row = cell_for(existence_cell(pupil, role, place)), uuid.uuid4()
    return TeamMember.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        organisation=place,
        person_id=person,
        role=role.value,
        function=function,
        sealed_mandate=seal_field(cell, MANDATE, row, mandate, now=now) if mandate else None,
        since=since or _day(now),
        added_at=now,
        added_by_id=by.person,
    )


@transaction.atomic
def end_membership(*, seat: UUID, case: CaseId, by: Reader, now: datetime) -> None:
    """The seat's last day becomes yesterday, so that the right to read ends at the next request. The row stays."""
    row = _seats(case).get(id=seat)
    row.until = _day(now) - timedelta(days=1)
    row.save(update_fields=["until"])
    officers.let_go_outside(row, holder=pupil_row(case).cell.holder_id, now=now)
    turns.left([row], now=now)


@transaction.atomic
def add_person(
    *,
    organisation: UUID,
    near: UUID,
    unit: UUID | None,
    name: str,
    function: str,
    by: Reader,
    now: datetime,
    phone: str = "",
    email: str = "",
) -> Person:
    """Somebody at another organisation, with an assignment there and as a contact of the school to ring.

    `near` is the school's huvudman, and `unit` the school whose contact it is. None, for a sealed case, leaves the
    person out of the directory. Raises Http404 for an organisation that the huvudman does not work with.
    """
    place = contacts.outside((near,)).filter(id=organisation).first()
    if place is None:
        raise Http404
    given, _, family = name.strip().rpartition(" ")
    person = Person.objects.create(
        given_name=given or family, family_name=family if given else "", phone=phone, email=email
    )
    Assignment.objects.create(
        person=person,
        organisation=place,
        role=ROLE_OF_KIND[place.kind].value,
        title=function,
        begins_on=_day(now),
    )
    if unit is not None:
        school = Unit.objects.get(id=unit)
        words = {"function": function, "name": person.name, "phone": phone, "email": email}
        contacts.add(organisation=place, unit=school, now=now, **words)
    return person


def note_languages(languages: Mapping[PersonId, str], *, by: Reader, now: datetime) -> None:
    """Which language people want to be spoken to in. Nothing is written of one with protected identity."""
    for person, language in languages.items():
        Person.objects.filter(id=person, protected=False).update(language=language)


def add_organisation(
    *, near: UUID, name: str, kind: OrganisationKind, run_by: RunBy, by: Reader, now: datetime, phone: str = ""
) -> Organisation:
    """An outside organisation, known by name. One with the same name and huvudman is given back.

    `near` is the school's huvudman, which keeps its own organisations and the private ones it works with. Raises
    OtherwiseRun when the one of that name is known to be run by somebody else: another secrecy would bind it.
    """
    owner = _owner_of(run_by, Huvudman.objects.get(id=near))
    found, _ = Organisation.objects.get_or_create(
        huvudman=owner,
        name=name.strip(),
        defaults={
            "kind": kind,
            "branch": BRANCH_OF_KIND[kind].value,
            "regime": run_by.regime.value,
            "public": run_by.public,
            "phone": phone,
        },
    )
    if found.public != run_by.public:
        raise OtherwiseRun(f"{found.name} finns redan, och drivs av någon annan. Välj den i listan ovanför.")
    return found


def role_at(person: UUID, organisation: UUID, *, today: date) -> Role | None:
    """The daily work of a person at an organisation today, the longest held first; None for none."""
    work = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), person_id=person, organisation_id=organisation, begins_on__lte=today
    )
    held = work.order_by("begins_on", "id").first()
    return None if held is None else Role(held.role)


def _owner_of(run_by: RunBy, home: Huvudman) -> Huvudman:
    """The region or the state; everything else is near the school's own huvudman, and known to no other."""
    shared = {RunBy.REGION: (HuvudmanKind.REGION, "Regionen"), RunBy.STATE: (HuvudmanKind.STATE, "Staten")}
    if run_by not in shared:
        return home
    kind, name = shared[run_by]
    return Huvudman.objects.filter(kind=kind).order_by("name").first() or Huvudman.objects.create(name=name, kind=kind)


def _seats(case: CaseId) -> models.QuerySet[TeamMember]:
    return TeamMember.objects.unguarded(because="an act on the team looks for the seat it changes").filter(case_id=case)


def _day(now: datetime) -> date:
    return local_day(now)
