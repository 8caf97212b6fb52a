"""Reading single fields of a JSON record that may be anything at all. Nothing here raises."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from samverkan.exchange.ss12000.paging import Record
from samverkan.people.wording import STOCKHOLM


def text(record: Record, *names: str) -> str:
    """The first of the fields that holds text, without blanks round it; a number as its digits."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def reference(record: Record, name: str) -> str:
    """The id that a field refers to: {id: …}, or the bare id."""
    value = record.get(name)
    return text(value, "id") if isinstance(value, dict) else text(record, name)


def items(record: Record, name: str) -> Iterator[Record]:
    """The objects in a list field."""
    value = record.get(name)
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def inner(record: Record, name: str) -> Record:
    """An object field, empty when it is something else."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def day(record: Record, name: str) -> date | None:
    """A date, also when it is sent with a time."""
    try:
        return date.fromisoformat(text(record, name)[:10])
    except ValueError:
        return None


def number(record: Record, name: str) -> int | None:
    """A whole number, also when it is sent as text."""
    digits = text(record, name)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def moment(value: Any) -> tuple[datetime | None, bool]:
    """A timestamp and whether it came without zone, although RFC 3339 demands one: then it is taken as Swedish time."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None, False
    if found.tzinfo is None:
        return found.replace(tzinfo=STOCKHOLM), True
    return found, False


def over(record: Record, *, today: date) -> bool:
    """Whether the record has an end that lies before today."""
    end = day(record, "endDate")
    return end is not None and end < today
