"""The leaves of Björkvik's schools, so that what is counted in school days is true in the demonstration."""

from samverkan.demo.days import at, leaves_of
from samverkan.demo.making import Making, known_id
from samverkan.demo.places import Places
from samverkan.demo.staff import Staff
from samverkan.people.models import FreeDays


def give(making: Making, places: Places, colleagues: Staff) -> None:
    """The leaves of this school year at every school of the municipality."""
    for leave in leaves_of(making.today):
        making.add(
            FreeDays(
                id=known_id("lov", leave.kind, str(leave.begins_on)),
                huvudman=places.huvudman["kommunen"],
                unit=None,
                kind=leave.kind,
                begins_on=leave.begins_on,
                ends_on=leave.ends_on,
                made_at=at(making.ago(140), "9.00"),
                made_by=colleagues.cast["inger"],
            )
        )
