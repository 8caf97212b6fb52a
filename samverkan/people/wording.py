"""How days, times and names are written in Swedish. Pure functions; a datetime is read in Stockholm's time."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LEAST_REASON = 20
"""Characters of a reason that somebody else is to weigh: a sentence and not a sigh."""
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
SPOKEN_DAYS = {
    "idag": 0,
    "i dag": 0,
    "imorgon": 1,
    "i morgon": 1,
    "i övermorgon": 2,
    "igår": -1,
    "i går": -1,
    "i förrgår": -2,
}
YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DAY_MONTH = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{1,2})(?:\s*[/.-]?\s*(\d{4}))?")
DAY_NAMED_MONTH = re.compile(r"(?:\w+dag\s+)?(?:den\s+)?(\d{1,2})\s+([a-zåäö]{3,9})\.?(?:\s+(\d{4}))?")


def day(value: date) -> str:
    """ "onsdag 5 mars"."""
    local = local_day(value)
    return f"{WEEKDAYS[local.weekday()]} {short_day(local)}"


def short_day(value: date) -> str:
    """ "5 mars"."""
    local = local_day(value)
    return f"{local.day} {MONTHS[local.month - 1]}"


def brief_day(value: date) -> str:
    """ "5 mar.": for narrow columns. May, June and July are written out."""
    local = local_day(value)
    month = MONTHS[local.month - 1]
    return f"{local.day} {month if len(month) <= 4 else month[:3] + '.'}"


def day_with_year(value: date) -> str:
    """ "5 mars 2025", for what is kept for years."""
    return f"{short_day(value)} {local_day(value).year}"


def day_or_year(value: date, today: date) -> str:
    """ "5 mars", with the year when it is not this year: what was said in another year looks otherwise like today's."""
    return short_day(value) if local_day(value).year == local_day(today).year else day_with_year(value)


def clock(value: datetime) -> str:
    """ "13.00"."""
    return value.astimezone(STOCKHOLM).strftime("%H.%M")


def when(value: datetime) -> str:
    """ "onsdag 5 mars kl. 13.00"."""
    return f"{day(value)} kl. {clock(value)}"


def listed(names: Iterable[str]) -> str:
    """ "Anna, Olof och Sara"; an empty string for nobody."""
    *first, last = tuple(names) or ("",)
    return f"{', '.join(first)} och {last}" if first else last


NAMELESS = PROTECTED_PERSON, PROTECTED_GUARDIAN = "Skyddad person", "Skyddad vårdnadshavare"
"""How one is called whose name is protected."""


def first_name(name: str) -> str:
    """The first of the given names: "Anna-Karin" of "Anna-Karin Wester". Whose name is protected has none."""
    if name in NAMELESS:
        return name
    return name.split()[0] if name.split() else name


def possessive(name: str) -> str:
    """ "Ebbas", "Idris": Swedish adds no s after s, x or z."""
    return name if name[-1:] in ("s", "x", "z") else f"{name}s"


def counted(count: int, one: str, many: str) -> str:
    """ "1 person", "9 personer"."""
    return f"{count} {one if count == 1 else many}"


def number(count: int) -> str:
    """Small numbers in words."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def as_title(text: str) -> str:
    """ "ämneslärare": a title within a sentence, however the list wrote it. "IT-tekniker" and "SYV" stay."""
    return lowered(text) if text[1:2].islower() else text


def lowered(text: str) -> str:
    """The text as it stands inside a sentence: a small first letter, the rest untouched."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def read_day(text: str, *, today: date, ahead: bool = False) -> date | None:
    """The day meant by 14/3, 14 mars, 2025-03-14 or imorgon; None when it is no day.

    A day without a year is the nearest one: ahead, unless it was at most half a year ago. Where only a day to come
    makes sense, it is always `ahead`.
    """
    words = " ".join(text.lower().split())
    if words in SPOKEN_DAYS:
        return today + timedelta(days=SPOKEN_DAYS[words])
    if found := YEAR_MONTH_DAY.fullmatch(words):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_MONTH.fullmatch(words):
        return _nearest(int(found[1]), int(found[2]), found[3], today, ahead)
    if found := DAY_NAMED_MONTH.fullmatch(words):
        return _nearest(int(found[1]), _month(found[2]), found[3], today, ahead)
    return None


def absent_day(text: str) -> str:
    """ "31 februari finns inte. Skriv en annan dag." for what is written as a day and is none; else empty."""
    words = " ".join(text.lower().split())
    if found := YEAR_MONTH_DAY.fullmatch(words):
        day_of_month, month = int(found[3]), int(found[2])
    elif found := DAY_MONTH.fullmatch(words):
        day_of_month, month = int(found[1]), int(found[2])
    elif found := DAY_NAMED_MONTH.fullmatch(words):
        day_of_month, month = int(found[1]), _month(found[2])
    else:
        return ""
    if not 1 <= month <= len(MONTHS):
        return ""
    return f"{day_of_month} {MONTHS[month - 1]} finns inte. Skriv en annan dag."


def _month(name: str) -> int:
    return next((count for count, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)


def _nearest(day_of_month: int, month: int, year: str | None, today: date, ahead: bool) -> date | None:
    if year:
        return _made(int(year), month, day_of_month)
    tries = [_made(today.year + step, month, day_of_month) for step in (-1, 0, 1)]
    days = [found for found in tries if found is not None and (found >= today or not ahead)]
    return min(days, key=lambda found: abs(found - today), default=None)


def _made(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def local_day(value: date) -> date:
    """The day it is in Sweden at the instant; a day is itself. Just after midnight UTC is still the day before."""
    return value.astimezone(STOCKHOLM).date() if isinstance(value, datetime) else value
