"""A list of pupils with up to two guardians each → a roster."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from samverkan.exchange import households
from samverkan.exchange.csv import cells, rows
from samverkan.exchange.csv.guardians import GuardianRow, gathered, guardians_of
from samverkan.exchange.csv.headings import ColumnMap
from samverkan.exchange.csv.protection import Scrubbed
from samverkan.exchange.csv.rows import Row
from samverkan.exchange.csv.units import Units
from samverkan.exchange.roster import (
    Covers,
    Enrolment,
    Group,
    GroupKind,
    Person,
    Remark,
    Roster,
    Severity,
    Unit,
)


@dataclass(slots=True)
class _Found:
    persons: dict[str, Person] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    enrolments: list[Enrolment] = field(default_factory=list)
    guardians: list[GuardianRow] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    nameless: bool = False


def read_pupils(
    scrubbed: Scrubbed,
    columns: ColumnMap,
    *,
    source: str,
    unit: Unit,
    today: date,
    known_classes: frozenset[str] = frozenset(),
    known_protected: Callable[[str], bool] = lambda _: False,
    kept: tuple[Unit, ...] | None = None,
) -> Roster:
    """Read every row that can be read.

    `unit` is the school of rows that name none. With `known_classes` (those of earlier imports) a new class is
    remarked on. `known_protected` answers, for an id, whether the person was protected already before. `kept` are the
    schools that rows may name; None: any.
    """
    units = Units(unit, kept)
    lines = list(rows.rows(scrubbed, columns))
    facts = {row.number: _facts(row, today=today) for row in lines}
    ambiguous = rows.shared({number: each.ids for number, each in facts.items()})
    found = _Found()
    for row in lines:
        _read_row(row, facts[row.number], ambiguous, units, found, known_classes, scrubbed.guardians)
    adults, bonds = gathered(found.guardians)
    persons = households.without_contacts([*found.persons.values(), *adults], bonds, known=known_protected)
    remarks = scrubbed.table.remarks + tuple(remark for row in lines for remark in row.remarks)
    return Roster(
        source=source,
        units=units.all(),
        groups=_classes(found.enrolments),
        persons=persons,
        enrolments=tuple(found.enrolments),
        responsibles=bonds,
        remarks=remarks + _nameless_remark(found),
        complete=not found.nameless,
        covers=_covers(columns),
        mentioned=frozenset(found.mentioned - set(found.persons)),
        is_list=True,
    )


def _covers(columns: ColumnMap) -> frozenset[Covers]:
    """A list without a column for classes or guardians says nothing of them, so it ends none."""
    have = set(columns.columns)
    found = {Covers.PUPILS}
    if "klass" in have:
        found.add(Covers.CLASSES)
    if have & {"vh1-namn", "vh1-fornamn", "vh2-namn", "vh2-fornamn"}:
        found.add(Covers.GUARDIANS)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Facts:
    name: tuple[str, str]
    born: date | None
    ids: tuple[str, ...]


def _facts(row: Row, *, today: date) -> _Facts:
    name = rows.names(row)
    number = rows.civic(row, today=today)
    born = _born(row, today=today) or (number.born if number else None)
    return _Facts(name, born, rows.identities(row, number, born, name))


def _born(row: Row, *, today: date) -> date | None:
    cell = row.get("fodd")
    if not cell:
        return None
    born = cells.day(cell)
    if born is not None and born > today:
        row.remark(
            Severity.CHECK, "fodd", f"Födelsedatumet{row.quote(cell)} har inte varit än.", "Rätta året i listan."
        )
        return None
    if born is None or not 0 <= today.year - born.year <= 100:
        row.remark(
            Severity.CHECK,
            "fodd",
            f"Födelsedatumet{row.quote(cell)} går inte att läsa.",
            "Skriv datumet som 2014-03-12.",
        )
        return None
    return born


def _read_row(
    row: Row,
    facts: _Facts,
    ambiguous: frozenset[str],
    units: Units,
    found: _Found,
    known_classes: frozenset[str],
    guardian_marks: frozenset[tuple[int, str]],
) -> None:
    units.refuse(row)
    if not any(facts.name):
        row.remark(Severity.FAULT, "", "Raden har inget namn och lästes inte.", "Fyll i elevens namn.")
    elif facts.ids[0] in found.persons:
        _remark_double(row, found.rows[facts.ids[0]])
    elif row.get("fodd") and facts.born is None and facts.ids[0].startswith("namn:"):
        # The date was what told this pupil from another with the same name: by name alone she would come in twice.
        row.remark(Severity.FAULT, "fodd", "Eleven går inte att känna igen utan födelsedatum.", "Rätta datumet.")
        found.nameless = True
    if row.broken:
        found.mentioned.update(facts.ids)
        found.nameless = found.nameless or not facts.ids
        return
    own = facts.ids[0]
    others = tuple(each for each in facts.ids[1:] if each not in ambiguous)
    person = Person(
        own,
        *facts.name,
        birth_date=facts.born,
        protected=row.protected,
        protected_raw=row.get("skyddad") if row.protected else "",
        other_ids=others,
    )
    found.persons[own] = person
    found.rows[own] = row
    found.enrolments.append(_enrolment(row, own, units, known_classes))
    found.guardians.extend(guardians_of(row, own, marked=guardian_marks))


def _remark_double(row: Row, first: Row) -> None:
    if first.fields == row.fields:
        row.remark(Severity.FAULT, "", f"Raden är likadan som rad {first.number} och räknas en gång.", "Ta bort raden.")
        return
    row.remark(
        Severity.FAULT,
        "",
        f"Samma elev står också på rad {first.number}, med andra uppgifter. Den här raden lästes inte.",
        "Ta bort den rad som är fel. Är det två elever: lägg till elev-id eller födelsedatum.",
    )


def _enrolment(row: Row, person: str, units: Units, known_classes: frozenset[str]) -> Enrolment:
    class_name = row.get("klass")[: rows.LONGEST["klass"]]
    if not class_name:
        row.remark(Severity.CHECK, "klass", "Eleven har ingen klass i listan.", "Fyll i klassen om eleven går i en.")
    elif known_classes and class_name not in known_classes:
        row.remark(
            Severity.CHECK,
            "klass",
            f"Klassen{row.quote(class_name)} finns inte sedan tidigare och läggs upp om du bekräftar.",
            "Rätta klassen i listan om den är felskriven.",
        )
    form = cells.school_form(row.get("skolform")) or ""
    if row.get("skolform") and not form:
        row.remark(
            Severity.CHECK,
            "skolform",
            f"Skolformen{row.quote(row.get('skolform'))} är okänd. Den sparas som den står.",
            "Skriv till exempel grundskola, anpassad grundskola eller gymnasieskola.",
        )
    year = cells.class_year(row.get("arskurs")) if row.get("arskurs") else cells.class_year(class_name)
    return Enrolment(person, units.of(row), form, row.get("skolform"), year, class_name)


def _classes(enrolments: list[Enrolment]) -> tuple[Group, ...]:
    members: dict[tuple[str, str], list[str]] = {}
    for enrolment in enrolments:
        if enrolment.class_name:
            members.setdefault((enrolment.unit, enrolment.class_name), []).append(enrolment.person)
    return tuple(
        Group(class_id(unit, name), name, GroupKind.CLASS, unit=unit, members=tuple(pupils))
        for (unit, name), pupils in sorted(members.items())
    )


def class_id(unit: str, name: str) -> str:
    """The id of a class that only has a name: unique within its school."""
    return f"klass:{unit}:{cells.folded_name(name)}"


def _nameless_remark(found: _Found) -> tuple[Remark, ...]:
    if not found.nameless:
        return ()
    text = "Någon rad går inte att knyta till en elev. Därför avslutas ingen elev med den här listan."
    return (Remark(Severity.CHECK, "hela listan", text, "Rätta raderna som är fel och läs in listan igen."),)
