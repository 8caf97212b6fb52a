"""Dates, numbers and telephone numbers as one reads them in Swedish. `{% load swedish %}`."""

from __future__ import annotations

import re
from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samverkan.people import wording

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
SOFT_HYPHEN = "\u00ad"
MONTH = "|".join({*wording.MONTHS, *(month[:3] for month in wording.MONTHS)})
TOGETHER = re.compile(rf"\b(?:dag )?\d{{1,3}} (?:(?:{MONTH})\b\.?|av \d+\b|dagar\b|minuter\b)|\bkl\. \d")
LAST_PARTS = (
    *("habilitering", "mottagning", "myndighet", "psykiatri", "medicin", "handledning", "bedömning", "utredning"),
    *("sekreterare", "sköterska", "psykolog", "pedagog", "samordnare", "verksamhet", "förvaltning", "assistent"),
    *("åtgärds", "program", "person", "tjänst", "enhet", "samtal", "uppgift"),
)
COMPOUND = re.compile(rf"(?i)(\w{{3,}}?)((?:{'|'.join(LAST_PARTS)})\w{{0,6}}\b)")
"""A long word's last part: "ungdoms" and "habiliteringen"."""


@register.filter
def day(value: date | None) -> str:
    """ "onsdag 5 mars"; an empty string for None. A datetime is read in Stockholm's time."""
    return wording.day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """ "5 mars"."""
    return wording.short_day(value) if value else ""


@register.filter
def full_day(value: date | None) -> str:
    """ "5 mars 2025"."""
    return wording.day_with_year(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """ "13.00"."""
    return wording.clock(value) if value else ""


@register.filter
def day_time(value: datetime | None) -> str:
    """ "onsdag 5 mars kl. 13.00"."""
    return wording.when(value) if value else ""


@register.filter
def week(value: date | None) -> str:
    """The ISO week number."""
    return str(wording.local_day(value).isocalendar().week) if value else ""


@register.filter
def tel(number: str) -> SafeString | str:
    """A telephone number as a link that a phone can dial; an empty string stays empty."""
    if not number:
        return ""
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    international = f"+46{digits[1:]}" if digits.startswith("0") else digits
    return format_html('<a class="num nowrap" href="tel:{}">{}</a>', international, number)


@register.filter
def lowered(text: str) -> str:
    """The text as it stands inside a sentence."""
    return wording.lowered(text)


@register.filter
def unbroken(text: object) -> str:
    """The text with its days, clock times and counts held together: "30 november", "kl. 13.00", "dag 1 av 14"."""
    return TOGETHER.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), str(text))


@register.filter
def hyphenated(text: object) -> str:
    """The text with soft hyphens before the last parts of its long compounds: a narrow column breaks there.

    Not every browser knows where a Swedish word may be broken.
    """
    return COMPOUND.sub(rf"\1{SOFT_HYPHEN}\2", str(text))
