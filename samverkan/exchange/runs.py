"""Imports that have been, as the import page tells of them; and what one reader may import and see of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import models
from django.db.models import Max, Q
from django.http import Http404

from samverkan.exchange.applying import undoable
from samverkan.exchange.csv.headings import ListKind
from samverkan.exchange.difference import Difference
from samverkan.exchange.models import ImportRun
from samverkan.people.models import Assignment, Unit
from samverkan.people.staff import kept_units
from samverkan.people.wording import when
from samverkan.policy.acting import Action
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import Role

MOST = 20
NAMES = {"csv:elever": "Elevlista", "csv:personal": "Personallista", "ss12000": "Elevregistret"}


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import."""

    id: UUID
    name: str
    when: str
    by: str
    words: str
    """How many, for the one who read the list in: held against what others see, the number counts the protected."""
    undone: str
    undoable: bool
    reason: str
    """Why more left than an import may end by itself, as the one who read it in wrote."""


def runs(reader: Reader, *, now: datetime) -> tuple[RunRow, ...]:
    """The newest imports into the reader's schools."""
    return tuple(_row(run, now, reader) for run in _seen(reader).order_by("-at")[:MOST])


def run(reader: Reader, wanted: UUID, *, now: datetime) -> tuple[ImportRun, RunRow]:
    """One import, or Http404 when it is none of the reader's schools'."""
    found = _seen(reader).filter(id=wanted).first()
    if found is None:
        raise Http404
    return found, _row(found, now, reader)


def pupils_checked_at(units: Sequence[Unit]) -> tuple[datetime, ...]:
    """When the pupils of each school were last seen to be as their source says, for those that have been read in."""
    stands = ImportRun.objects.filter(undone_at=None)
    newest = (
        stands.filter(
            Q(source=f"csv:{ListKind.PUPILS}:{unit.code or unit.id}") | Q(source__startswith="ss12000:"),
            huvudman=unit.organisation.huvudman_id,
        ).aggregate(at=Max("checked_at"))["at"]
        for unit in units
    )
    return tuple(at for at in newest if at is not None)


def covers_huvudman(reader: Reader, unit: Unit) -> bool:
    """Whether the reader keeps every school of the huvudman, and so may see whom a register names."""
    kept = {row.id for row in kept_units(reader, Action.IMPORT_PREVIEW)}
    every = Unit.objects.filter(organisation__huvudman=unit.organisation.huvudman_id).values_list("id", flat=True)
    return set(every) <= kept


def roles_given(difference: Difference) -> frozenset[Role]:
    """The roles that the import would give to somebody who does not have them today."""
    rows = [change.row_id for change in difference.changes if change.row_id]
    held: dict[UUID, set[str]] = {}
    for work in Assignment.objects.filter(person__in=rows, ends_on=None):
        held.setdefault(work.person_id, set()).add(work.role)
    return frozenset(
        work.role
        for change in difference.changes
        if change.facts is not None
        for work in change.facts.work
        if change.row_id is None or work.role.value not in held.get(change.row_id, set())
    )


def seal_of(difference: Difference) -> str:
    """A short name for exactly this difference, so that what is confirmed is what was shown."""
    return sha256(repr(difference.signature).encode()).hexdigest()[:32]


def _seen(reader: Reader) -> models.QuerySet[ImportRun]:
    units = kept_units(reader, Action.IMPORT_PREVIEW)
    own = Q(by_id=reader.person)
    for unit in units:
        own |= Q(source__endswith=f":{unit.code or unit.id}")
    return ImportRun.objects.filter(own, huvudman__in={unit.organisation.huvudman_id for unit in units}).select_related(
        "by"
    )


def is_own(reader: Reader, run: ImportRun) -> bool:
    """Whether the reader read the list in, and so has seen whom it names."""
    return run.by_id == reader.person


def _row(run: ImportRun, now: datetime, reader: Reader) -> RunRow:
    return RunRow(
        run.id,
        _name(run.source, NAMES.items()),
        when(run.at),
        run.by.name if run.by else "kommandot",
        run.words if is_own(reader, run) else "",
        when(run.undone_at) if run.undone_at else "",
        undoable(run, now=now),
        run.reason,
    )


def _name(source: str, names: Iterable[tuple[str, str]]) -> str:
    return next((name for start, name in names if source.startswith(start)), "Import")
