"""Counting in school days, as far as the calendar knows: neither weekends nor Swedish holidays."""

from datetime import date, timedelta

import holidays

SATURDAY = 5
NEXT = timedelta(days=1)


def after_school_days(start: date, count: int) -> date:
    """The day that is so many working days after the start. A study day of one school is not known here."""
    found = start
    for _ in range(count):
        found += NEXT
        while not is_school_day(found):
            found += NEXT
    return found


def is_school_day(on: date) -> bool:
    """Neither a weekend nor a Swedish holiday, the eves that everybody has off among them."""
    free = holidays.country_holidays("SE", years=on.year, categories=("public", "de_facto"))
    return on.weekday() < SATURDAY and on not in free
