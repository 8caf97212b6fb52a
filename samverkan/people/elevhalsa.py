"""The elevhälsa team of a school unit, and those who work for the whole huvudman and wait for a unit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404

from samverkan.people import staff
from samverkan.people.models import Account, Assignment, Person, SourceLink, Unit
from samverkan.people.staff import Colleague, Duties
from samverkan.people.wording import listed
from samverkan.policy.elevhalsa import ELEVHALSA, missing
from samverkan.policy.vocabulary import Role

WAITING = "utan-skolenhet"
"""Kind of the link that an import keeps for work without a unit. Its row is the person, its digest the role, empty
when the source no longer says it. An assignment without a unit would open pages by its role; a link opens nothing."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Somebody in the team and in which professions."""

    id: UUID
    name: str
    professions: str


@dataclass(frozen=True, slots=True)
class Team:
    """The elevhälsa of a unit: who, and which professions the law asks for that nobody has there."""

    rows: tuple[TeamRow, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody of the huvudman who has no such work at the unit."""

    id: UUID
    name: str
    roles: str


def team(unit: Unit, *, today: date) -> Team:
    """The elevhälsa of the unit today, in Swedish order."""
    held: dict[Person, set[Role]] = {}
    for row in at_work(unit, today).order_by("person__sort_name", "person_id"):
        held.setdefault(row.person, set()).add(Role(row.role))
    rows = tuple(TeamRow(person.id, person.name, _in_words(roles)) for person, roles in held.items())
    return Team(rows, missing(role for roles in held.values() for role in roles))


def waiting(unit: Unit, *, today: date) -> tuple[WaitingRow, ...]:
    """Whom the huvudman's register names without a unit, as long as they lack work here; nobody who is protected.

    One school's choice leaves the others theirs: a doctor works at many. Where else somebody works is not told.
    """
    found = _waiting(unit, today)
    people = Person.objects.filter(id__in=found, protected=False, ended_on=None).order_by("sort_name", "id")
    return tuple(WaitingRow(person.id, person.name, _in_words(found[person.id])) for person in people)


def newcomer(unit: Unit, person: UUID, *, today: date) -> tuple[Colleague, Duties]:
    """Somebody who waits, as they stand at the unit, and with what they wait for. Http404 for everybody else."""
    roles = _waiting(unit, today).get(person)
    row = Person.objects.filter(id=person, protected=False, ended_on=None).first()
    if roles is None or row is None:
        raise Http404
    try:
        one = staff.colleague(unit, person, today=today)
    except Http404:
        one = Colleague(row, unit, Duties(), Account.objects.filter(person=row).first())
    return one, replace(one.duties, roles=one.duties.roles | roles)


def at_work(unit: Unit, today: date) -> models.QuerySet[Assignment]:
    """The running work of the elevhälsa at the unit."""
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    found = Assignment.objects.filter(running, unit=unit, begins_on__lte=today, role__in=ELEVHALSA)
    return found.select_related("person")


def _waiting(unit: Unit, today: date) -> dict[UUID, frozenset[Role]]:
    links = SourceLink.objects.filter(huvudman=unit.organisation.huvudman_id, kind=WAITING).exclude(digest="")
    told: dict[UUID, set[Role]] = {}
    for person, role in links.values_list("row_id", "digest"):
        told.setdefault(person, set()).add(Role(role))
    here: dict[UUID, set[Role]] = {}
    rows = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), unit=unit, person__in=told)
    for person, role in rows.values_list("person_id", "role"):
        here.setdefault(person, set()).add(Role(role))
    return dict(_lacking(told, here))


def _lacking(told: dict[UUID, set[Role]], here: dict[UUID, set[Role]]) -> Iterator[tuple[UUID, frozenset[Role]]]:
    """Whoever works here was given a role by somebody who knew; only a profession of the elevhälsa is still asked."""
    for person, roles in told.items():
        lacks = (roles & set(ELEVHALSA)) - here[person] if person in here else roles
        if lacks:
            yield person, frozenset(lacks)


def _in_words(roles: "set[Role] | frozenset[Role]") -> str:
    return listed([role.label for role in Role if role in roles])
