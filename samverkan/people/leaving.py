"""A pupil who leaves a school: what goes on round them there ends in the same transaction, in every room that has some.

What is written stays with the school that wrote it, readable there on the grounds that held before; a new school may
begin anew, and learns of the rest when somebody hands it over (skollagen 3 kap. 12 j §). The rooms further out may not
be imported here, so each adds its own part when it starts (`ENDINGS.append(...)` in its AppConfig.ready).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Model

from samverkan.people.models import (
    Departure,
    DepartureReason,
    Pupil,
    StandIn,
    TeamMember,
    Trygghetsperson,
    WhyEnded,
)
from samverkan.people.wording import local_day
from samverkan.policy.vocabulary import PersonId

BECAUSE = "what goes on at a school ends when the pupil leaves it, whoever may know of it"


class Change(Protocol):
    """Sets fields of a row. An import remembers what was there, so that it can be undone."""

    def __call__(self, row: Model, /, **fields: object) -> object:
        """Write the fields."""


Ending = Callable[[Departure, Change], None]
ENDINGS: list[Ending] = []


def depart(pupil: Pupil, *, why: DepartureReason, by: PersonId | None, now: datetime) -> Departure:
    """That the pupil leaves the school of the identity cell. To be made before that cell is another one."""
    return Departure.objects.create(case_id=pupil.case_id, cell_id=pupil.cell_id, why=why, left_at=now, noted_by_id=by)


def end_all(departure: Departure, change: Change) -> None:
    """End the seats, the trygghetsperson and all that the rooms further out have going."""
    for ending in (_seats, _trygghetsperson, *ENDINGS):
        ending(departure, change)


def _seats(departure: Departure, change: Change) -> None:
    """Their last day was yesterday, so that the right to read ends at the next request."""
    for row in TeamMember.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, until=None):
        change(row, until=local_day(departure.left_at) - timedelta(days=1))


def _trygghetsperson(departure: Departure, change: Change) -> None:
    for standing_in in StandIn.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, ended_at=None):
        change(standing_in, ended_at=departure.left_at)
    for row in Trygghetsperson.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, ended_at=None):
        change(row, ended_at=departure.left_at, why_ended=WhyEnded.PUPIL_LEFT)
