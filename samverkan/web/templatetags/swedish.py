"""Dates, numbers and telephone numbers as one reads them in Swedish. `{% load swedish %}`."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samverkan.people import wording

register = template.Library()

NO_BREAK_SPACE = "\u00a0"


@register.filter
def day(value: date | None) -> str:
    """ "onsdag 5 mars"; an empty string for None. A datetime is read in Stockholm's time."""
    return wording.day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """ "5 mars"."""
    return wording.short_day(value) if value else ""


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
