"""How a pupil has the page: its mode, how their person is drawn, who reads what they write. Kept at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samverkan.guard.cells import cell_for, hold
from samverkan.own_page.drawings import Face
from samverkan.own_page.models import Mode, OwnPage, Told
from samverkan.people.cells import pupil_row, school_cell
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind

DEMANDED = "how a pupil has their page, which the actor's right has been demanded for"


def speak(*, case: CaseId, mode: Mode, by: Reader, now: datetime) -> None:
    """The page is to speak so."""
    _keep(case, by, now, mode=mode)


def draw(*, case: CaseId, face: Face, by: Reader, now: datetime) -> None:
    """This is how the pupil draws their person."""
    _keep(case, by, now, hair=face.hair, skin=face.skin, glasses=face.glasses)


def tell(*, case: CaseId, told: Told, by: Reader, now: datetime) -> None:
    """Who is to read what the pupil writes from now on."""
    _keep(case, by, now, told=told)


def open_beside(*, case: CaseId, mode: Mode, days: Sequence[int], by: Reader, now: datetime) -> None:
    """What the pupil and the adult beside have agreed on before the page is opened."""
    _keep(case, by, now, mode=mode, days=sorted(set(days)))


@transaction.atomic
def _keep(case: CaseId, by: Reader, now: datetime, **kept: Any) -> None:
    hold(case)
    cell = cell_for(school_cell(pupil_row(case), InformationClass.SUPPORT, Kind.INSTRUCTION))
    kept |= {"cell": cell, "changed_at": now, "changed_by_id": by.person}
    OwnPage.objects.unguarded(because=DEMANDED).update_or_create(case_id=case, defaults=kept)
