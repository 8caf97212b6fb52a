"""Counting in school days: neither weekends nor Swedish holidays, nor the days the school itself has off."""

from collections.abc import Collection
from datetime import date, timedelta

import holidays

SATURDAY = 5
NEXT = timedelta(days=1)


def after_school_days(start: date, count: int, free: Collection[date] = frozenset()) -> date:
    """The day that is so many school days after the start. `free` is what `school_year.free_days` knows of a unit."""
    found = start
    for _ in range(count):
        found += NEXT
        while not is_school_day(found, free):
            found += NEXT
    return found


def is_school_day(on: date, free: Collection[date] = frozenset()) -> bool:
    """Neither a weekend nor a Swedish holiday, the eves that everybody has off among them, nor a day off there."""
    red = holidays.country_holidays("SE", years=on.year, categories=("public", "de_facto"))
    return on.weekday() < SATURDAY and on not in red and on not in free
