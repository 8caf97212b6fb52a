"""How long a handover may wait before somebody is reminded of it: dated data, the latest row that holds counts."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """How long, from which day, and on what it rests."""

    valid_from: date
    wait: timedelta
    rests_on: str


ANSWERED_WITHIN = (
    Limit(
        date(2018, 7, 1),
        timedelta(days=14),
        "Skollagen 3:12 j says that the school which receives from grundskolan tells so promptly, and names no days. "
        "Two weeks are the product's own reading.",
    ),
)
"""How long a receiver may be silent before the sender is told."""


def answered_within(today: date) -> timedelta:
    """The limit that holds on the day."""
    return next(row.wait for row in reversed(ANSWERED_WITHIN) if row.valid_from <= today)
