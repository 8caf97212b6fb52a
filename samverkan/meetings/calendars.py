"""The invitation as calendars read it: iTIP (RFC 5546) in iCalendar. Says when and where, never whom or why."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText

from samverkan.people.wording import STOCKHOLM

Method = Literal["REQUEST", "CANCEL"]
SUMMARY = "Möte i Samverkan"
MAKER = "-//Samverkan//Samverkan 1.0//SV"


def calendar(
    *,
    method: Method,
    uid: str,
    sequence: int,
    starts_at: datetime,
    minutes: int,
    place: str,
    link: str,
    organiser: str,
    attendee: str,
    now: datetime,
    asks: bool = False,
) -> str:
    """One event for one recipient, in Stockholm's time. `organiser` and `attendee` are addresses, nobody's names.

    One that `asks` is answered by the calendar itself, at the address that it is handed over with (post.answering).
    """
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", method)
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", now)
    event.add("dtstart", starts_at.astimezone(STOCKHOLM))
    event.add("dtend", (starts_at + timedelta(minutes=minutes)).astimezone(STOCKHOLM))
    event.add("summary", SUMMARY)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("class", "CONFIDENTIAL")
    if place:
        event.add("location", place)
    if link:
        event.add("url", link)
    event.add("organizer", _address(organiser))
    event.add("attendee", _attendee(attendee, asks=asks))
    made.add_component(event)
    made.add_missing_timezones()
    return str(made.to_ical().decode())


def _address(written: str) -> vCalAddress:
    return vCalAddress(f"MAILTO:{parseaddr(written)[1]}")


def _attendee(written: str, *, asks: bool) -> vCalAddress:
    found = _address(written)
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("TRUE" if asks else "FALSE")
    return found
