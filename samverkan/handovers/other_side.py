"""What the receiving school is told of the leaving one's side: how far it has come, and no word of what is written."""

from uuid import UUID

from samverkan.handovers.models import Arrival, Handover, Item

OTHER_SIDE = "who receives a pupil is told what has become of the handover, and no word of the other school's"


def sent_side(arrival: Arrival) -> Handover:
    """The handover that an arrival, fetched within a scope, came by."""
    rows = Handover.objects.unguarded(because=OTHER_SIDE)
    return rows.select_related("cell", "from_unit", "to_unit", "to_organisation").get(id=arrival.handover_id)


def schools_of_copies(case: UUID, *, handover: UUID | None = None) -> dict[UUID, str]:
    """From which school each received text came, by the id of the text that the new school has."""
    rows = Item.objects.unguarded(because=OTHER_SIDE).filter(case_id=case, copy__isnull=False)
    if handover is not None:
        rows = rows.filter(handover=handover)
    found = rows.values_list("copy_id", "handover__from_unit__name")
    return {copy: school or "" for copy, school in found if copy is not None}
