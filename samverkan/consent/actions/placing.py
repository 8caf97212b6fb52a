"""A child placed under LVU: noted, asked of the social worker, and ended."""

import uuid
from datetime import date, datetime

from django.db import transaction

from samverkan.consent.models import Placement
from samverkan.consent.sealed_words import PLACED
from samverkan.guard.cells import cell_for, hold
from samverkan.people import turns
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.wording import local_day
from samverkan.policy.consenting import Care, Suspension, longest_end
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind
from samverkan.vault.texts import seal_field

ACTING = "an act on a placement that the actor's right has been demanded for"


class NotNoted(ValueError):
    """The placement cannot be noted. The message says in Swedish why."""


@transaction.atomic
def note_placement(
    *, case: CaseId, answers: Care, words: str, ends_on: date | None, by: Reader, now: datetime
) -> Placement:
    """The child is placed, and this is what the social worker has said. What is asked already is weighed anew.

    Raises NotNoted without words, and for what was said without a last day or for longer than a school year.
    """
    hold(case)
    today = local_day(now)
    if not words.strip():
        raise NotNoted("Skriv vad ni vet, och vem som har sagt det.")
    if answers is not Care.UNASKED and (ends_on is None or not today <= ends_on <= longest_end(today)):
        raise NotNoted("Skriv till vilken dag det gäller, högst ett läsår. Fråga socialsekreteraren igen till dess.")
    row, cell = uuid.uuid4(), cell_for(school_cell(pupil_row(case), InformationClass.PSYCHOSOCIAL, Kind.NOTE))
    made = Placement.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        answers=answers.value,
        sealed_words=seal_field(cell, PLACED, row, words.strip(), now=now),
        ends_on=None if answers is Care.UNASKED else ends_on,
        noted_at=now,
        noted_by_id=by.person,
    )
    _look_anew(case, now)
    return made


@transaction.atomic
def end_placement(*, case: CaseId, by: Reader, now: datetime) -> None:
    """The child is placed no more: the guardians answer as before."""
    hold(case)
    rows = Placement.objects.unguarded(because=ACTING).filter(case_id=case, ended_at=None)
    rows.update(ended_at=now, ended_by_id=by.person)
    _look_anew(case, now)


def _look_anew(case: CaseId, now: datetime) -> None:
    turns.turned([turns.Turn(case, Suspension.CUSTODY)], now=now)
