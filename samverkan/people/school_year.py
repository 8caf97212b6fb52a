"""Läsår and lov: the days that a school unit has off, who keeps them, and who rests on them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404

from samverkan.people.models import Assignment, FreeDays, FreeKind, GroupRole, Guardianship, Unit
from samverkan.people.staff import kept_units
from samverkan.people.wording import day_with_year
from samverkan.policy.acting import Action
from samverkan.policy.facts import Reader

LONGEST = timedelta(days=120)
"""More than any summer: a longer row has a year that was written wrongly."""
LOOKED_BACK = timedelta(days=366)
"""How long what has been stays in the list."""


@dataclass(frozen=True, slots=True)
class FreeRow:
    """A row of the list."""

    id: UUID
    name: str
    days: str
    """ "26 oktober 2026–30 oktober 2026", or one day."""
    where: str
    past: bool
    may_remove: bool


class Overlaps(ValueError):
    """Some of the days are free already. The message is Swedish."""


def free_days(unit: UUID | None, *, since: date, until: date | None = None) -> frozenset[date]:
    """Every day from `since` that is off at the unit; none where no unit is known, as outside a school."""
    if unit is None:
        return frozenset()
    rows = _at(unit).filter(ends_on__gte=since)
    if until is not None:
        rows = rows.filter(begins_on__lte=until)
    return frozenset(
        row.begins_on + timedelta(days=number)
        for row in rows
        for number in range((row.ends_on - row.begins_on).days + 1)
    )


def resting(on: date) -> frozenset[UUID]:
    """Those who work only at units without school that day. A guardian with an account is no less one for a lov."""
    rows = FreeDays.objects.filter(removed_at=None, begins_on__lte=on, ends_on__gte=on)
    huvudmen = rows.filter(unit=None).values("huvudman")
    closed = set(
        Unit.objects.filter(Q(id__in=rows.values("unit")) | Q(organisation__huvudman__in=huvudmen)).values_list(
            "id", flat=True
        )
    )
    if not closed:
        return frozenset()
    runs = Q(begins_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    work = Assignment.objects.filter(runs)
    busy = set(work.filter(Q(unit=None) | ~Q(unit__in=closed)).values_list("person_id", flat=True))
    busy |= set(GroupRole.objects.filter(runs).exclude(group__unit__in=closed).values_list("person_id", flat=True))
    busy |= set(Guardianship.objects.filter(runs).values_list("person_id", flat=True))
    return frozenset(work.filter(unit__in=closed).values_list("person_id", flat=True)) - busy


def keeps_all(reader: Reader, unit: Unit) -> bool:
    """Whether the reader may say what holds at every school of the huvudman, and there are more than one."""
    every = Unit.objects.filter(organisation__huvudman=unit.organisation.huvudman_id)
    kept = {row.id for row in kept_units(reader, Action.SCHOOL_CHANGE)}
    ids = set(every.values_list("id", flat=True))
    return len(ids) > 1 and ids <= kept


def listed(unit: Unit, reader: Reader, *, today: date) -> tuple[FreeRow, ...]:
    """What is off at the unit: what is and what comes first, then what has been."""
    rows = _at(unit.id).filter(ends_on__gte=today - LOOKED_BACK).order_by("begins_on", "id")
    every = keeps_all(reader, unit)
    shown = [
        FreeRow(
            row.id,
            row.get_kind_display(),
            span(row.begins_on, row.ends_on),
            "Alla skolor" if row.unit_id is None else unit.name,
            row.ends_on < today,
            every or row.unit_id is not None,
        )
        for row in rows
    ]
    return tuple(sorted(shown, key=lambda row: row.past))


def add(
    unit: Unit, *, kind: FreeKind, begins_on: date, ends_on: date, everywhere: bool, by: Reader, now: datetime
) -> FreeDays:
    """New days off. Raises Overlaps when some of them are off there already."""
    stands = _at(unit.id).filter(begins_on__lte=ends_on, ends_on__gte=begins_on).order_by("begins_on").first()
    if stands is not None:
        days = span(stands.begins_on, stands.ends_on)
        raise Overlaps(
            f"{stands.get_kind_display()} {days} finns redan. Välj andra dagar, eller ta bort den raden först."
        )
    return FreeDays.objects.create(
        huvudman_id=unit.organisation.huvudman_id,
        unit=None if everywhere else unit,
        kind=kind,
        begins_on=begins_on,
        ends_on=ends_on,
        made_at=now,
        made_by_id=by.person,
    )


def kept(reader: Reader, wanted: UUID) -> FreeDays:
    """The row, if the reader keeps every school that it holds at; else Http404."""
    row = FreeDays.objects.filter(id=wanted, removed_at=None).select_related("unit", "huvudman").first()
    if row is not None:
        units = kept_units(reader, Action.SCHOOL_CHANGE)
        near = [one for one in units if one.organisation.huvudman_id == row.huvudman_id]
        if row.unit_id in {one.id for one in near} or (row.unit_id is None and near and keeps_all(reader, near[0])):
            return row
    raise Http404


def remove(row: FreeDays, *, now: datetime) -> None:
    """The days are school days again; the row stays as what once was said."""
    row.removed_at = now
    row.save(update_fields=["removed_at"])


def span(begins_on: date, ends_on: date) -> str:
    """ "21 december 2026–7 januari 2027", or the one day."""
    first, last = day_with_year(begins_on), day_with_year(ends_on)
    return first if begins_on == ends_on else f"{first}–{last}"


def _at(unit: UUID) -> models.QuerySet[FreeDays]:
    """What holds at the unit: its own rows, and those of all that its huvudman has."""
    home = Unit.objects.filter(id=unit).values("organisation__huvudman")
    return FreeDays.objects.filter(Q(unit=unit) | Q(unit=None, huvudman__in=home), removed_at=None)
