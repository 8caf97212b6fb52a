"""The day the new school takes over: the pupil is its own, and the old school's work with the pupil is over.

In one transaction: what still goes on at the old school ends as when a register moves somebody, what the old school
has written leaves its unit so that nobody's work there reaches it, and the new trygghetsperson is named.
"""

import logging
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from samverkan.guard.cells import hold
from samverkan.guard.models import Case
from samverkan.handovers.models import Handover
from samverkan.handovers.receivers import rektor_of
from samverkan.people import leaving, registering
from samverkan.people.actions import role_at
from samverkan.people.barring import Barred
from samverkan.people.cells import pupil_row
from samverkan.people.models import DepartureReason, Pupil, Unit
from samverkan.people.trusting import appoint_trygghetsperson
from samverkan.people.wording import local_day
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, PersonId

logger = logging.getLogger(__name__)
DUE = "a handover that was accepted for a day is carried out when the day comes, whoever is there"


def do_what_is_due(now: datetime) -> int:
    """Carry out every handover whose day has come, each in its own transaction. The number carried out.

    One that fails is left as it was, said in the log, and tried again the next day: it stops neither the others nor the
    first request of the day.
    """
    rows = Handover.objects.unguarded(because=DUE).filter(
        takes_over_on__lte=local_day(now), ended_at=None, taken_over_at=None
    )
    return sum(_carried_out(row, now) for row in sorted(rows.values_list("id", flat=True)))


def _carried_out(handover: UUID, now: datetime) -> bool:
    try:
        return take_over(handover, now=now)
    except Exception:
        logger.exception("En överlämning som gäller från i dag kunde inte genomföras: %s.", handover)
        return False


@transaction.atomic
def take_over(handover: UUID, *, now: datetime) -> bool:
    """Carry out one. Two who do it at once do it once."""
    found = Handover.objects.unguarded(because=DUE).filter(id=handover)
    case = found.values_list("case_id", flat=True).first()
    if case is None:
        return False
    hold(case)
    row = found.select_related("to_unit__organisation").get()
    if row.ended_at is not None or row.taken_over_at is not None or row.accepted_by_id is None:
        return False
    row.taken_over_at = now
    row.save(update_fields=["taken_over_at"])
    if row.from_unit_id is None:
        return True  # a sealed case has no unit: its named officers are changed by hand
    by = Reader(PersonId(row.accepted_by_id), ())
    if row.to_unit is not None:
        _move(row.case_id, row.to_unit, by=by, now=now)
    else:
        _leave(row, by=by, now=now)
    registering.leave_behind(pupil_row(row.case_id).case, row.from_unit_id)
    if row.to_unit is not None:
        _appoint(row, by=by, now=now)
    return True


def _move(case: UUID, unit: Unit, *, by: Reader, now: datetime) -> None:
    """Let the pupil be the new school's, unless a register has said so already."""
    pupil = pupil_row(case)
    if pupil.case.unit_id == unit.id and pupil.ended_on is None:
        return
    if pupil.ended_on is None:
        _end_what_goes_on(pupil, DepartureReason.MOVED, by=by, now=now)
    cell = registering.cell_at(pupil.case, unit)
    Case.objects.filter(id=case).update(unit_id=unit.id)
    _pupils(case).update(cell=cell, group=None, ended_on=None)


def _leave(row: Handover, *, by: Reader, now: datetime) -> None:
    """Let the pupil have left, for a school outside; nothing more where a register has said so or moved the pupil."""
    pupil = pupil_row(row.case_id)
    if pupil.ended_on is not None or pupil.case.unit_id != row.from_unit_id:
        return
    _end_what_goes_on(pupil, DepartureReason.LEFT, by=by, now=now)
    # A pupil who comes back is enrolled as if for the first time: what was written lies at no unit any more.
    Case.objects.filter(id=row.case_id).update(unit_id=None)
    _pupils(row.case_id).update(ended_on=max(local_day(now), pupil.enrolled_on), group=None)


def _end_what_goes_on(pupil: Pupil, why: DepartureReason, *, by: Reader, now: datetime) -> None:
    leaving.end_all(leaving.depart(pupil, why=why, by=by.person, now=now), _set)


def _set(row: Model, /, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def _appoint(row: Handover, *, by: Reader, now: datetime) -> None:
    """Name the trygghetsperson: the one chosen, or who leads the school when that one works there no more.

    One about whom it has been decided since that they may learn nothing is not named: Nu says that nobody is.
    """
    assert row.to_unit is not None
    chosen, today = row.trygghetsperson_id, local_day(now)
    if chosen is None or role_at(chosen, row.to_unit.organisation_id, today=today) is None:
        chosen = rektor_of(row.to_unit.id, today)
    if chosen is None:
        return
    with suppress(Barred):
        appoint_trygghetsperson(case=CaseId(row.case_id), person=chosen, by=by, now=now)


def _pupils(case: UUID) -> QuerySet[Pupil]:
    return Pupil.objects.unguarded(because="a pupil whom the new school has taken over goes there").filter(case_id=case)
