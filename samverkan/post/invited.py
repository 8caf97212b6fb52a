"""What a letter's calendar part says, so that its sender can read it: day, time and place."""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar


@dataclass(frozen=True, slots=True)
class Invited:
    """The time and place that the receiver's calendar is told."""

    starts_at: datetime
    ends_at: datetime
    place: str
    called_off: bool


def read(calendar: str) -> Invited | None:
    """None for a letter without a calendar part, or with one that holds no time."""
    if not calendar:
        return None
    for event in Calendar.from_ical(calendar).walk("VEVENT"):
        begins, ends = event.decoded("dtstart", None), event.decoded("dtend", None)
        if isinstance(begins, datetime) and isinstance(ends, datetime):
            called_off = str(event.get("status", "")) == "CANCELLED"
            return Invited(begins, ends, str(event.get("location", "")), called_off)
    return None
