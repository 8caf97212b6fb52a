"""Whom to ring: organisations outside the school and their contacts. Nothing here tells of any pupil."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Prefetch, Q
from django.http import Http404

from samverkan.people.models import ContactPoint, HuvudmanKind, Organisation, OrganisationKind, Unit
from samverkan.policy.facts import Reader


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One function at an organisation."""

    id: UUID
    function: str
    name: str
    phone: str
    email: str
    phone_hours: str
    good_to_know: str


@dataclass(frozen=True, slots=True)
class Directory:
    """One organisation with those one rings there."""

    id: UUID
    name: str
    kind: str
    phone: str
    phone_hours: str
    good_to_know: str
    contacts: tuple[ContactRow, ...]


def own_units(reader: Reader) -> tuple[Unit, ...]:
    """The school units the reader works at."""
    ids = {standing.unit for standing in reader.standings if standing.unit}
    return tuple(Unit.objects.filter(id__in=ids).select_related("organisation__huvudman").order_by("name"))


def directory(reader: Reader) -> tuple[Directory, ...]:
    """Organisations the reader's schools work with."""
    units = own_units(reader)
    points = ContactPoint.objects.filter(Q(unit=None) | Q(unit__in=units), ended_at=None).order_by("function", "name")
    rows = _organisations(units).prefetch_related(Prefetch("contact_points", queryset=points, to_attr="running"))
    return tuple(_as_directory(row) for row in rows.order_by("name"))


def organisation(reader: Reader, wanted: UUID) -> Organisation:
    """The organisation, or Http404 when the reader's schools do not know it."""
    found = _organisations(own_units(reader)).filter(id=wanted).first()
    if found is None:
        raise Http404
    return found


def contact(reader: Reader, wanted: UUID) -> ContactPoint:
    """The running contact, or Http404."""
    units = own_units(reader)
    found = (
        ContactPoint.objects.filter(Q(unit=None) | Q(unit__in=units), id=wanted, ended_at=None)
        .filter(organisation__in=_organisations(units))
        .select_related("organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def add(*, organisation: Organisation, unit: Unit | None, now: datetime, **words: str) -> ContactPoint:
    """A new function to ring at the organisation."""
    return ContactPoint.objects.create(organisation=organisation, unit=unit, added_at=now, **words)


def stands(*, organisation: Organisation, unit: Unit | None, **words: str) -> bool:
    """Whether the very same contact is there already, as when the form is sent again after going back."""
    return ContactPoint.objects.filter(organisation=organisation, unit=unit, ended_at=None, **words).exists()


def change(row: ContactPoint, **words: str) -> None:
    """New words for the same function."""
    for name, value in words.items():
        setattr(row, name, value)
    row.save(update_fields=list(words))


def end(row: ContactPoint, *, now: datetime) -> None:
    """The contact leaves the list; the row stays."""
    row.ended_at = now
    row.save(update_fields=["ended_at"])


def _organisations(units: tuple[Unit, ...]) -> models.QuerySet[Organisation]:
    """Outside organisations: those of one's own huvudman, and those of the regions."""
    return outside(unit.organisation.huvudman_id for unit in units)


def outside(huvudmen: Iterable[UUID]) -> models.QuerySet[Organisation]:
    """Organisations that are no schools, of these huvudmän, of the regions and of the state: all they work with."""
    own = set(huvudmen)
    near = Q(huvudman__in=own) | Q(huvudman__kind=HuvudmanKind.REGION) | Q(huvudman__kind=HuvudmanKind.STATE)
    return Organisation.objects.filter(near).exclude(kind=OrganisationKind.SCHOOLS)


def _as_directory(row: Organisation) -> Directory:
    running: list[ContactPoint] = row.running  # type: ignore[attr-defined]  # the prefetch above
    return Directory(
        row.id,
        row.name,
        row.get_kind_display(),
        row.phone,
        row.phone_hours,
        row.good_to_know,
        tuple(
            ContactRow(one.id, one.function, one.name, one.phone, one.email, one.phone_hours, one.good_to_know)
            for one in running
        ),
    )
