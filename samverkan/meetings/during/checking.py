"""Who of those here may not know of whom: weighed anew when the meeting begins and each time somebody comes."""

from dataclasses import dataclass

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.during.page import DuringPage, InRoom
from samverkan.meetings.revealing import Alike, alike, stops
from samverkan.meetings.weighing import Table


@dataclass(frozen=True, slots=True)
class Unknowing:
    """What the room would tell somebody without ground, and who could step out."""

    told: tuple[Alike, ...]
    leaving: tuple[InRoom, ...]
    by_asking: bool
    """Whether a yes that nobody has asked for would mend it."""


def unknowing(scope: Scope, table: Table, page: DuringPage) -> Unknowing | None:
    """For those who are here, and before the meeting has begun for those proposed to be (legal specification §2.4).

    None when nothing is told, and when the meeting is over.
    """
    if page.ended:
        return None
    away = {str(one.id) for one in page.people if not (one.here if page.began else one.expected)}
    found = stops(table, weighing.gaps_of(scope, table, weighing.judge(table, without=away)), without=away)
    if not found:
        return None
    seats = {stop.seat for stop in found}
    out = [one for one in page.people if one.here and str(one.id) in seats]
    return Unknowing(
        told=alike(found),
        leaving=tuple(one for one in out if weighing.can_step_out(table, {*away, str(one.id)})),
        by_asking=any(stop.by_asking for stop in found),
    )
