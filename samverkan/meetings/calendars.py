"""The invitation as calendars read it: iTIP (RFC 5546) in iCalendar. Says when and where, never whom or why."""

from datetime import date, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Literal

from icalendar import Calendar, Event, Timezone, vCalAddress, vText
from icalendar.parser import Contentline

from samverkan.people.wording import STOCKHOLM

Method = Literal["REQUEST", "CANCEL"]
SUMMARY = "Möte i Samverkan"
FIRST_EVENT, END_OF_EVENT = "BEGIN:VEVENT", "END:VEVENT"
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
    shared = _for_everybody(method, uid, sequence, starts_at, minutes, place, link, organiser, now)
    found = _attendee(attendee, asks=asks)
    line = Contentline.from_parts("ATTENDEE", found.params, found).to_ical().decode()
    before, end, after = shared.rpartition(END_OF_EVENT)
    return f"{before}{line}\r\n{end}{after}"


@lru_cache(maxsize=64)
def _for_everybody(
    method: Method,
    uid: str,
    sequence: int,
    starts_at: datetime,
    minutes: int,
    place: str,
    link: str,
    organiser: str,
    now: datetime,
) -> str:
    """The event without its recipient: made once for all who are invited in the same act."""
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
    made.add_component(event)
    return str(made.to_ical().decode()).replace(FIRST_EVENT, _zone(starts_at.year) + FIRST_EVENT, 1)


@lru_cache(maxsize=8)
def _zone(year: int) -> str:
    """Stockholm's time about the year, as it stands before the event. Reckoning it takes longer than all the rest."""
    found = Timezone.from_tzid(STOCKHOLM.key, first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return str(found.to_ical().decode())


def _address(written: str) -> vCalAddress:
    return vCalAddress(f"MAILTO:{parseaddr(written)[1]}")


def _attendee(written: str, *, asks: bool) -> vCalAddress:
    found = _address(written)
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("TRUE" if asks else "FALSE")
    return found
