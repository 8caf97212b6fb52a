"""School days of Sweden, and the ends of terms, reckoned from the day the world is built."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from samverkan.people.wording import STOCKHOLM
from samverkan.policy.consenting import longest_end

ENDS_SOON = timedelta(days=30)
A_LONG_WEEKEND = timedelta(days=4)
A_SCHOOL_WEEK = 5
SUMMER, CHRISTMAS = ((6, 15), (8, 17)), ((12, 22), (1, 7))
SPREAD = 25
"""School days over which what would have been in a leave is spread: five weeks."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Days without school, the first and the last among them."""

    kind: str
    begins_on: date
    ends_on: date


def leaves_of(day: date) -> tuple[Leave, ...]:
    """The leaves of the school year of the day, the summers before and after it among them."""
    autumn = autumn_of(day)
    return (
        Leave("sommarlov", date(autumn, *SUMMER[0]), date(autumn, *SUMMER[1])),
        Leave("jullov", date(autumn, *CHRISTMAS[0]), date(autumn + 1, *CHRISTMAS[1])),
        Leave("sommarlov", date(autumn + 1, *SUMMER[0]), date(autumn + 1, *SUMMER[1])),
    )


@lru_cache(maxsize=8)
def _red(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year))


def is_school_day(day: date) -> bool:
    """Not a weekend or a public holiday, not Christmas leave nor the summer."""
    summer = SUMMER[0] <= (day.month, day.day) <= SUMMER[1]
    christmas = (day.month, day.day) >= CHRISTMAS[0] or (day.month, day.day) <= CHRISTMAS[1]
    return day.weekday() < 5 and day not in _red(day.year) and not summer and not christmas


def next_school_day(day: date) -> date:
    """The first school day after the day."""
    found = day + timedelta(days=1)
    while not is_school_day(found):
        found += timedelta(days=1)
    return found


def school_day_near(day: date) -> date:
    """The day itself or the nearest school day before it."""
    while not is_school_day(day):
        day -= timedelta(days=1)
    return day


def school_day_from(day: date) -> date:
    """The day itself or the nearest school day after it."""
    return day if is_school_day(day) else next_school_day(day)


def spread_before(day: date, turn: int) -> date:
    """The day itself or a school day before it. Out of a leave each turn goes another way back, so that the last day
    of a term does not gather all that the leave would have held.
    """
    found = school_day_near(day)
    for _ in range(turn % SPREAD if day - found > A_LONG_WEEKEND else 0):
        found = school_day_near(found - timedelta(days=1))
    return found


def spread_from(day: date, turn: int) -> date:
    """The same for a day to come, a few days into the new term."""
    found = school_day_from(day)
    for _ in range(turn % A_SCHOOL_WEEK if found - day > A_LONG_WEEKEND else 0):
        found = next_school_day(found)
    return found


def coming_school_day(day: date, *, after: date) -> date:
    """A school day near the day: before it if that is still after the other day, so that a leave gathers nothing."""
    before = school_day_near(day)
    return before if before > after else school_day_from(day)


def at(day: date, clock: str) -> datetime:
    """An instant in Stockholm's time; clock as "13.00"."""
    hour, minute = clock.split(".")
    return datetime.combine(day, time(int(hour), int(minute)), STOCKHOLM)


def autumn_of(day: date) -> int:
    """The calendar year in which the school year of the day began."""
    return day.year if (day.month, day.day) >= (7, 1) else day.year - 1


def year_end(begins: date, today: date) -> date:
    """The last day of a consent that begins then. In a world built about a summer it has been asked anew already."""
    last = longest_end(begins)
    return last if last - today > ENDS_SOON else longest_end(today)
