"""One's own promises as a calendar reads them (RFC 5545): which day something is due, and nothing of what or whom."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

SUMMARY = "Samverkan: åtgärd"
MAKER = "-//Samverkan//Samverkan 1.0//SV"
SALT = "samverkan.plans.promise_calendar"
UID_SIGNS = 40
ASK_AGAIN = timedelta(hours=6)
"""How often calendars are asked to come. Most come when they like."""


def promise_calendar(days: Iterable[tuple[UUID, date]], *, person: UUID, link: str, now: datetime) -> bytes:
    """One entry for each promise, the whole day, in which one is not busy."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Samverkan")
    made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for promise, due in days:
        made.add_component(_entry(promise, due, person, link, now))
    return bytes(made.to_ical())


def _entry(promise: UUID, due: date, person: UUID, link: str, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", _uid(promise, person))
    entry.add("dtstamp", now)
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("summary", SUMMARY)
    entry.add("url", link)
    entry.add("class", "CONFIDENTIAL")
    entry.add("transp", "TRANSPARENT")
    return entry


def _uid(promise: UUID, person: UUID) -> str:
    """The same for as long as the promise is that person's. It is no id of ours, and two calendars that have had the
    same promise cannot be held against each other.
    """
    return f"{salted_hmac(SALT, f'{person} {promise}', algorithm='sha256').hexdigest()[:UID_SIGNS]}@samverkan"
