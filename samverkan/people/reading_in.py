"""When a school's list of pupils was last read in, for rooms that may not import the exchange.

The exchange stands above and knows; it adds its source when it starts (`SOURCES.append(...)` in its AppConfig.ready).
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from samverkan.people.models import Unit

Source = Callable[[Sequence[Unit]], Sequence[datetime]]
"""For each of the schools whose pupils have been read in: when the source was last seen to say what is here."""

SOURCES: list[Source] = []


def read_in_at(units: Sequence[Unit]) -> datetime | None:
    """When the list that is oldest among the schools was read in; None when none has been."""
    return min((at for source in SOURCES for at in source(units)), default=None)
