"""Who may learn nothing about a pupil (OSL 12:3 st. 1 p. 1): offered in no form, taken by no act, also at work.

The scope keeps them from reading. This keeps them from being told: invited, asked, named, seated, handed a paper.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import cell_for, hold
from samverkan.guard.models import Cell
from samverkan.guard.scope import Scope
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Bar, Person, Pupil
from samverkan.people.wording import day_with_year
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, PersonId
from samverkan.vault.texts import open_field, seal_field

REASON, END_REASON = "skal", "skal-slut"
SAME = "Samma beslut som för samma person under ett tidigare id i registret."


Listener = Callable[[Bar, Reader], None]

DECIDED: list[Listener] = []
"""Rooms further out that offer the person something, such as a seat at a meeting. They add themselves when they start,
and act in the transaction of the decision.
"""


class Barred(ValueError):
    """The person may learn nothing about the pupil. The message says so in Swedish, and what to do."""


class NotDecided(ValueError):
    """The decision is not made. The message says in Swedish why."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that holds: about whom, by whom, when and why."""

    id: UUID
    name: str
    decided: str
    """ "Anna-Karin Wester, 28 november 2026"."""
    reason: str


def decisions(scope: Scope, case: CaseId) -> tuple[Decided, ...]:
    """What has been decided and holds, with the reasons; for those who may read the school's decisions of the case."""
    cell = Cell.objects.within(scope).filter(pk=_cell(pupil_row(case)).pk).first()
    if cell is None:
        return ()
    rows = Bar.objects.filter(case=case, ended_at=None).select_related("person", "decided_by").order_by("decided_at")
    return tuple(
        Decided(
            row.id,
            row.person.name or "En person vars namn är skyddat",
            f"{row.decided_by.name}, {day_with_year(row.decided_at)}",
            open_field(cell, REASON, row.id, bytes(row.sealed_reason)),
        )
        for row in rows
    )


@transaction.atomic
def decide(*, case: CaseId, person: PersonId | UUID, reason: str, by: Reader, now: datetime) -> Bar:
    """From now on the person learns nothing about the pupil: at the next request, and in what has not been sent.

    Also the seat at a meeting to come is gone with it. Custody is another matter and stays. Raises NotDecided for
    oneself, and for whom it is decided already.
    """
    hold(case)
    if person == by.person:
        raise NotDecided("Du kan inte besluta om dig själv. En annan rektor behöver göra det.")
    if PersonId(UUID(str(person))) in barred(case):
        raise NotDecided("Det är redan beslutat för den personen.")
    cell, own = _cell(pupil_row(case)), uuid.uuid4()
    made = Bar.objects.create(
        id=own,
        case_id=case,
        person_id=person,
        decided_at=now,
        decided_by_id=by.person,
        sealed_reason=seal_field(cell, REASON, own, reason.strip(), now=now),
    )
    for listener in DECIDED:
        listener(made, by)
    return made


@transaction.atomic
def end(*, case: CaseId, bar: UUID, reason: str, by: Reader, now: datetime) -> None:
    """The decision holds no more, and why. Raises NotDecided when it has ended, or is about oneself."""
    hold(case)
    row = Bar.objects.filter(case=case, id=bar, ended_at=None).first()
    if row is None:
        raise NotDecided("Beslutet är redan avslutat.")
    if row.person_id == by.person:
        raise NotDecided("Beslutet gäller dig själv. En annan rektor behöver avsluta det.")
    sealed = seal_field(_cell(pupil_row(case)), END_REASON, row.id, reason.strip(), now=now)
    Bar.objects.filter(id=row.id).update(ended_at=now, ended_by=by.person, sealed_end_reason=sealed)


def _cell(pupil: Pupil) -> Cell:
    return cell_for(school_cell(pupil, InformationClass.SUPPORT, Kind.DECISION))


def barred(case: UUID) -> frozenset[PersonId]:
    """Those who may learn nothing about the pupil today."""
    return barred_of_each([case])[case]


def barred_of_each(cases: Iterable[UUID]) -> dict[UUID, frozenset[PersonId]]:
    """The same for many pupils, in one query."""
    found: dict[UUID, set[PersonId]] = defaultdict(set)
    for row in Bar.objects.filter(case__in=list(cases), ended_at=None):
        found[row.case_id].add(PersonId(row.person_id))
    return defaultdict(frozenset, {case: frozenset(persons) for case, persons in found.items()})


def refuse_barred(case: UUID, *persons: UUID | None) -> None:
    """Raise Barred when one of them may learn nothing about the pupil: the last look, whatever a form let through."""
    if not barred(case).isdisjoint(PersonId(person) for person in persons if person is not None):
        raise Barred("Det är beslutat att personen inte får ta del av uppgifter om eleven. Välj någon annan.")


def refuse_barred_name(case: UUID, name: str) -> None:
    """The same for somebody who is written by name alone, and is no row yet."""
    known = Person.objects.filter(id__in=barred(case))
    if _folded(name) in {_folded(person.name) for person in known}:
        raise Barred("Det är beslutat att någon med det namnet inte får ta del av uppgifter om eleven.")


def follow(pupil: Pupil, adult: Person, *, now: datetime) -> None:
    """An adult has become a row anew, under another id of the register: what is decided holds for that row too."""
    for row in Bar.objects.filter(case=pupil.case_id, ended_at=None).exclude(person=adult).select_related("person"):
        if not any((adult.given_name, adult.family_name)) or _folded(row.person.name) != _folded(adult.name):
            continue
        if PersonId(adult.id) in barred(pupil.case_id):
            return
        cell, own = _cell(pupil), uuid.uuid4()
        Bar.objects.create(
            id=own,
            case_id=pupil.case_id,
            person=adult,
            decided_at=row.decided_at,
            decided_by_id=row.decided_by_id,
            sealed_reason=seal_field(cell, REASON, own, SAME, now=now),
        )
        return


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
