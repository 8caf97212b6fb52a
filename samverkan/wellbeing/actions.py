"""Looking at the wheel, by the school and by the pupil; laying it in the plan with the family, and taking it out."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import hold
from samverkan.guard.models import Cell, Form, Statement
from samverkan.people.wording import local_day
from samverkan.plans.saved_once import LATELY
from samverkan.plans.writing import WORDS, Way, cell_to_write
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, Kind
from samverkan.vault.texts import open_field, say, seal_field, texts
from samverkan.wellbeing.areas import Area, Mark
from samverkan.wellbeing.marking import FIELD, Marks, Side, opened, sealable
from samverkan.wellbeing.models import Attachment, Ended, Given, How, Look, TookPart, Whose
from samverkan.wellbeing.naming import wheel_of
from samverkan.wellbeing.writing import SEEN, cell_of_look

Words = Mapping[tuple[Area, Side], str]
ON_THE_WHEEL = "an act on the wheel of a pupil one has the right to act on"


class NothingSaid(ValueError):
    """No area was marked and no word was said: there is nothing to keep."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A look that is kept."""

    look: UUID
    again: bool
    """The same had just been saved by the same person, so nothing was written."""


def look_as_staff(
    *, case: CaseId, marks: Mapping[Area, Mark], words: Words, by: Reader, now: datetime, way: Way = SEEN
) -> Kept:
    """The school's picture: a word for the areas one knows something of, what works and what worries.

    Raises NothingSaid for an empty look, NoCapacity for one without a tie.
    """
    return _look(case, Whose.STAFF, None, marks, words, way=way, by=by, now=now)


def look_as_pupil(
    *,
    case: CaseId,
    marks: Mapping[Area, Mark],
    words: Mapping[Area, str],
    given: Given,
    by: Reader,
    now: datetime,
    way: Way = WORDS,
) -> Kept:
    """The pupil's own picture. `by` is who saves it: the pupil, or the adult who sits beside. `way` is the pupil's
    choice of who may know, one of `plans.writing.ways_to_tell`.

    Raises NothingSaid for an empty look, NoCapacity for an adult without a tie.
    """
    own = {(area, Side.OWN): text for area, text in words.items()}
    return _look(case, Whose.PUPIL, given, marks, own, way=way, by=by, now=now)


@transaction.atomic
def _look(
    case: CaseId,
    whose: Whose,
    given: Given | None,
    marks: Mapping[Area, Mark],
    words: Words,
    *,
    way: Way,
    by: Reader,
    now: datetime,
) -> Kept:
    told = {where: text.strip() for where, text in words.items() if text.strip()}
    if not told and all(mark is Mark.UNSAID for mark in marks.values()):
        raise NothingSaid("Välj ett ord för minst ett område, eller skriv något.")
    hold(case)
    cell = cell_of_look(by, case, way)
    just_now = _same_just_now(cell, whose, marks, told, by=by, now=now)
    if just_now is not None:
        return Kept(just_now, again=True)
    said = {where: say(cell, Form.WHEEL, text, by=by.person, now=now).id for where, text in told.items()}
    row = uuid.uuid4()
    Look.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        whose=whose,
        given=given,
        sealed_marks=seal_field(cell, FIELD, row, sealable(Marks(marks, said)), now=now),
        version_id=wheel_of(cell.huvudman_id, on=local_day(now)).version,
        made_at=now,
        made_by_id=by.person,
    )
    return Kept(row, again=False)


def _same_just_now(
    cell: Cell, whose: Whose, marks: Mapping[Area, Mark], told: Words, *, by: Reader, now: datetime
) -> UUID | None:
    """The look that the same person has just saved with the same words, after going back or pressing twice."""
    lately = Look.objects.unguarded(because=ON_THE_WHEEL).filter(
        cell=cell, whose=whose, made_by_id=by.person, made_at__gte=now - LATELY
    )
    for row in lately.select_related("cell").order_by("-made_at"):
        kept = opened(open_field(row.cell, FIELD, row.id, bytes(row.sealed_marks)))
        if all(kept.marks[area] is marks.get(area, Mark.UNSAID) for area in Area) and _texts(kept) == told:
            return row.id
    return None


def _texts(kept: Marks) -> dict[tuple[Area, Side], str]:
    rows = Statement.objects.unguarded(because=ON_THE_WHEEL).filter(id__in=kept.said.values())
    known = texts(rows.select_related("cell"))
    return {where: known[row] for where, row in kept.said.items()}


# The plan


@transaction.atomic
def lay_in_plan(
    *,
    case: CaseId,
    staff_look: UUID | None,
    pupil_look: UUID | None,
    took_part: Collection[UUID],
    how: How,
    decided_on: date,
    by: Reader,
    now: datetime,
) -> Attachment:
    """Lay one or two pictures in the plan, as decided with those of the family who took part. What lay there before is
    taken out; the same again changes nothing.
    """
    hold(case)
    lies = _lying(case)
    if lies is not None:
        if (lies.staff_look_id, lies.pupil_look_id, lies.decided_on) == (staff_look, pupil_look, decided_on):
            return lies
        _end(lies, Ended.NEWER, by=by, now=now)
    made = Attachment.objects.create(
        case_id=case,
        cell=cell_to_write(by, case, Way(Kind.DECISION)),
        staff_look_id=staff_look,
        pupil_look_id=pupil_look,
        how=how,
        decided_on=decided_on,
        made_at=now,
        made_by_id=by.person,
    )
    TookPart.objects.bulk_create(TookPart(attachment=made, person_id=person) for person in sorted(set(took_part)))
    return made


@transaction.atomic
def take_out_of_plan(*, case: CaseId, because: Ended, by: Reader, now: datetime) -> Attachment | None:
    """Take the wheel out of the plan. None when it does not lie there any more."""
    hold(case)
    lies = _lying(case)
    return None if lies is None else _end(lies, because, by=by, now=now)


def _lying(case: CaseId) -> Attachment | None:
    return Attachment.objects.unguarded(because=ON_THE_WHEEL).filter(case_id=case, ended_at=None).first()


def _end(row: Attachment, because: Ended, *, by: Reader, now: datetime) -> Attachment:
    row.ended_at, row.ended_by_id, row.ended = now, by.person, because
    row.save(update_fields=["ended_at", "ended_by", "ended"])
    return row
