"""A list of staff with roles and mentorship → a roster."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from samverkan.exchange import households, roles
from samverkan.exchange.csv import cells, rows
from samverkan.exchange.csv.headings import ColumnMap
from samverkan.exchange.csv.protection import Scrubbed
from samverkan.exchange.csv.pupils import class_id
from samverkan.exchange.csv.rows import Row
from samverkan.exchange.csv.units import Units
from samverkan.exchange.roster import (
    Assignment,
    Contact,
    Covers,
    Duty,
    Group,
    GroupKind,
    Person,
    Roster,
    Severity,
    Unit,
)
from samverkan.policy.vocabulary import Role

BETWEEN_ROLES = re.compile(r"\s*[,;+&]\s*|\s+och\s+")
KEYS = {"inloggning": "eduPersonPrincipalName", "hsaid": "employeeHSAId"}
BETWEEN_CLASSES = re.compile(r"\s*[,;/+&]\s*|\s+och\s+")


@dataclass(slots=True)
class _Found:
    persons: dict[str, Person] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    assignments: list[Assignment] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    nameless: bool = False


def read_staff(
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
    """Read every row that can be read. A person may stand on several rows, one for each role or school."""
    units, found = Units(unit, kept), _Found()
    lines = list(rows.rows(scrubbed, columns))
    for row in lines:
        _read_row(row, units, found, known_classes, today)
    return Roster(
        source=source,
        units=units.all(),
        groups=tuple(found.groups.values()),
        persons=households.without_contacts(found.persons.values(), (), known=known_protected),
        duties=tuple(found.duties.values()),
        assignments=tuple(found.assignments),
        remarks=scrubbed.table.remarks + tuple(remark for row in lines for remark in row.remarks),
        complete=not found.nameless,
        covers=frozenset({Covers.STAFF}),
        mentioned=frozenset(found.mentioned - set(found.persons)),
        is_list=True,
    )


def _read_row(row: Row, units: Units, found: _Found, known_classes: frozenset[str], today: date) -> None:
    name = rows.names(row)
    ids = _identities(row, name, today=today)
    units.refuse(row)
    if not any(name):
        row.remark(Severity.FAULT, "", "Raden har inget namn och lästes inte.", "Fyll i personens namn.")
    elif not row.get("roll"):
        row.remark(Severity.FAULT, "roll", "Raden har ingen roll och lästes inte.", "Fyll i till exempel lärare.")
    if row.broken:
        found.mentioned.update(ids)
        found.nameless = found.nameless or not ids
        return
    person = _person(row, ids, name)
    if ids[0] not in found.persons:
        found.persons[ids[0]] = person
        found.rows[ids[0]] = row.number
    elif found.persons[ids[0]].contact != person.contact:
        text = f"Samma person står också på rad {found.rows[ids[0]]}, med annan telefon eller e-post."
        row.remark(Severity.CHECK, "", f"{text} Den första raden gäller.", "Rätta den rad som är fel.")
    unit = units.of(row)
    duties = [_duty(row, word, ids[0], unit, found) for word in BETWEEN_ROLES.split(row.get("roll")) if word]
    _mentorships(row, duties, unit, found, known_classes)


def _identities(row: Row, name: tuple[str, str], *, today: date) -> tuple[str, ...]:
    """Strongest first. Work mail stands in for an id in most staff lists; beside the given name, since a team may
    share one address.
    """
    number = rows.civic(row, today=today)
    found = list(rows.identities(row, number, None, name))
    if found and row.get("mail"):
        by_mail = f"mail:{cells.fingerprint(row.get('mail').casefold(), cells.folded_name(name[0]))}"
        found.insert(len(found) - found[-1].startswith("namn:"), by_mail)
    return tuple(found)


def _person(row: Row, ids: tuple[str, ...], name: tuple[str, str]) -> Person:
    contact = Contact(rows.mail(row, "mail"), row.get("telefon"))
    return Person(
        ids[0],
        *name,
        protected=row.protected,
        protected_raw=row.get("skyddad") if row.protected else "",
        contact=None if row.protected or contact == Contact() else contact,
        other_ids=ids[1:],
        sign_in_keys=tuple((kind, row.get(slug)) for slug, kind in KEYS.items() if row.get(slug)),
    )


def _duty(row: Row, word: str, person: str, unit: str, found: _Found) -> Duty:
    reading = roles.duty(word)
    if reading.ask:
        row.remark(Severity.CHECK, "roll", reading.ask, "Rätta rollen i listan, eller ändra den efter inläsningen.")
    duty_id = f"tjanst:{person}:{unit}:{reading.role}"
    return found.duties.setdefault(duty_id, Duty(duty_id, person, reading.role, word, unit))


def _mentorships(row: Row, duties: list[Duty], unit: str, found: _Found, known_classes: frozenset[str]) -> None:
    for name in BETWEEN_CLASSES.split(row.get("mentor")):
        if not name or not duties:
            continue
        if known_classes and name not in known_classes:
            row.remark(
                Severity.CHECK,
                "mentor",
                f"Klassen{row.quote(name)} finns inte sedan tidigare och läggs upp om du bekräftar.",
                "Rätta klassen i listan om den är felskriven.",
            )
        group = Group(class_id(unit, name), name, GroupKind.CLASS, unit=unit)
        found.groups.setdefault(group.id, group)
        found.assignments.append(Assignment(duties[0].id, duties[0].person, group.id, Role.MENTOR, "Mentor"))
