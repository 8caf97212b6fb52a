"""Who is named for a sealed case, when those who could name others stop working: somebody always can.

Which school a sealed case belongs to is written nowhere. It is the one that the last who could name others led. Who
leads there after them is named in the same moment, and nobody else is told: neither the one who ends the role nor a
page says that there was a case.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samverkan.people.models import Assignment, Lifting, NamedOfficer, TeamMember
from samverkan.policy.acting import FIRST_OFFICERS, NAMING

ENDED = "a right that ends takes with it what was asked for by it"


def leading(today: date) -> QuerySet[Assignment]:
    """The work that lets somebody who is named name others, as it runs today."""
    return Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), role__in=NAMING, unit__isnull=False, begins_on__lte=today
    )


def able(case: UUID, persons: Iterable[UUID], *, holder: UUID, today: date) -> bool:
    """Whether any of these could name others for the case: somebody who leads a school of its holder."""
    return leading(today).filter(person_id__in=list(persons), organisation_id=holder).exists()


def succeed(*, now: datetime) -> list[NamedOfficer]:
    """Name the successors for every sealed case that nobody can name others for any more. Those who were named."""
    today = timezone.localdate(now)
    running = NamedOfficer.objects.filter(ended_at=None, case__sealed=True)
    still = leading(today).filter(person=OuterRef("person"), organisation__huvudman_id=OuterRef("case__huvudman_id"))
    left = running.exclude(case__in=running.filter(Exists(still)).values("case"))
    led = Assignment.objects.filter(
        person__in=left.values("person"), role__in=NAMING, unit__isnull=False, begins_on__lte=today
    )
    schools: dict[UUID, UUID] = {}
    for work in led.order_by("ends_on", "begins_on"):  # the last school led stands
        if work.unit_id is not None:
            schools[work.person_id] = work.unit_id
    heirs = _leaders(set(schools.values()), today)
    return [
        NamedOfficer.objects.get_or_create(case_id=case, person_id=heir, ended_at=None, defaults={"named_at": now})[0]
        for case, unit in sorted(
            {(row.case_id, schools.get(row.person_id)) for row in left if row.person_id in schools}
        )
        for heir in heirs.get(unit, ())
    ]


def let_go(case: UUID, person: UUID, *, now: datetime) -> None:
    """The person is named no longer: what they alone had asked for about the case falls with it."""
    Lifting.objects.unguarded(because=ENDED).filter(
        case_id=case, asked_by=person, taken_back_at=None, confirmed_at=None
    ).update(taken_back_at=now)


def let_go_outside(seat: TeamMember, *, holder: UUID, now: datetime) -> None:
    """One from outside the school who leaves the team is named no longer: it was for that seat."""
    if seat.person_id is not None and seat.organisation_id not in (None, holder):
        NamedOfficer.objects.filter(case=seat.case_id, person=seat.person_id, ended_at=None).update(ended_at=now)


def _leaders(units: set[UUID], today: date) -> dict[UUID | None, list[UUID]]:
    """By school the rektorer; where there is none, whoever else leads."""
    found: dict[UUID | None, list[Assignment]] = defaultdict(list)
    for work in leading(today).filter(unit__in=units).order_by("person"):
        found[work.unit_id].append(work)
    return {
        unit: sorted({work.person_id for work in works if work.role in FIRST_OFFICERS} or {w.person_id for w in works})
        for unit, works in found.items()
    }
