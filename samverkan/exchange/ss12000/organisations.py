"""The tree of organisations, and which of them are school units."""

from dataclasses import dataclass, field

from samverkan.exchange.roster import Organisation, Unit
from samverkan.exchange.ss12000 import codes, fields
from samverkan.exchange.ss12000.paging import Record

DEEPEST = 20


@dataclass(slots=True)
class Organisations:
    """Units and what lies above them, by id."""

    above: dict[str, Organisation] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def units_beneath(self, organisation: str) -> tuple[str, ...]:
        """Ids of all school units under an organisation, however deep."""
        return tuple(unit.id for unit in self.units.values() if organisation in self._chain(unit.organisation))

    def is_school(self, organisation: str) -> bool:
        """Whether the organisation is a school that holds its units together."""
        return organisation in self.above and codes.is_school(self.above[organisation].kind)

    def _chain(self, start: str | None) -> list[str]:
        chain: list[str] = []
        while start is not None and start not in chain and len(chain) < DEEPEST:
            chain.append(start)
            start = self.above[start].parent if start in self.above else None
        return chain


def read_organisations(records: dict[str, Record], *, enrolled_at: frozenset[str]) -> Organisations:
    """A school unit is what has a skolenhetskod, is called Skolenhet, or has pupils enrolled at it."""
    found = Organisations()
    for own, record in records.items():
        name = fields.text(record, "displayName") or own
        code = fields.text(record, "schoolUnitCode")
        kind = fields.text(record, "organisationType")
        parent = fields.reference(record, "parentOrganisation") or None
        if code or codes.is_unit(kind) or own in enrolled_at:
            found.units[own] = Unit(own, name, code, parent)
        else:
            found.above[own] = Organisation(own, name, kind, parent)
    for own in enrolled_at - set(found.units):
        found.units[own] = Unit(own, own)
    return found
