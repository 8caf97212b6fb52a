"""Promises that are not kept, for those who lead: how many, whose organisation and since when, and nothing of whom.

They rise after a number of school days that is dated data. Protected pupils are left out, for a count at a school tells
that they go there.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from samverkan.people.adults import working
from samverkan.people.models import Assignment, Unit
from samverkan.people.school_days import is_school_day
from samverkan.people.school_year import free_days
from samverkan.people.wording import counted, day_with_year
from samverkan.plans.models import OPEN_STEP, Step

FILE = Path(__file__).parent / "data" / "loften.toml"
BECAUSE = "a promise that is not kept rises to those who lead without a word of it or of whom it is about"


@dataclass(frozen=True, slots=True)
class Unkept:
    """The promises of one organisation at one school that should have been kept some time ago."""

    organisation: str
    outside: bool
    school: str
    count: int
    since: date

    @property
    def what(self) -> str:
        """ "2 löften, det äldsta skulle varit klart 3 mars 2026"."""
        return f"{counted(self.count, 'löfte', 'löften')}, {self._eldest} {day_with_year(self.since)}"

    @property
    def to_their_manager(self) -> str:
        """Words to send to the manager of the other organisation: no pupil, and nothing of what was promised."""
        return (
            f"Hej! Vi samverkar kring elever på {self.school}. Från er verksamhet väntar vi på {self.what}. "
            "Kan du se till att den som har lovat hör av sig till oss? Vi tar vem det gäller med den personen."
        )

    @property
    def _eldest(self) -> str:
        return "som skulle varit klart" if self.count == 1 else "det äldsta skulle varit klart"


def unkept(units: Collection[UUID], huvudmen: Collection[UUID], *, today: date) -> tuple[Unkept, ...]:
    """At these school units, and at all of these huvudmän, other organisations first."""
    rows = Step.objects.unguarded(because=BECAUSE).filter(
        OPEN_STEP, Q(cell__unit_id__in=units) | Q(cell__huvudman_id__in=huvudmen), due_on__lt=today, cell__sealed=False
    )
    late = [row for row in rows.select_related("cell") if row.cell.unit_id is not None]
    schools = {unit.id: unit for unit in Unit.objects.filter(id__in={row.cell.unit_id for row in late})}
    borders = {unit: _border(unit, today) for unit in schools}
    works = _works({row.owner_id for row in late}, today)
    found: dict[tuple[UUID, UUID], list[Step]] = {}
    for row in late:
        if row.cell.unit_id in schools and row.due_on < borders[row.cell.unit_id] and row.owner_id in works:
            found.setdefault((works[row.owner_id].organisation_id, row.cell.unit_id), []).append(row)
    names = {work.organisation_id: work.organisation.name for work in works.values()}
    made = [
        Unkept(
            names[organisation],
            outside=organisation != schools[unit].organisation_id,
            school=schools[unit].name,
            count=len(steps),
            since=min(step.due_on for step in steps),
        )
        for (organisation, unit), steps in found.items()
    ]
    return tuple(sorted(made, key=lambda row: (not row.outside, row.school, row.organisation)))


def rises_after(today: date) -> int:
    """School days, by the limit that holds on the day; the first one for days before any."""
    rows = _limits()
    return next((days for since, days in reversed(rows) if since <= today), rows[0][1])


def _border(unit: UUID, today: date) -> date:
    """What was promised before this day has waited long enough."""
    free = free_days(unit, since=today - timedelta(days=120))
    left, on = rises_after(today), today
    while left:
        on -= timedelta(days=1)
        left -= is_school_day(on, free)
    return on


def _works(persons: Collection[UUID], today: date) -> dict[UUID, Assignment]:
    rows = working(today).filter(person__in=persons)
    return {row.person_id: row for row in rows.select_related("organisation").order_by("-begins_on", "-id")}


@cache
def _limits() -> tuple[tuple[date, int], ...]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["limits"]
    return tuple(sorted((row["holds_from"], row["school_days"]) for row in told))
