"""The school year as the pupil's pages count it, and the silences in it."""

from collections.abc import Collection
from datetime import date, timedelta

from samverkan.people.school_days import is_school_day

SCHOOL_YEAR_BEGINS = (8, 1)
SILENCE = 40
"""In school days: a silence this long is shown with a word (product.md 3.2)."""


def school_year_of(today: date) -> tuple[date, date]:
    """First and last day of the school year, August to June."""
    starts = today.year if (today.month, today.day) >= SCHOOL_YEAR_BEGINS else today.year - 1
    return date(starts, *SCHOOL_YEAR_BEGINS), date(starts + 1, 6, 30)


def silence(earlier: date, later: date, free: Collection[date]) -> int:
    """How many school days lie strictly between two days, or 0 when they are too few to be called a silence."""
    if (later - earlier).days <= SILENCE:
        return 0
    between = sum(is_school_day(earlier + timedelta(days=number), free) for number in range(1, (later - earlier).days))
    return between if between >= SILENCE else 0
