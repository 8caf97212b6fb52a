"""From a server of the standard to a roster."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from samverkan.exchange import households
from samverkan.exchange.roster import Covers, Enrolment, Group, GroupKind, Person, Remark, Responsible, Roster, Severity
from samverkan.exchange.ss12000 import codes, fields
from samverkan.exchange.ss12000.connection import Connection
from samverkan.exchange.ss12000.fetching import Raw, fetch
from samverkan.exchange.ss12000.organisations import Organisations, read_organisations
from samverkan.exchange.ss12000.people import Persons, read_persons
from samverkan.exchange.ss12000.work import Work, read_work
from samverkan.people.wording import local_day


def read(
    connection: Connection,
    *,
    now: datetime,
    after: datetime | None = None,
    known_protected: Callable[[str], bool] = lambda _: False,
) -> Roster:
    """Read the whole source, or with `after` what has changed since (an aware time, a little before the last read).

    Phone and mail of protected persons and their households never reach the roster; `known_protected` answers, for an
    id, whether the person was protected already. Raises SourceFault.
    """
    raw = fetch(connection, after=after)
    return roster_of(raw, source=connection.server.source, now=now, complete=after is None, known=known_protected)


def roster_of(raw: Raw, *, source: str, now: datetime, complete: bool, known: Callable[[str], bool]) -> Roster:
    """The roster of raw records."""
    today = local_day(now)
    staff = frozenset(fields.reference(record, "person") for record in raw.duties.values())
    people = read_persons(raw.persons, staff=staff, today=today)
    organisations = read_organisations(
        raw.organisations, enrolled_at=frozenset(enrolment.unit for enrolment in people.enrolments)
    )
    work = read_work(raw.duties, raw.activities, organisations, today=today)
    groups = _groups(raw, organisations, today=today)
    bonds = _bonds(people, complete=complete)
    persons = households.without_contacts(people.persons.values(), people.bonds.values(), known=known)
    remarks = [*raw.remarks, *people.remarks, *work.remarks]
    return Roster(
        source=source,
        organisations=tuple(organisations.above.values()),
        units=tuple(organisations.units.values()),
        groups=groups,
        persons=_wanted(persons, people, work, raw, remarks) if complete else persons,
        enrolments=_with_classes(people.enrolments, groups),
        responsibles=bonds,
        duties=tuple(work.duties.values()),
        assignments=tuple(work.assignments.values()),
        removed=tuple(raw.removed),
        remarks=tuple(remarks),
        complete=complete and "persons" not in raw.lacking,
        covers=_covers(raw, bonds),
        mentioned=frozenset(people.mentioned),
    )


def _covers(raw: Raw, bonds: tuple[Responsible, ...]) -> frozenset[Covers]:
    """An endpoint that cannot be read ends nothing, and a source without a single bond does not know guardians."""
    found = {Covers.PUPILS}
    if "groups" not in raw.lacking:
        found.add(Covers.CLASSES)
    if "duties" not in raw.lacking:
        found.add(Covers.STAFF)
    if bonds:
        found.add(Covers.GUARDIANS)
    return frozenset(found)


def _groups(raw: Raw, organisations: Organisations, *, today: date) -> tuple[Group, ...]:
    found = []
    for own, record in raw.groups.items():
        if fields.over(record, today=today):
            continue
        word = fields.text(record, "groupType")
        if word and codes.group_kind(word) is None:
            text = f"Grupptypen ”{word[:30]}” är okänd. Den sparas som den är."
            raw.remarks.append(Remark(Severity.NOTE, f"groups {own}", text))
        unit = fields.reference(record, "organisation")
        members = (
            fields.reference(each, "person")
            for each in fields.items(record, "groupMemberships")
            if not fields.over(each, today=today)
        )
        found.append(
            Group(
                own,
                fields.text(record, "displayName") or own,
                codes.group_kind(word) or GroupKind.OTHER,
                word,
                unit if unit in organisations.units else None,
                tuple(dict.fromkeys(member for member in members if member)),
            )
        )
    return tuple(found)


def _with_classes(enrolments: list[Enrolment], groups: tuple[Group, ...]) -> tuple[Enrolment, ...]:
    """A pupil's class is the group of that kind she is in at the unit; one without unit counts everywhere."""
    classes: dict[tuple[str, str | None], str] = {}
    for group in sorted(groups, key=lambda each: each.name, reverse=True):
        if group.kind is GroupKind.CLASS:
            classes.update({(member, group.unit): group.name for member in group.members})
    return tuple(
        replace(each, class_name=classes.get((each.person, each.unit)) or classes.get((each.person, None), ""))
        for each in enrolments
    )


def _bonds(people: Persons, *, complete: bool) -> tuple[Responsible, ...]:
    """In a whole read a bond needs both its ends; in a partial one the other end may be known since before."""
    known = people.persons
    return tuple(
        bond for bond in people.bonds.values() if not complete or (bond.child in known and bond.adult in known)
    )


def _wanted(
    persons: tuple[Person, ...], people: Persons, work: Work, raw: Raw, remarks: list[Remark]
) -> tuple[Person, ...]:
    """Pupils, their adults and staff. Whoever else the register holds is nothing to us and is left there."""
    pupils = {enrolment.person for enrolment in people.enrolments}
    adults = {bond.adult for bond in people.bonds.values() if bond.child in pupils}
    wanted = pupils | adults | {duty.person for duty in work.duties.values()}
    left = len(persons) - sum(person.id in wanted for person in persons)
    if left:
        text = f"{left} personer i källan är varken elever, vårdnadshavare eller personal. De lästes inte in."
        remarks.append(Remark(Severity.NOTE, "persons", text))
    return tuple(person for person in persons if person.id in wanted)
