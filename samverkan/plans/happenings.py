"""What has happened round a pupil, and what is to come: the shape of a happening, and where happenings are found.

Meetings stand above this room and may not be imported here, so a room that knows of more happenings adds its own
source when it starts (`SOURCES.append(...)` in its AppConfig.ready).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.policy import facts
from samverkan.policy.vocabulary import Branch, CaseId, InformationClass, Kind

HEALTH = {InformationClass.REGION_CARE, InformationClass.MEDICAL}
LANE_WORDS = {
    "skola": "skolan",
    "halsa": "vården",
    "socialt": "socialtjänsten",
    "hem": "hemmet",
    "barnet": "eleven själv",
    "mote": "möte",
}
SORT_WORDS = {
    "mote": "Möten",
    "anteckning": "Anteckningar och signaler",
    "ord": "Elevens egna ord",
    "plan": "Mål, insatser och plan",
    "lofte": "Löften och nästa steg",
    "samtycke": "Samtycken",
    "hjulet": "Hur eleven mår",
    "team": "Team och trygghetsperson",
}
"""The sorts of happenings one can choose among. What has none is shown only when nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event on the timeline."""

    at: datetime
    id: UUID
    title: str
    """At most eight words."""
    lane: str
    """skola, halsa, socialt, hem, barnet or mote."""
    cell: facts.Cell
    by: str = ""
    text: str = ""
    statement: UUID | None = None
    """The statement whose text is shown, opened only for the events that a page shows."""
    url: str = ""
    url_text: str = ""
    due: bool = False
    """Still to come."""
    sort: str = ""
    """One of SORT_WORDS."""
    minor: bool = False
    """Bookkeeping, left out of the school year's picture."""


@dataclass(frozen=True, slots=True)
class Border:
    """Where an older page begins: strictly before this time and id."""

    at: datetime
    id: UUID

    def precedes(self, happening: Happening) -> bool:
        """Whether the happening is older than the border."""
        return (happening.at, happening.id) < (self.at, self.id)


Source = Callable[[Scope, CaseId, Border | None, int], Iterable[Happening]]
"""Asked for at most so many happenings before the border, newest first; those to come are given when it is None."""

SOURCES: list[Source] = []


def lane_of(cell: facts.Cell) -> str:
    """The lane a cell belongs to: where it came from, before where it lies."""
    if cell.kind is Kind.OWN_WORDS:
        return "barnet"
    came_from = cell.origin_class or cell.information_class
    if came_from in HEALTH or cell.branch in (Branch.EMI, Branch.CARE):
        return "halsa"
    return "socialt" if came_from is InformationClass.SOCIAL_SERVICES else "skola"
