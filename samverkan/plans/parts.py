"""What rooms further out show on a pupil's pages: on Nu, in the plan and on its paper, and what a page is called.

They stand above this one and may not be imported here, so each adds its own part when it starts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest
from samverkan.paper import Block
from samverkan.people.queries import PupilCard
from samverkan.policy.facts import Cell


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a page: its template, which reads `part`, and the finished facts that it shows."""

    template: str
    shown: object
    cells: tuple[Cell, ...]
    """What it is made from, so that the page can say why it is seen and who reads it."""


Shown = Callable[[ReaderRequest, PupilCard], Part | None]
May = Callable[[Cell], bool]
NOW: list[Shown] = []
"""Beside the next steps on Nu."""
PLAN: list[Shown] = []
"""In the plan as a paper on the screen."""
ON_PAPER: list[Callable[[Scope, PupilCard, May], Sequence[Block]]] = []
"""On the printed plan, as far as whoever gets the paper may have it."""
LABELS: dict[str, Callable[[PupilCard, date], str]] = {}
"""What a page of the pupil is called where the huvudman chooses that, by the name of its address."""


def parts_of(places: Iterable[Shown], request: ReaderRequest, card: PupilCard) -> tuple[Part, ...]:
    """The parts there are something in."""
    found = (shown(request, card) for shown in places)
    return tuple(part for part in found if part is not None)


def paper_of(scope: Scope, card: PupilCard, may: May) -> tuple[Block, ...]:
    """What they put on the printed plan."""
    return tuple(block for part in ON_PAPER for block in part(scope, card, may))
