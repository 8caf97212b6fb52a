"""Why the reader sees what stands in a section: the ground of each cell shown, as sentence and provision."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.guard.scope import Scope
from samverkan.policy import facts


@dataclass(frozen=True, slots=True)
class Why:
    """One reason."""

    sentence: str
    provision: str


def why(scope: Scope, cells: Iterable[facts.Cell]) -> tuple[Why, ...]:
    """The reasons for the cells, each once, in the order met."""
    grounds = (scope.reading.ground(cell) for cell in dict.fromkeys(cells))
    return tuple(dict.fromkeys(Why(ground.sentence, ground.provision) for ground in grounds if ground is not None))
