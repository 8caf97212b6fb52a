"""Who is named for a pupil with protected identity, who may be, and who still waits for it (OSL 21:3, 21:3 a).

A yes of the family opens nothing of a sealed case by itself: a named person weighs each one who is let in. Somebody
from outside the school is let in the same way, and the one who names says why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell
from samverkan.guard.scope import Scope
from samverkan.people.barring import barred
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Assignment, Custody, Guardianship, NamedOfficer, Pupil, TeamMember
from samverkan.people.queries import PupilCard, team_rows
from samverkan.people.wording import LEAST_REASON, as_title
from samverkan.policy.vocabulary import InformationClass, Kind, PersonId, Role
from samverkan.vault.texts import open_field

REASON = "skal-namngiven"
"""The field under which it is sealed why somebody from outside is named."""
WHY = f"Skriv varför personen behöver se något om eleven, med minst {LEAST_REASON} tecken."
TOLD = "whoever may know of a yes is told whether it opens anything yet"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named for a sealed case, or who could be."""

    person_id: PersonId
    name: str
    why: str
    """ "rektor", "vårdnadshavare", "logoped, Habiliteringen"."""
    outside: bool = False
    """Whether the person works outside the school: then it is said why they are let in."""
    reason: str = ""


def officers(scope: Scope, card: PupilCard) -> tuple[Named, ...]:
    """Who is named for the sealed case today, those from outside with the reason."""
    rows = list(
        NamedOfficer.objects.filter(case_id=card.case, ended_at=None)
        .order_by("named_at", "person_id")
        .select_related("person")
    )
    known = {row.person_id: row for row in nameable(scope, card, named=True)}
    cell = Cell.objects.within(scope).filter(pk=reason_cell(pupil_row(card.case)).pk).first()
    return tuple(_officer(row, known.get(PersonId(row.person_id)), cell) for row in rows)


def _officer(row: NamedOfficer, known: Named | None, cell: Cell | None) -> Named:
    person = PersonId(row.person_id)
    why = known.why if known else "arbetar inte här längre"
    reason = ""
    if row.sealed_reason is not None and cell is not None:
        reason = open_field(cell, REASON, row.person_id, bytes(row.sealed_reason))
    name = known.name if known else row.person.name
    return Named(person, name, why, outside=known is not None and known.outside, reason=reason)


def nameable(scope: Scope, card: PupilCard, *, named: bool = False) -> tuple[Named, ...]:
    """Those who may be named for the sealed case, or with `named` those who are: guardians, colleagues at the schools
    of the one who names, and those from outside who sit in the pupil's team."""
    units = {standing.unit for standing in scope.reader.standings if standing.unit}
    today = Q(ends_on=None) | Q(ends_on__gte=scope.today)
    work = Assignment.objects.filter(today, begins_on__lte=scope.today, organisation_id=card.holder)
    work = work.filter(person__in=_officers_of(card)) if named else work.filter(unit_id__in=units)
    care = Guardianship.objects.filter(today, case_id=card.case, begins_on__lte=scope.today)
    found = {
        row.person_id: Named(PersonId(row.person_id), row.person.name, as_title(row.title) or Role(row.role).label)
        for row in work.select_related("person").order_by("person__sort_name", "-begins_on")
    }
    for row in care.exclude(custody=Custody.NONE).select_related("person"):
        name = row.person.name or "Skyddad vårdnadshavare"
        found[row.person_id] = Named(PersonId(row.person_id), name, row.relation or Role.GUARDIAN.label)
    for one in _from_outside(scope, card):
        found.setdefault(one.person_id, one)
    taken = set() if named else {*_officers_of(card), *barred(card.case)}
    return tuple(one for one in found.values() if one.person_id not in taken)


def _from_outside(scope: Scope, card: PupilCard) -> Iterable[Named]:
    """Those in the team whose work is elsewhere, as long as they work there."""
    seats = [
        row for row in team_rows(scope, card.case) if row.person_id and row.organisation_id not in (None, card.holder)
    ]
    works = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today),
        begins_on__lte=scope.today,
        person__in=[row.person_id for row in seats],
    )
    held = set(works.values_list("person_id", "organisation_id"))
    for row in seats:
        if row.person is not None and row.organisation is not None and (row.person_id, row.organisation_id) in held:
            function = row.function or Role(row.role).label
            yield Named(PersonId(row.person.id), row.person.name, f"{function}, {row.organisation.name}", outside=True)


Receiving = tuple[UUID, UUID, str | None]
"""A case, an organisation, and the role there or any."""


def with_nobody_named(asked: Collection[Receiving], today: date) -> frozenset[Receiving]:
    """Those of the receivers among whom nobody sits in the team and is named: a yes to them opens nothing yet."""
    if not asked:
        return frozenset()
    named = NamedOfficer.objects.filter(case=OuterRef("case"), person=OuterRef("person"), ended_at=None)
    seats = TeamMember.objects.unguarded(because=TOLD).filter(
        Q(until=None) | Q(until__gte=today), Exists(named), case_id__in={case for case, _, _ in asked}
    )
    return frozenset(asked) - {(row.case_id, row.organisation_id, role) for row in seats for role in (row.role, None)}


def reason_cell(pupil: Pupil) -> Cell:
    """The school's cell of decisions about the pupil, in which it is kept why somebody was let in."""
    return cell_for(school_cell(pupil, InformationClass.SUPPORT, Kind.DECISION))


def _officers_of(card: PupilCard) -> Iterable[UUID]:
    return NamedOfficer.objects.filter(case_id=card.case, ended_at=None).values_list("person_id", flat=True)
