"""What the pupil's page says of a change of school. The room that hands pupils over stands above and adds itself."""

from collections.abc import Callable
from dataclasses import dataclass

from samverkan.journal.acts import ReaderRequest
from samverkan.people.queries import PupilCard


@dataclass(frozen=True, slots=True)
class Moving:
    """That a handover goes on, or that one may be begun."""

    title: str
    """Empty where nothing goes on."""
    text: str
    verb: str
    url: str


Source = Callable[[ReaderRequest, PupilCard], Moving | None]
SOURCES: list[Source] = []


def moving(request: ReaderRequest, card: PupilCard) -> tuple[Moving, ...]:
    """What there is to say to this reader."""
    return tuple(found for source in SOURCES if (found := source(request, card)) is not None)
