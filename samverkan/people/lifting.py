"""Lifting the protection of a whole case: one who is named asks and says why, another who may name others confirms.

What was dropped when the case was sealed (address, phone, class) is not there to come back. What a register
still marks as protected is sealed anew when it is next read.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import hold
from samverkan.guard.models import Cell
from samverkan.guard.scope import Scope
from samverkan.people import registering
from samverkan.people.cells import pupil_row
from samverkan.people.models import Lifting, NamedOfficer, Unit
from samverkan.people.queries import PupilCard, names
from samverkan.people.wording import day_with_year
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, PersonId
from samverkan.vault.texts import open_field, seal_field

REASON = "skal"
ACT = "an act on a sealed case that the actor's right has been demanded for"


class NotLifted(ValueError):
    """The protection stays. The message says in Swedish why, and what to do."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lifting that somebody has asked for and nobody has confirmed."""

    id: UUID
    asked_by: PersonId
    name: str
    asked: str
    reason: str


def waiting(scope: Scope, card: PupilCard) -> Waiting | None:
    """What has been asked for the case, if anything."""
    rows = Lifting.objects.within(scope).filter(case_id=card.case, taken_back_at=None, confirmed_at=None)
    row = next(iter(rows.select_related("cell")), None)
    if row is None:
        return None
    name = names([row.asked_by_id]).get(row.asked_by_id, "")
    reason = open_field(row.cell, REASON, row.id, bytes(row.sealed_reason))
    return Waiting(row.id, PersonId(row.asked_by_id), name, day_with_year(row.asked_at), reason)


@transaction.atomic
def ask(*, case: CaseId, reason: str, by: Reader, now: datetime) -> Lifting:
    """Ask for it. The case is sealed as before until somebody else confirms; asking twice asks once."""
    hold(case)
    running = _running(case).first()
    if running is not None:
        return running
    cell, row = _cell(case), uuid.uuid4()
    return Lifting.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        sealed_reason=seal_field(cell, REASON, row, reason.strip(), now=now),
        asked_at=now,
        asked_by_id=by.person,
    )


@transaction.atomic
def take_back(*, case: CaseId, by: Reader, now: datetime) -> None:
    """The protection stays, whoever of the named says so."""
    hold(case)
    _running(case).update(taken_back_at=now, taken_back_by=by.person)


@transaction.atomic
def confirm(*, case: CaseId, lifting: UUID, at: Unit, by: Reader, now: datetime) -> None:
    """The second person's yes, to the lifting they have read: the case is an open one at the school from here on.

    Raises NotLifted when it has been taken back, when the asker is the same person or is no longer named, or when the
    school is not of the same employer.
    """
    hold(case)
    row = _running(case).filter(id=lifting).first()
    if row is None:
        raise NotLifted("Det finns ingen begäran kvar att bekräfta. Skyddet ligger kvar. Be om det igen.")
    if row.asked_by_id == by.person:
        raise NotLifted("Du har själv bett om det. En annan namngiven rektor behöver bekräfta.")
    if not NamedOfficer.objects.filter(case_id=case, person=row.asked_by_id, ended_at=None).exists():
        raise NotLifted("Den som bad om det är inte namngiven längre. Någon som är det behöver be om det igen.")
    pupil = pupil_row(case)
    if at.organisation_id != pupil.cell.holder_id:
        raise NotLifted("Skolan hör till en annan huvudman. Välj en skola hos er.")
    row.confirmed_at, row.confirmed_by_id = now, by.person
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    registering.open_case(pupil, at=at, now=now)


def _running(case: CaseId) -> QuerySet[Lifting]:
    return Lifting.objects.unguarded(because=ACT).filter(case_id=case, taken_back_at=None, confirmed_at=None)


def _cell(case: CaseId) -> Cell:
    return pupil_row(case).cell
