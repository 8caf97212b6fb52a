"""Who may answer besides the guardians: a pupil found mature enough, and a deputy with a written mandate."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from samverkan.consent.custody import question_cell
from samverkan.consent.models import Mandate, MandateKind, Maturity
from samverkan.consent.sealed_words import GROUNDS, MANDATE
from samverkan.guard.cells import cell_for, hold
from samverkan.guard.scope import Scope
from samverkan.people import turns
from samverkan.people.barring import refuse_barred_name
from samverkan.people.cells import pupil_row
from samverkan.people.models import Person
from samverkan.people.queries import names
from samverkan.people.wording import day_with_year, local_day
from samverkan.policy.consenting import Suspension, can_be_found_mature, longest_end
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass
from samverkan.vault.texts import open_fields, seal_field


class NotAssessed(ValueError):
    """The assessment cannot be signed. The message says in Swedish why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An assessment or a mandate as the page shows it."""

    id: UUID
    who: str
    what: str
    words: str
    until: str
    signed: str


@transaction.atomic
def sign_maturity(
    *, case: CaseId, classes: Iterable[InformationClass], grounds: str, ends_on: date, by: Reader, now: datetime
) -> Maturity:
    """The signer has assessed that the pupil decides alone in these matters. Whatever is already asked is weighed anew.

    Raises NotAssessed for a pupil under 15 or of unknown age, without grounds, about nothing, or for too long.
    """
    hold(case)
    pupil, today, about = pupil_row(case), local_day(now), sorted(set(classes))
    if not can_be_found_mature(pupil.born_on, today):
        raise NotAssessed("Eleven behöver ha fyllt 15 år för att bestämma själv.")
    if not about or not grounds.strip():
        raise NotAssessed("Skriv vad eleven kan bestämma om, och vad bedömningen bygger på.")
    if not today <= ends_on <= longest_end(today):
        raise NotAssessed("En bedömning gäller högst ett läsår. Välj ett tidigare datum.")
    cell, row = cell_for(question_cell(pupil)), uuid.uuid4()
    made = Maturity.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        classes=[value.value for value in about],
        sealed_grounds=seal_field(cell, GROUNDS, row, grounds.strip(), now=now),
        assessed_at=now,
        assessed_by_id=by.person,
        ends_on=ends_on,
    )
    _look_anew(case, now)
    return made


@transaction.atomic
def end_maturity(*, case: CaseId, assessment: UUID, by: Reader, now: datetime) -> None:
    """The assessment holds no more; what rested on it alone closes at once."""
    hold(case)
    rows = Maturity.objects.unguarded(because="an act on an assessment that the actor's right has been demanded for")
    rows.filter(id=assessment, case_id=case, ended_at=None).update(ended_at=now, ended_by_id=by.person)
    _look_anew(case, now)


@transaction.atomic
def keep_mandate(
    *, case: CaseId, name: str, kind: MandateKind, words: str, ends_on: date | None, by: Reader, now: datetime
) -> Mandate:
    """The signer has seen a deputy's mandate, and that it reaches to consenting."""
    hold(case)
    refuse_barred_name(case, name)
    given, _, family = name.strip().rpartition(" ")
    person = Person.objects.create(given_name=given or family, family_name=family if given else "")
    cell, row = cell_for(question_cell(pupil_row(case))), uuid.uuid4()
    made = Mandate.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        person=person,
        kind=kind,
        sealed_words=seal_field(cell, MANDATE, row, words.strip(), now=now),
        begins_on=local_day(now),
        ends_on=ends_on,
        seen_at=now,
        seen_by_id=by.person,
    )
    _look_anew(case, now)
    return made


def assessments(scope: Scope, case: CaseId) -> tuple[Standing, ...]:
    """The assessments of maturity that hold today."""
    rows = list(
        Maturity.objects.within(scope)
        .filter(case_id=case, ended_at=None, ends_on__gte=scope.today)
        .order_by("-ends_on")
    )
    opened = open_fields({row.id: row.cell for row in rows}, {(row.id, GROUNDS): row.sealed_grounds for row in rows})
    known = names(row.assessed_by_id for row in rows)
    return tuple(
        Standing(
            row.id,
            "Eleven bestämmer själv",
            ", ".join(InformationClass(value).label.lower() for value in row.classes),
            opened[row.id, GROUNDS],
            day_with_year(row.ends_on),
            f"{known.get(row.assessed_by_id, '')}, {day_with_year(row.assessed_at)}",
        )
        for row in rows
    )


def mandates(scope: Scope, case: CaseId) -> tuple[Standing, ...]:
    """The mandates that hold today."""
    not_over = Q(ends_on=None) | Q(ends_on__gte=scope.today)
    rows = list(Mandate.objects.within(scope).filter(not_over, case_id=case).select_related("person").order_by("id"))
    opened = open_fields({row.id: row.cell for row in rows}, {(row.id, MANDATE): row.sealed_words for row in rows})
    known = names(row.seen_by_id for row in rows)
    return tuple(
        Standing(
            row.id,
            f"{row.person.name}, {MandateKind(row.kind).label.lower()}",
            "säger ja och nej i elevens ställe",
            opened[row.id, MANDATE],
            "" if row.ends_on is None else day_with_year(row.ends_on),
            f"{known.get(row.seen_by_id, '')}, {day_with_year(row.seen_at)}",
        )
        for row in rows
    )


def _look_anew(case: CaseId, now: datetime) -> None:
    turns.turned([turns.Turn(case, Suspension.CUSTODY)], now=now)
