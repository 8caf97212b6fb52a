"""Acts that make the register: schools, classes, people and pupils, as an import or a first day needs them.

A pupil is never a lone row: she has a case, and the identity cell that says who may know she goes here.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ManyToOneRel, Model, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from samverkan.guard.cells import cell_for, cells_of, hold
from samverkan.guard.models import Case, Cell
from samverkan.people import turns
from samverkan.people.cells import identity_cell, names_of
from samverkan.people.models import (
    Account,
    Assignment,
    Group,
    Guardianship,
    Huvudman,
    HuvudmanKind,
    NamedOfficer,
    Organisation,
    OrganisationKind,
    Person,
    Pupil,
    SourceLink,
    Unit,
)
from samverkan.people.sealed_names import seal_name
from samverkan.policy import facts
from samverkan.policy.acting import FIRST_OFFICERS
from samverkan.policy.consenting import Suspension
from samverkan.policy.vocabulary import Branch, Regime, UnitId
from samverkan.post import actions as post

SEALING = "sealing or opening a whole case"
protected = Signal()
"""Sent with `rows` that have just been protected, in the same transaction: rooms further out forget what they know."""
REGISTER = "keeping the register, where no reader is shown anything"


def schools_of(huvudman: Huvudman) -> Organisation:
    """The organisation that holds the huvudman's schools, made when there is none."""
    schools, _ = Organisation.objects.get_or_create(
        huvudman=huvudman,
        kind=OrganisationKind.SCHOOLS,
        branch=Branch.SCHOOL,
        defaults={
            "name": f"Skolor, {huvudman.name}",
            "regime": Regime.SKOLLAG if huvudman.kind == HuvudmanKind.INDEPENDENT else Regime.OSL,
            "public": huvudman.kind != HuvudmanKind.INDEPENDENT,
        },
    )
    return schools


def enrol(person: Person, *, unit: Unit, group: Group | None, born_on: date | None, enrolled_on: date) -> Pupil:
    """Make a person a pupil of a unit, with case and identity cell."""
    case = Case.objects.create(huvudman_id=unit.organisation.huvudman_id, unit_id=unit.id)
    cell = cell_at(case, unit)
    return Pupil.objects.create(
        case=case, person=person, cell=cell, group=group, born_on=born_on, enrolled_on=enrolled_on
    )


def enrol_sealed(
    person: Person, *, name: tuple[str, str], at: Unit, born_on: date | None, enrolled_on: date, now: datetime
) -> Pupil:
    """Make a person with protected identity a pupil: no unit, no class, the name in the vault.

    The birth date is kept for the law alone, which asks for age: who answers, what a guardian reads, the 18th birthday.
    The rektor of the unit is named for the case; nobody else sees that it exists.
    """
    case = Case.objects.create(huvudman_id=at.organisation.huvudman_id, sealed=True)
    cell = cell_at(case, at)
    pupil = Pupil.objects.create(case=case, person=person, cell=cell, born_on=born_on, enrolled_on=enrolled_on)
    hide(person, cell, name=name, now=now)
    name_rektor(case, at, now=now)
    return pupil


@transaction.atomic
def seal_case(pupil: Pupil, *, at: Unit, now: datetime) -> None:
    """Seal a running case, its pupil having got protected identity: every cell loses its unit, the pupil her class."""
    case = pupil.case
    hold(case.id)
    name_rektor(case, at, now=now)
    _turn_cells(case, lambda cell: replace(cell, unit=None, sealed=True))
    Case.objects.filter(pk=case.pk).update(sealed=True, unit_id=None)
    Pupil.objects.unguarded(because=REGISTER).filter(pk=pupil.pk).update(group=None)
    protected.send(sender=Case, rows=(case, pupil))
    turns.turned([turns.Turn(case.id, Suspension.PROTECTED)], now=now)


def keep_birth_date(pupil: Pupil, born_on: date | None) -> None:
    """What a register says of a sealed pupil's age. One who was sealed by an earlier version has none yet."""
    if born_on is not None and born_on != pupil.born_on:
        Pupil.objects.unguarded(because=REGISTER).filter(pk=pupil.pk).update(born_on=born_on)


@transaction.atomic
def open_case(pupil: Pupil, *, at: Unit, now: datetime) -> None:
    """Lift the protection of a whole case, two people having said so: the pupil goes to the unit, under her own name.

    Class and how the home is reached were never kept. Nobody is named any longer. The adults stay hidden,
    since a source or a person may have hidden them for their own sake. Registers are read as if for the first time.
    """
    case, person = pupil.case, pupil.person
    hold(case.id)
    given_name, family_name = names_of(pupil)
    _turn_cells(case, lambda cell: replace(cell, unit=_unit_of(cell, at), sealed=False))
    Case.objects.filter(pk=case.pk).update(sealed=False, unit_id=at.pk)
    person.protected, person.sealed_name = False, None
    person.given_name, person.family_name = given_name[:80], family_name[:80]
    person.save()
    NamedOfficer.objects.filter(case=case, ended_at=None).update(ended_at=now)
    SourceLink.objects.filter(row_id=person.pk).update(digest="")


def leave_behind(case: Case, unit: UUID) -> None:
    """Let what a school has written lie at no unit, when the next school has taken over the pupil (decision 0039).

    It stays with the holder, for the archive and for whoever asks for it, and the family reads it as before. Work at
    the unit reaches it no more. Twins from two schools become one.
    """
    _turn_cells(case, lambda cell: replace(cell, unit=None) if cell.unit == unit else cell)


def _unit_of(cell: facts.Cell, at: Unit) -> UnitId | None:
    """What the school holds lies at the school; what others hold lies at none."""
    return UnitId(at.pk) if cell.holder == at.organisation_id else None


def _turn_cells(case: Case, turned: Callable[[facts.Cell], facts.Cell]) -> None:
    """Give every cell of a case its new facts. Two that become the same become one; one that is so already stays."""
    kept: dict[facts.Cell, Cell] = {}
    for cell in sorted(cells_of(case), key=lambda cell: turned(cell.facts) != cell.facts):
        new = turned(cell.facts)
        if new in kept:
            _repoint(cell, kept[new])
            continue
        kept[new] = cell
        Cell.objects.unguarded(because=SEALING).filter(pk=cell.pk).update(sealed=new.sealed, unit_id=new.unit)


def _repoint(cell: Cell, kept: Cell) -> None:
    """Let everything in a cell that has become the twin of another lie in that one: a pupil who once changed school."""
    for relation in Cell._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            rows: QuerySet[Model] = QuerySet(relation.related_model)
            rows.filter(**{relation.field.name: cell}).update(**{relation.field.name: kept})
    Cell.objects.unguarded(because=SEALING).filter(pk=cell.pk).delete()


@transaction.atomic
def hide(person: Person, cell: Cell, *, name: tuple[str, str], now: datetime) -> None:
    """Move a person's name into the vault, and drop phone and mail, here and wherever they are remembered.

    The address of an account stays, since the person signs in with it. It is shown to nobody else and mailed no more.
    """
    newly = not person.protected
    known = Account.objects.filter(person=person).values_list("email", flat=True)
    post.forget([person.email, *known])
    person.sealed_name = seal_name(cell, person.id, *name, now=now)
    person.protected = True
    person.given_name = person.family_name = person.phone = person.email = ""
    person.save()
    protected.send(sender=Person, rows=(person,))
    if newly:
        cases = Guardianship.objects.filter(person=person, ends_on=None).values_list("case_id", flat=True)
        turns.turned((turns.Turn(case, Suspension.PROTECTED) for case in cases), now=now)


def name_rektor(case: Case, unit: Unit, *, now: datetime) -> list[NamedOfficer]:
    """Name the unit's rektorer for a sealed case. Empty when the unit has none yet: then nobody sees the case."""
    rektorer = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=timezone.localdate(now)), unit=unit, role__in=FIRST_OFFICERS
    ).values_list("person_id", flat=True)
    return [
        NamedOfficer.objects.get_or_create(case=case, person_id=person, ended_at=None, defaults={"named_at": now})[0]
        for person in sorted(set(rektorer))
    ]


def named_for(case: Case) -> list[NamedOfficer]:
    """Those who are named for a sealed case today."""
    return list(NamedOfficer.objects.filter(case=case, ended_at=None))


def cell_at(case: Case, unit: Unit) -> Cell:
    """The cell that says that a pupil goes to a unit. When she changes school within the huvudman only this follows:

    what has been written stays with the school that wrote it until somebody there hands it over
    (skollagen 3 kap. 12 j §).
    """
    return cell_for(identity_cell(case, unit))


def pupils(ids: Iterable[UUID]) -> dict[UUID, Pupil]:
    """Pupils by person id, ended ones too, with case and identity cell."""
    rows = Pupil.objects.unguarded(because=REGISTER).filter(person_id__in=list(ids))
    return {row.person_id: row for row in rows.select_related("case", "cell", "group")}


def pupil_of(case: UUID) -> Pupil | None:
    """The pupil of a case."""
    return Pupil.objects.unguarded(because=REGISTER).filter(case=case).select_related("case", "cell", "group").first()


def pupils_at(units: Iterable[UUID]) -> list[Pupil]:
    """Running pupils of units, with persons and classes. Sealed cases have no unit and are never among them."""
    rows = Pupil.objects.unguarded(because=REGISTER).filter(ended_on=None, case__unit_id__in=list(units))
    return list(rows.select_related("case", "person", "group"))
