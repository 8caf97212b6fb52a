"""What the receiving school is told of the leaving one's side: how far it has come, and no word of what is written."""

from collections.abc import Iterable
from uuid import UUID

from samverkan.handovers.models import Arrival, Handover, Item
from samverkan.people.cells import names_of
from samverkan.people.models import Pupil

OTHER_SIDE = "who receives a pupil is told what has become of the handover, and no word of the other school's"
WHO = "who is handed over is named to those who may know of the handover, whichever school the pupil goes to today"


def sent_sides(arrivals: Iterable[Arrival]) -> dict[UUID, Handover]:
    """The handovers that arrivals, fetched within a scope, came by; each by its own id."""
    rows = Handover.objects.unguarded(because=OTHER_SIDE).filter(id__in=[row.handover_id for row in arrivals])
    return {row.id: row for row in rows.select_related("cell", "from_unit", "to_unit", "to_organisation")}


def schools_of_copies(case: UUID, *, handover: UUID | None = None) -> dict[UUID, str]:
    """From which school each received text came, by the id of the text that the new school has."""
    rows = Item.objects.unguarded(because=OTHER_SIDE).filter(case_id=case, copy__isnull=False)
    if handover is not None:
        rows = rows.filter(handover=handover)
    found = rows.values_list("copy_id", "handover__from_unit__name")
    return {copy: school or "" for copy, school in found if copy is not None}


def named(cases: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Given and family name of each pupil, by case."""
    rows = Pupil.objects.unguarded(because=WHO).filter(case_id__in=set(cases)).select_related("cell", "person")
    return {row.case_id: names_of(row) for row in rows}


def whole_name(names: tuple[str, str]) -> str:
    """As a list says it."""
    return " ".join(names).strip() or "Skyddad person"
