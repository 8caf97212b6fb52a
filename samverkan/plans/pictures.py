"""The two pictures of a pupil's page, made from what the reader may see and from nothing else."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from samverkan.guard.scope import Scope
from samverkan.people.queries import PupilCard
from samverkan.people.wording import STOCKHOLM, first_name, local_day
from samverkan.picture import Event, Figure, Network, Node, SchoolYear, network, school_year_strip
from samverkan.plans.happenings import Happening
from samverkan.plans.queries import Seat
from samverkan.plans.queries.timeline import school_year_of

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
            events=tuple(
                Event(local_day(event.at), event.title, event.lane)  # type: ignore[arg-type]
                for event in events
            ),
        )
    )
