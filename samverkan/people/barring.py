"""Who may learn nothing about a pupil (OSL 12:3 st. 1 p. 1): offered in no form, taken by no act, also at work.

The scope keeps them from reading. This keeps them from being told: invited, asked, named, seated, handed a paper.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from samverkan.guard.cells import cell_for
from samverkan.people.cells import school_cell
from samverkan.people.models import Bar, Person, Pupil
from samverkan.policy.vocabulary import InformationClass, Kind, PersonId
from samverkan.vault.texts import seal_field

REASON = "skal"
SAME = "Samma beslut som för samma person under ett tidigare id i registret."


class Barred(ValueError):
    """The person may learn nothing about the pupil. The message says so in Swedish, and what to do."""


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
        cell, own = cell_for(school_cell(pupil, InformationClass.SUPPORT, Kind.DECISION)), uuid.uuid4()
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
