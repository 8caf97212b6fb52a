"""What a huvudman calls the wheel and its areas: which words hold, every version, saving one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from samverkan.people.models import Huvudman
from samverkan.people.wording import day_with_year
from samverkan.policy.facts import Reader
from samverkan.wellbeing.areas import Wheel, as_data, read, shipped
from samverkan.wellbeing.models import WheelVersion


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in words: who made it, from when it holds and until when."""

    number: int
    own: bool
    """False when it went back to the shipped words."""
    holds: str
    """ "från 3 mars 2025 till 9 juni 2025"."""
    made: str
    by: str
    reason: str


def wheel_of(huvudman: UUID, *, on: date) -> Wheel:
    """The wheel in the words that hold for the huvudman that day."""
    rows = WheelVersion.objects.filter(huvudman=huvudman, holds_on__lte=on).order_by("-number").only("id", "data")
    row = rows.first()
    return shipped() if row is None or row.data is None else version(row.id)


def latest(huvudman: UUID) -> Wheel:
    """What one goes on from when one changes the words: the version made last, also when its day is to come."""
    row = WheelVersion.objects.filter(huvudman=huvudman).order_by("-number").first()
    return shipped() if row is None or row.data is None else version(row.id)


def version_or_shipped(of: UUID | None) -> Wheel:
    """The words of the day a look was made."""
    return shipped() if of is None else version(of)


@cache
def version(of: UUID) -> Wheel:
    """A version is never changed, so it is read once."""
    row = WheelVersion.objects.get(id=of)
    assert row.data is not None, "a version without data is the shipped words, and is not asked for"
    return read(row.data, version=row.id)


def versions(huvudman: UUID) -> tuple[VersionRow, ...]:
    """All of them, the latest first, with the day until which each held."""
    rows = list(WheelVersion.objects.filter(huvudman=huvudman).select_related("made_by").order_by("-number"))
    found: list[VersionRow] = []
    after: date | None = None
    for row in rows:
        until = f" till {day_with_year(after)}" if after is not None and after > row.holds_on else ""
        gone = after is not None and after <= row.holds_on
        holds = "ersatt innan den gällde" if gone else f"från {day_with_year(row.holds_on)}{until}"
        made = day_with_year(row.made_at)
        found.append(VersionRow(row.number, row.data is not None, holds, made, row.made_by.name, row.reason))
        after = row.holds_on if after is None else min(after, row.holds_on)
    return tuple(found)


@transaction.atomic
def save(
    *, huvudman: UUID, wheel: Wheel | None, holds_on: date, reason: str, by: Reader, now: datetime
) -> WheelVersion:
    """The huvudman's own words from that day on; None for the shipped ones. What was looked at before keeps its own."""
    Huvudman.objects.select_for_update().get(id=huvudman)
    most = WheelVersion.objects.filter(huvudman=huvudman).aggregate(most=Max("number"))["most"] or 0
    return WheelVersion.objects.create(
        huvudman_id=huvudman,
        number=most + 1,
        data=None if wheel is None else as_data(wheel),
        holds_on=holds_on,
        reason=reason,
        made_at=now,
        made_by_id=by.person,
    )
