"""A reader's scope at the door: the law's reading scope, and the trail of what passed through it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from samverkan.policy.facts import Cell, Facts, Reader
from samverkan.policy.lanes import Ground, ReadingScope, reading_scope, shared
from samverkan.policy.vocabulary import CaseId, InformationClass


@dataclass(frozen=True, slots=True)
class Footprint:
    """One pupil's class of information that left the database, and why that was allowed."""

    case: CaseId
    information_class: InformationClass
    rule: str


@dataclass(slots=True)
class Trail:
    """Collects footprints during one act; the journal writes them in the act's transaction."""

    _seen: dict[Footprint, None] = field(default_factory=dict)
    _given_out: set[UUID] | None = None

    def note(self, cell: Cell, ground: Ground) -> None:
        """Remember that something in the cell was fetched on this ground."""
        self._seen.setdefault(Footprint(cell.case, cell.information_class, ground.rule))

    def gives_out(self, cases: Iterable[UUID]) -> None:
        """Say whom the answer speaks of, where more pupils were looked through to choose or to count among them.

        As long as nobody says, the answer speaks of all.
        """
        self._given_out = (self._given_out or set()) | set(cases)

    def is_given_out(self, case: CaseId) -> bool:
        """Whether the answer speaks of the pupil, as far as the act has said."""
        return self._given_out is None or case in self._given_out

    def __iter__(self) -> Iterator[Footprint]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)


@dataclass(frozen=True, slots=True)
class Scope:
    """First argument of every query: what the reader may see now, and the trail it leaves."""

    facts: Facts
    reading: ReadingScope
    now: datetime
    trail: Trail = field(default_factory=Trail)

    @classmethod
    def of(cls, asked: Facts, now: datetime) -> "Scope":
        """The scope of a reader for a purpose at a time."""
        return cls(asked, reading_scope(asked), now)

    def seen_by(self, viewer: "Scope") -> "Scope":
        """This reader's scope as somebody else may look at it: nothing that the viewer may not see, on their trail."""
        return Scope(self.facts, shared(self.reading, viewer.reading), viewer.now, viewer.trail)

    @property
    def reader(self) -> Reader:
        """Whose scope it is."""
        return self.facts.reader

    @property
    def today(self) -> date:
        """The day the scope was gathered for."""
        return self.facts.today
