"""Every row an import writes is written through here, so that it is counted and can be undone."""

from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from samverkan.consent.models import Question
from samverkan.exchange.models import Act, ImportedRecord, ImportRun
from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Grant
from samverkan.people.models import (
    Assignment,
    Departure,
    Group,
    GroupRole,
    Guardianship,
    NamedOfficer,
    Person,
    Pupil,
    SignInKey,
    SourceLink,
    StandIn,
    TeamMember,
    Trygghetsperson,
    Unit,
)
from samverkan.plans.models import Collaboration
from samverkan.trygghetsperson.models import HandOver, Wish
from samverkan.vault.models import DataKey

TRACKED: dict[str, type[Model]] = {
    model._meta.label_lower: model
    for model in (
        Assignment,
        Case,
        Cell,
        Collaboration,
        DataKey,
        Departure,
        Grant,
        Group,
        GroupRole,
        Guardianship,
        HandOver,
        NamedOfficer,
        Person,
        Pupil,
        Question,
        SignInKey,
        SourceLink,
        StandIn,
        TeamMember,
        Trygghetsperson,
        Unit,
        Wish,
    )
}


def rows(model: type[Model]) -> QuerySet[Any]:
    """All rows of a tracked model."""
    manager = model._default_manager
    if isinstance(manager, GuardedManager):
        return manager.unguarded(because="an import writes and undoes its own rows")
    return manager.all()


class Tracker:
    """Writes rows of one run and remembers each."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._records: list[ImportedRecord] = []

    @property
    def records(self) -> tuple[ImportedRecord, ...]:
        """What has been written so far, in order."""
        return tuple(self._records)

    def made(self, bundle: str, *made: Model) -> None:
        """Remember rows that an act has just made, in the order they depend on each other."""
        for row in made:
            self._note(bundle, row, Act.FRESH, {}, {})

    def change(self, bundle: str, row: Model, **fields: Any) -> bool:
        """Set fields that differ, and remember what was there. Whether anything differed."""
        before = {name: getattr(row, name) for name in fields}
        differing = {name: value for name, value in fields.items() if before[name] != value}
        if not differing:
            return False
        rows(type(row)).filter(pk=row.pk).update(**differing)
        for name, value in differing.items():
            setattr(row, name, value)
        was = {name: plain(before[name]) for name in differing}
        self._note(bundle, row, Act.CHANGED, was, {name: plain(value) for name, value in differing.items()})
        return True

    def end(self, bundle: str, row: Assignment | GroupRole | Guardianship, *, last: date) -> None:
        """End a row with its last day. What began later was never there at all."""
        self.change(bundle, row, begins_on=min(row.begins_on, last), ends_on=last)

    def sealed(self, bundle: str, row: Model) -> None:
        """Remember that a row was changed to protect somebody. What was there is not kept, here or by earlier runs."""
        self._forget(row)
        self._note(bundle, row, Act.SEALED, {}, {})

    def dropped(self, row: Model, **fields: Any) -> None:
        """Empty fields for good. Contact details mostly go because somebody is protected; no memory of them is kept."""
        rows(type(row)).filter(pk=row.pk).update(**fields)
        for name, value in fields.items():
            setattr(row, name, value)
        self._forget(row)

    def _forget(self, row: Model) -> None:
        label, own = row._meta.label_lower, str(row.pk)
        ImportedRecord.objects.filter(model=label, row_id=own).update(before={}, after={})
        for record in self._records:
            if (record.model, record.row_id) == (label, own):
                record.before, record.after = {}, {}

    def _note(self, bundle: str, row: Model, act: Act, before: dict[str, Any], after: dict[str, Any]) -> None:
        label = row._meta.label_lower
        if label not in TRACKED:
            raise TypeError(f"{label} cannot be undone, so an import may not write it.")
        place = len(self._records)
        self._records.append(
            ImportedRecord(
                run=self._run,
                bundle=bundle,
                place=place,
                model=label,
                row_id=str(row.pk),
                act=act,
                before=before,
                after=after,
            )
        )

    def save(self) -> int:
        """Write the memory of the run. The number of rows it is of."""
        ImportedRecord.objects.bulk_create(self._records, batch_size=1_000)
        return len(self._records)


def plain(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    if isinstance(value, Model):
        return str(value.pk)
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)
