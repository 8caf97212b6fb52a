"""The very first visit: nobody has an account, so the one who can read the terminal makes the first one.

`bin/run` prints a code that lies in the data folder, readable by its owner only. The code and the page it opens are
gone as soon as there is an account.
"""

import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people.models import (
    Account,
    Assignment,
    Huvudman,
    HuvudmanKind,
    Organisation,
    OrganisationKind,
    Person,
    Unit,
)
from samverkan.people.staff import GRACE, Duties, employ
from samverkan.policy.acting import FIRST_OFFICERS, Action
from samverkan.policy.vocabulary import Branch, Purpose, Regime, Role

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0, O, 1 or I: the code is read from one screen and typed on another."""
GROUPS, GROUP = 3, 4
LOCK = 5_010_001
"""The advisory lock that lets only one first account be made."""


class AlreadyBegun(RuntimeError):
    """Somebody has an account, so this is not the first visit any more."""


@dataclass(frozen=True, slots=True)
class School:
    """What the first page asks for."""

    huvudman: str
    kind: HuvudmanKind
    unit: str
    code: str
    given_name: str
    family_name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Place:
    """A school that has been read in, and those it has as rektor."""

    unit: Unit
    leaders: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The rektor of a school that is here already; `person` is None for one whom the source did not name."""

    unit: Unit
    person: UUID | None
    given_name: str
    family_name: str
    email: str
    password: str


def waits() -> bool:
    """Whether nobody has an account yet."""
    return not Account.objects.exists()


def make_code(home: Path) -> str:
    """The code to print in the terminal; the same one until it has been used."""
    path = _path(home)
    if not path.exists():
        letters = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * GROUP))
        code = "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
        home.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(code)
    return path.read_text().strip()


def is_the_code(said: str, home: Path) -> bool:
    """Whether the typed code is the printed one. Case, spaces and hyphens do not matter."""
    path = _path(home)
    return path.exists() and hmac.compare_digest(_bare(said), _bare(path.read_text()))


def begin(school: School, *, now: datetime, today: date) -> Account:
    """Make huvudman, organisation, unit, the rektor and her account. Raises AlreadyBegun when an account exists."""
    with _first():
        unit = _school(school)
        person = Person.objects.create(
            given_name=school.given_name, family_name=school.family_name, email=school.email.lower()
        )
        Assignment.objects.create(
            person=person, organisation=unit.organisation, unit=unit, role=Role.REKTOR, begins_on=today
        )
        account = _account(person, unit, school.email, school.password, now=now, today=today)
    _path(Path(settings.HOME)).unlink(missing_ok=True)
    return account


def places(today: date) -> tuple[Place, ...]:
    """The schools that an import has made, before anybody could sign in. Nobody with protected identity is named."""
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    led = Assignment.objects.filter(
        running, begins_on__lte=today, role__in=FIRST_OFFICERS, person__protected=False
    ).select_related("person")
    found = list(led.order_by("person__sort_name"))
    units = Unit.objects.select_related("organisation__huvudman").order_by("name")
    return tuple(Place(unit, tuple(row.person for row in found if row.unit_id == unit.id)) for unit in units)


def join(newcomer: Newcomer, *, now: datetime, today: date) -> Account:
    """The account of the rektor who was read in, or of a new one at the same school; no school is made twice.

    Raises AlreadyBegun when an account exists, and NotDone when the address is another person's.
    """
    with _first():
        person = _person(newcomer, now=now, today=today)
        person.email = newcomer.email.lower()
        person.save(update_fields=["email"])
        account = _account(person, newcomer.unit, newcomer.email, newcomer.password, now=now, today=today)
    _path(Path(settings.HOME)).unlink(missing_ok=True)
    return account


@contextmanager
def _first() -> Iterator[None]:
    """One transaction in which nobody else makes a first account."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if not waits():
            raise AlreadyBegun
        yield


def _account(person: Person, unit: Unit, email: str, password: str, *, now: datetime, today: date) -> Account:
    account = Account.objects.create_account(email=email, person=person, password=password)
    account.second_factor_due_on = today + GRACE
    account.save(update_fields=["second_factor_due_on"])
    record(
        Doing(now, person.id, Role.REKTOR, Action.SCHOOL_CHANGE, Purpose.SUPPORT, unit=unit.id, target=unit.id),
        Outcome.DONE,
    )
    return account


def _person(newcomer: Newcomer, *, now: datetime, today: date) -> Person:
    if newcomer.person is not None:
        return Person.objects.get(id=newcomer.person)
    return employ(
        unit=newcomer.unit,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        email=newcomer.email,
        phone="",
        duties=Duties(frozenset({Role.REKTOR})),
        now=now,
        today=today,
    )


def _school(school: School) -> Unit:
    huvudman, _ = Huvudman.objects.get_or_create(name=school.huvudman, defaults={"kind": school.kind})
    independent = huvudman.kind == HuvudmanKind.INDEPENDENT
    organisation, _ = Organisation.objects.get_or_create(
        huvudman=huvudman,
        kind=OrganisationKind.SCHOOLS,
        branch=Branch.SCHOOL,
        defaults={
            "name": school.huvudman if independent else f"Skolorna i {school.huvudman}",
            "regime": Regime.SKOLLAG if independent else Regime.OSL,
            "public": not independent,
        },
    )
    return Unit.objects.create(organisation=organisation, name=school.unit, code=school.code)


def _path(home: Path) -> Path:
    return home / "first-code"


def _bare(code: str) -> bytes:
    return "".join(letter for letter in code.upper() if letter.isalnum()).encode()
