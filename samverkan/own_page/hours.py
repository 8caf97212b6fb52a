"""When the page is read, when nobody has acted for too long, and whom a child can call when the school is closed.

Dated data: each row of the file says where it stands and when somebody last looked.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from samverkan.people.school_days import after_school_days, is_school_day
from samverkan.people.school_year import free_days
from samverkan.people.wording import STOCKHOLM, WEEKDAYS, local_day
from samverkan.policy.vocabulary import UnitId

FILE = Path(__file__).parent / "data" / "tider.toml"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a child can call."""

    number: str
    whom: str
    when: str


@dataclass(frozen=True, slots=True)
class Hours:
    """What the file says."""

    opens: time
    closes: time
    rises_after: int
    """School days without anybody having talked with the pupil, before the rektor sees it."""
    numbers: tuple[Number, ...]


@cache
def hours() -> Hours:
    """The file, read once."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Hours(
        opens=told["laser"]["fran"],
        closes=told["laser"]["till"],
        rises_after=told["stiger"]["skoldagar"],
        numbers=tuple(Number(row["nummer"], row["vem"], row["nar"]) for row in told["nummer"]),
    )


def is_open(now: datetime, unit: UnitId | None) -> bool:
    """Whether somebody at the school may be expected to read just now."""
    today = local_day(now)
    free = free_days(unit, since=today, until=today)
    return is_school_day(today, free) and hours().opens <= now.astimezone(STOCKHOLM).time() < hours().closes


def rises_on(today: date, unit: UnitId | None) -> date:
    """The day from which the rektor sees that the pupil still waits."""
    return after_school_days(today, hours().rises_after, free_days(unit, since=today))


def next_day_here(days: Sequence[int], now: datetime, unit: UnitId | None) -> tuple[str, bool]:
    """The next day on which the person is here, as "i dag", "i morgon" or "på torsdag", and whether it is today.

    `days` are school weekdays, Monday 0; none of them means each.
    """
    today = local_day(now)
    free, on = free_days(unit, since=today), today
    if now.astimezone(STOCKHOLM).time() >= hours().closes or not _here(on, days, free):
        on = after_school_days(on, 1, free)
        while not _here(on, days, free):
            on = after_school_days(on, 1, free)
    return near_day(on, today, "på "), on == today


def near_day(on: date, today: date, before: str = "") -> str:
    """ "i dag", "i morgon", "onsdag"; further away with its date. `before` stands before the name of a day."""
    away = (on - today).days
    if away in (0, 1):
        return ("i dag", "i morgon")[away]
    name = f"{before}{WEEKDAYS[on.weekday()]}"
    return name if 0 < away < len(WEEKDAYS) else f"{name} {on.day}/{on.month}"


def _here(on: date, days: Sequence[int], free: frozenset[date]) -> bool:
    return is_school_day(on, free) and (not days or on.weekday() in days)
