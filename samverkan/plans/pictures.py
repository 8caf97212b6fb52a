"""The pictures of a pupil's pages, made from what the reader may see and from nothing else."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.people.queries import PupilCard
from samverkan.people.school_year import free_days
from samverkan.people.wording import STOCKHOLM, first_name, local_day
from samverkan.picture import (
    Event,
    Figure,
    Network,
    Node,
    SchoolYear,
    Stairs,
    network,
    promise_stairs,
    school_year_strip,
)
from samverkan.plans.happenings import Happening
from samverkan.plans.queries import Seat
from samverkan.plans.queries.promises import agreed
from samverkan.plans.school_years import school_year_of
from samverkan.policy.vocabulary import CaseId

MOST_EVENTS = 200


def network_of(card: PupilCard, seats: Sequence[Seat]) -> Figure | None:
    """Who stands round the pupil; None when nobody does."""
    nodes = tuple(
        Node(
            name=first_name(seat.name) if seat.ring == "hem" and not seat.protected else seat.name,
            role=seat.function,
            organisation=seat.organisation,
            ring=seat.ring,
            contact=seat.contact,
            phone=seat.phone,
            trusted=seat.trygghetsperson,
        )
        for seat in seats
    )
    return network(Network(card.first_name, nodes)) if nodes else None


def stairs_of(scope: Scope, case: CaseId | UUID) -> Figure | None:
    """What was promised at meetings and has become of it, as far as the reader may read it. None without a promise."""
    found = agreed(scope, case)
    return promise_stairs(Stairs(found, scope.today)) if found else None


def year_of(scope: Scope, card: PupilCard, happenings: Iterable[Happening]) -> Figure:
    """The school year as a strip, without bookkeeping."""
    starts, ends = school_year_of(scope.today)
    begins = datetime.combine(starts, time(), STOCKHOLM)
    events = (event for event in happenings if event.at >= begins and not event.minor)
    return school_year_strip(
        SchoolYear(
            whose=card.first_name,
            starts=starts,
            ends=ends,
            today=scope.today,
            closed=free_days(card.cell.unit, since=starts, until=ends),
            events=tuple(
                Event(local_day(event.at), event.title, event.lane)  # type: ignore[arg-type]
                for event in events
            ),
        )
    )
