"""Links from a source's ids to rows here, written as part of an import."""

from uuid import UUID

from samverkan.exchange.known import PERSON, Known
from samverkan.exchange.tracking import Tracker
from samverkan.people.models import SourceLink


def link(
    known: Known, tracker: Tracker, bundle: str, kind: str, own: str, row_id: UUID, digest: str = ""
) -> SourceLink:
    """The link from an outside id to a row; one that pointed elsewhere is turned."""
    external = known.prints.of_id(own)
    found = known.links.get((kind, external))
    if found is not None:
        if found.row_id != row_id:
            tracker.change(bundle, found, row_id=row_id)
        return found
    made = SourceLink.objects.create(
        huvudman=known.huvudman,
        source=known.prints.source,
        kind=kind,
        external_id=external,
        row_id=row_id,
        digest=digest,
    )
    known.links[kind, external] = made
    tracker.made(bundle, made)
    if kind == PERSON:
        known.main[row_id] = made
    return made
