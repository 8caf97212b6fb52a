"""The pictures of the wheel, made from the views that the reader may see and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.people.wording import day_or_year
from samverkan.picture import Figure, Round, Rounds, Sector, Step, WheelSeen, steps_over_time, wheel, wheels_over_time
from samverkan.wellbeing.areas import Area, Wheel
from samverkan.wellbeing.models import Whose
from samverkan.wellbeing.queries import View, Views

TOGETHER = timedelta(days=30)
"""Within so long the school's picture and the pupil's own are of the same time."""


@dataclass(frozen=True, slots=True)
class OverTime:
    """The wheel over time: small wheels, and trappan."""

    wheels: Figure
    steps: Figure


def figure_of(views: Views, whose: str, *, today: date, small: bool = False) -> Figure:
    """The wheel with both pictures. Raises ValueError without any."""
    latest = max(views.both, key=lambda view: view.made_at)
    seen = WheelSeen(latest.wheel.name, whose, _on(views, whose, today), _sectors(views, latest.wheel))
    return wheel(seen, small=small)


def over_time(views: Iterable[View], whose: str, words: Wheel) -> OverTime | None:
    """The times at the wheel in the words of today. None when there has been but one."""
    times = rounds(views)
    if len(times) < 2:
        return None
    data = Rounds(words.name, whose, tuple(Round(_day(one), _sectors(one, words)) for one in times))
    return OverTime(wheels_over_time(data), steps_over_time(data))


def rounds(views: Iterable[View]) -> tuple[Views, ...]:
    """The times at the wheel, the oldest first: one picture of each side that lie near each other are of one time."""
    found: list[Views] = []
    for view in sorted(views, key=lambda one: (one.made_at, one.id)):
        if not found or not _fits(found[-1], view):
            found.append(Views(None, None))
        last = found[-1]
        found[-1] = Views(view, last.pupil) if view.whose is Whose.STAFF else Views(last.staff, view)
    return tuple(found)


def _fits(time: Views, view: View) -> bool:
    free = time.staff is None if view.whose is Whose.STAFF else time.pupil is None
    return free and view.on - time.both[0].on <= TOGETHER


def _day(time: Views) -> date:
    return max(view.on for view in time.both)


def _sectors(views: Views, words: Wheel) -> tuple[Sector, ...]:
    return tuple(
        Sector(words.words_of(area).label, _step(views.staff, area), _step(views.pupil, area)) for area in Area
    )


def _step(view: View | None, area: Area) -> Step | None:
    return None if view is None else view.mark(area).step


def _on(views: Views, whose: str, today: date) -> str:
    """ "20 februari", or each day where the two looked on different ones."""
    if len({view.on for view in views.both}) == 1:
        return day_or_year(views.both[0].on, today)
    assert views.staff and views.pupil
    return f"skolan {day_or_year(views.staff.on, today)}, {whose} {day_or_year(views.pupil.on, today)}"
