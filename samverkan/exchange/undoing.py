"""Taking an import back within a day, for every row nobody has used since."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, transaction

from samverkan.exchange import turning
from samverkan.exchange.difference import ImportRefused
from samverkan.exchange.known import CLASS, UNIT
from samverkan.exchange.models import Act, ImportedRecord, ImportRun
from samverkan.exchange.tracking import TRACKED, plain, rows
from samverkan.people.models import Group, Person, SourceLink, Unit
from samverkan.people.wording import listed
from samverkan.people.wording import number as in_words
from samverkan.policy.vocabulary import PersonId

WITHIN = timedelta(hours=24)
USED_BY = {
    "plans_": "En samverkan eller en plan använder uppgiften.",
    "guard_statement": "Någon har skrivit något om eleven.",
    "guard_grant": "Ett samtycke använder uppgiften.",
    "consent_": "En fråga om samtycke använder uppgiften.",
    "meetings_": "Ett möte använder uppgiften.",
    "people_account": "Personen har fått ett konto.",
    "people_teammember": "Personen är med i ett team.",
    "people_guardianship": "Personen är vårdnadshavare för en elev som ligger kvar.",
    "people_trygghetsperson": "Personen är trygghetsperson.",
    "people_pupil": "En elev som ligger kvar använder uppgiften.",
    "people_assignment": "Personal som ligger kvar arbetar här.",
    "guard_case": "En elev som ligger kvar går här.",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was not taken back, and why. `what` is unnamed for a protected person."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What comes of an undoing: what goes away, what gets back what it had before, and what stays and why."""

    people: int
    classes: int
    schools: int
    restored: tuple[str, ...]
    """Names; a protected person is unnamed."""
    kept: tuple[Kept, ...]
    protected: int = 0
    """How many of the people who go away are protected."""

    @property
    def open(self) -> "Undone":
        """The same without a trace of who is protected, for others than the one who read the list in."""
        return Undone(
            self.people - self.protected,
            self.classes,
            self.schools,
            tuple(name for name in self.restored if name != PROTECTED),
            tuple(one for one in self.kept if one.what != PROTECTED),
        )

    @property
    def removed(self) -> str:
        """ "tio personer och två klasser"; empty when nothing goes away."""
        parts = (
            (self.people, "person", "personer"),
            (self.classes, "klass", "klasser"),
            (self.schools, "skola", "skolor"),
        )
        return listed(counted_words(count, one, many) for count, one, many in parts if count)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """A heading and what it is about, for what there is any of."""
        restored = counted_words(len(self.restored), "person eller klass", "personer eller klasser")
        stays = counted_words(len(self.kept), "person eller klass", "personer eller klasser")
        found = (
            ("Tas bort", self.removed),
            ("Får tillbaka det som stod förut", restored if self.restored else ""),
            ("Ligger kvar", stays if self.kept else ""),
        )
        return tuple((heading, text) for heading, text in found if text)


class _InUse(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def undoable(run: ImportRun, *, now: datetime) -> bool:
    """Whether the run may still be undone: within 24 hours, once."""
    return run.undone_at is None and now - run.at <= WITHIN


def undo(run: ImportRun, *, by: PersonId | None, now: datetime) -> Undone:
    """Take back every row of the run that nobody has used or changed since; the rest stay and are listed with why.

    One transaction. Raises ImportRefused when the run is too old, is undone already, or a later one stands on it.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        _refuse(run, now)
        around = turning.custody_in(run.records.all())
        result = _take_back(run)
        turning.tell_of_custody(around, now=now)
        run.undone_at, run.undone_by_id = now, by
        run.save(update_fields=["undone_at", "undone_by"])
        run.records.update(before={}, after={})
    return result


def foreseen(run: ImportRun, *, now: datetime) -> Undone:
    """What `undo` would do at this moment. It is done and rolled back, so that the two can never differ."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        _refuse(run, now)
        result = _take_back(run)
        transaction.set_rollback(True)
    return result


def forget_details(*, now: datetime) -> int:
    """Empty what old runs remember of changed rows, once they can no longer be undone. The number of rows emptied."""
    old = ImportedRecord.objects.filter(run__at__lt=now - WITHIN, act=Act.CHANGED).exclude(before={}, after={})
    return old.update(before={}, after={})


def _refuse(run: ImportRun, now: datetime) -> None:
    if run.undone_at is not None:
        raise ImportRefused("Inläsningen är redan ångrad.", "Läs in listan igen om du vill ha tillbaka den.")
    if now - run.at > WITHIN:
        raise ImportRefused("Det har gått mer än 24 timmar.", "Läs in en rättad lista i stället.")
    later = ImportRun.objects.filter(huvudman=run.huvudman_id, source=run.source, at__gt=run.at, undone_at=None)
    if later.exists():
        raise ImportRefused("Det finns en senare inläsning från samma källa.", "Ångra den senaste först.")


def _take_back(run: ImportRun) -> Undone:
    """Newest bundle first; one that another bundle holds on to is tried again when that one has gone."""
    waiting = _bundles(run)
    hidden = {name for name, records in waiting if _what(records) == PROTECTED}
    gone: Counter[str] = Counter()
    protected = 0
    restored: list[str] = []
    with connection.cursor() as cursor:
        # A reference from anywhere shall stop the deletion here and now, not at the end of everything.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    while True:
        reasons: dict[str, str] = {}
        for name, records in waiting:
            try:
                with transaction.atomic():
                    for record in records:
                        _take_back_row(record)
            except _InUse as use:
                reasons[name] = use.why
            else:
                fresh = [record.model for record in records if record.act == Act.FRESH and record.model in NAMED]
                gone.update(fresh[:1])
                protected += name in hidden and bool(fresh)
                if not fresh and not _only_links(records):
                    restored.append(_what(records))
        left = [(name, records) for name, records in waiting if name in reasons]
        if len(left) == len(waiting):
            break
        waiting = left
    kept = tuple(Kept(_what(records), reasons[name]) for name, records in waiting)
    people, classes, schools = (gone[model] for model in NAMED)
    return Undone(people, classes, schools, tuple(restored), kept, protected)


def _bundles(run: ImportRun) -> list[tuple[str, list[ImportedRecord]]]:
    records = sorted(run.records.all(), key=lambda each: (each.bundle, -each.place))
    found = [(name, list(group)) for name, group in groupby(records, key=lambda each: each.bundle)]
    return sorted(found, key=lambda each: -each[1][0].place)


def _take_back_row(record: ImportedRecord) -> None:
    found = rows(TRACKED[record.model]).filter(pk=record.row_id)
    if record.act == Act.SEALED:
        raise _InUse("Ett skydd lyfts inte av att en inläsning ångras.")
    if record.act == Act.FRESH:
        _delete(found)
        return
    row = found.first()
    now_says = {name: plain(getattr(row, name)) for name in record.after} if row is not None else None
    if now_says != record.after:
        raise _InUse("Uppgiften har ändrats efter inläsningen.")
    try:
        found.update(**{name: _typed(record.model, name, value) for name, value in record.before.items()})
    except IntegrityError:
        raise _InUse("Något annat har tagit uppgiftens plats.") from None


def _delete(found: Any) -> None:
    try:
        with transaction.atomic():
            found._raw_delete(found.db)
    except IntegrityError as error:
        table = getattr(getattr(error.__cause__, "diag", None), "table_name", None) or ""
        why = next((words for start, words in USED_BY.items() if table.startswith(start)), "Uppgiften används.")
        raise _InUse(why) from None


def _typed(model: str, name: str, value: Any) -> Any:
    """A remembered value as the field has it."""
    fields = {field.attname: field for field in TRACKED[model]._meta.concrete_fields}
    field = fields[name]
    return None if value is None else getattr(field, "target_field", field).to_python(value)


def counted_words(count: int, one: str, many: str) -> str:
    """ "en klass", "tio personer": a small number in words."""
    return f"{in_words(count)} {one if count == 1 else many}"


PROTECTED = "En person med skyddade uppgifter"
NAMED = {"people.person": "En person", "people.group": "Klassen", "people.unit": "Skolan"}


PLACES: dict[str, type[Group | Unit]] = {CLASS: Group, UNIT: Unit}
"""What a bundle is of, by the first word of its name. All others are of a person."""


def _only_links(records: list[ImportedRecord]) -> bool:
    """Whether the run did no more than learn what the source calls somebody, or a class or school we had already."""
    return all(record.act == Act.FRESH and TRACKED[record.model] is SourceLink for record in records)


def _what(records: list[ImportedRecord]) -> str:
    for record in records:
        row = rows(TRACKED[record.model]).filter(pk=record.row_id).first()
        if isinstance(row, Person | Group | Unit):
            return _named(row)
    kind, _, own = records[0].bundle.partition(":")
    place = PLACES.get(kind)
    if place is None:
        person = Person.objects.filter(pk=own).first()
        return PROTECTED if person is None else _named(person)
    found = place._default_manager.filter(pk=own).first()
    return NAMED[place._meta.label_lower] if found is None else _named(found)


def _named(row: Person | Group | Unit) -> str:
    if isinstance(row, Person):
        return PROTECTED if row.protected else row.name
    return f"{NAMED[row._meta.label_lower]} {row.name}"
